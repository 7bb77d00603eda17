using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SourceGrad.Mutation.Rewriting;

/// <summary>
/// Puts all mutants into one source (mutant schemata: R. H. Untch, A. J. Offutt, M. J. Harrold, ISSTA 1993): where there is a mutant, the code asks
/// which one is active. What cannot be changed so (constants, patterns, messages) is left out.
/// </summary>
/// <param name="file">The file, from the folder of the generator.</param>
/// <param name="next">The number of the next mutant.</param>
/// <param name="excluded">The numbers of mutants that do not compile.</param>
internal sealed class MutantRewriter(string file, Func<int> next, HashSet<int> excluded) : CSharpSyntaxRewriter
{
    public List<Mutant> Mutants { get; } = [];

    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        switch (node)
        {
            case null or AttributeListSyntax or PatternSyntax or EnumMemberDeclarationSyntax or ThrowStatementSyntax or ThrowExpressionSyntax
                or InterpolatedStringExpressionSyntax or CaseSwitchLabelSyntax or TypeSyntax and not NameSyntax:
            case FieldDeclarationSyntax field when field.Modifiers.Any(SyntaxKind.ConstKeyword):
            case LocalDeclarationStatementSyntax { IsConst: true }:
            case ParameterSyntax:
                return node;
            case ExpressionSyntax expression:
                return OfExpression(expression);
            case ExpressionStatementSyntax statement:
                return Removable(statement, (StatementSyntax)base.Visit(statement)!);
            case SwitchExpressionArmSyntax arm:
                return OfArm(arm);
            default:
                return base.Visit(node);
        }
    }

    private ExpressionSyntax OfExpression(ExpressionSyntax original)
    {
        ExpressionSyntax rewritten = (ExpressionSyntax)base.Visit(original)!;
        if (IsString(original))
        {
            return rewritten;
        }

        ExpressionSyntax result = rewritten;
        foreach ((string kind, ExpressionSyntax to, string text) in Operators.Of(original, rewritten))
        {
            result = Choice(original, kind, text, to, result);
        }

        bool isCondition = original.Parent switch
        {
            IfStatementSyntax holder => holder.Condition == original,
            WhileStatementSyntax holder => holder.Condition == original,
            ForStatementSyntax holder => holder.Condition == original,
            ConditionalExpressionSyntax holder => holder.Condition == original,
            WhenClauseSyntax => true,
            BinaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalAndExpression or (int)SyntaxKind.LogicalOrExpression } => true,
            _ => false,
        };
        return isCondition && Operators.Negated(original, rewritten) is { } negated
            ? Choice(original, negated.Kind, negated.Text, negated.To, result)
            : result;
    }

    private SwitchExpressionArmSyntax OfArm(SwitchExpressionArmSyntax arm)
    {
        SwitchExpressionArmSyntax rewritten = (SwitchExpressionArmSyntax)base.Visit(arm)!;
        SeparatedSyntaxList<SwitchExpressionArmSyntax> arms = ((SwitchExpressionSyntax)arm.Parent!).Arms;
        ExpressionSyntax other = arms[(arms.IndexOf(arm) + 1) % arms.Count].Expression;
        return other is ThrowExpressionSyntax || arm.Expression is ThrowExpressionSyntax || other.ToString() == arm.Expression.ToString()
            ? rewritten
            : rewritten.WithExpression(Choice(arm.Expression, "arm of a switch", other.ToString(), other, rewritten.Expression));
    }

    private StatementSyntax Removable(StatementSyntax original, StatementSyntax rewritten)
    {
        int id = Record(original, "statement removed", "");
        return excluded.Contains(id) ? rewritten : IfStatement(
            PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, IsActive(id)), Block(rewritten)).NormalizeWhitespace().WithTriviaFrom(original);
    }

    private ExpressionSyntax Choice(ExpressionSyntax original, string kind, string text, ExpressionSyntax changed, ExpressionSyntax unchanged)
    {
        int id = Record(original, kind, text);
        return excluded.Contains(id) ? unchanged : ParenthesizedExpression(ConditionalExpression(
            IsActive(id), ParenthesizedExpression(changed.WithoutTrivia()), ParenthesizedExpression(unchanged.WithoutTrivia()))).WithTriviaFrom(original);
    }

    private int Record(SyntaxNode original, string kind, string text)
    {
        int id = next();
        Mutants.Add(new Mutant(id, file, original.GetLocation().GetLineSpan().StartLinePosition.Line + 1, kind, original.ToString(), text));
        return id;
    }

    private static InvocationExpressionSyntax IsActive(int id) => InvocationExpression(
        ParseExpression($"global::{Switch.Type}.Is"),
        ArgumentList(SingletonSeparatedList(Argument(LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(id))))));

    /// <summary>Text that is put together: a message, or a name.</summary>
    private static bool IsString(ExpressionSyntax expression) => expression is BinaryExpressionSyntax binary
        && binary.DescendantNodes().Any(n => n is InterpolatedStringExpressionSyntax || n.IsKind(SyntaxKind.StringLiteralExpression))
        && binary.IsKind(SyntaxKind.AddExpression);
}
