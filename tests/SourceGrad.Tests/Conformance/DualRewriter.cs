using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Tests.Conformance;

/// <summary>Turns a row's source into one on <see cref="Dual"/>: the types, the functions, and what only works for built-in types.</summary>
internal sealed class DualRewriter : CSharpSyntaxRewriter
{
    public static string Rewrite(string source) => new DualRewriter().Visit(CSharpSyntaxTree.ParseText(source).GetRoot()).ToFullString();

    public override SyntaxNode? VisitPredefinedType(PredefinedTypeSyntax node) =>
        node.Keyword.Kind() is SyntaxKind.DoubleKeyword or SyntaxKind.FloatKeyword
            ? SyntaxFactory.IdentifierName("Dual").WithTriviaFrom(node)
            : node;

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node)
    {
        bool isFunction = node.Parent is InvocationExpressionSyntax;
        return node.Expression switch
        {
            PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword or (int)SyntaxKind.FloatKeyword } => isFunction ? Function(node) : node,
            IdentifierNameSyntax { Identifier.Text: "Math" or "MathF" } => isFunction ? Function(node) : node,
            _ => base.VisitMemberAccessExpression(node),
        };
    }

    /// <summary>There are no constants of a type of our own.</summary>
    public override SyntaxNode? VisitLocalDeclarationStatement(LocalDeclarationStatementSyntax node)
    {
        SyntaxTokenList modifiers = IsReal(node.Declaration) ? Without(node.Modifiers, SyntaxKind.ConstKeyword) : node.Modifiers;
        LocalDeclarationStatementSyntax visited = (LocalDeclarationStatementSyntax)base.VisitLocalDeclarationStatement(node)!;
        return visited.WithModifiers(modifiers);
    }

    public override SyntaxNode? VisitFieldDeclaration(FieldDeclarationSyntax node)
    {
        FieldDeclarationSyntax visited = (FieldDeclarationSyntax)base.VisitFieldDeclaration(node)!;
        return IsReal(node.Declaration) && node.Modifiers.Any(SyntaxKind.ConstKeyword)
            ? visited.WithModifiers(Without(node.Modifiers, SyntaxKind.ConstKeyword).Add(SyntaxFactory.ParseToken("static ")))
            : visited;
    }

    /// <summary>Patterns test the value.</summary>
    public override SyntaxNode? VisitSwitchStatement(SwitchStatementSyntax node)
    {
        SwitchStatementSyntax visited = (SwitchStatementSyntax)base.VisitSwitchStatement(node)!;
        return visited.WithExpression(ValueOf(visited.Expression));
    }

    public override SyntaxNode? VisitSwitchExpression(SwitchExpressionSyntax node)
    {
        SwitchExpressionSyntax visited = (SwitchExpressionSyntax)base.VisitSwitchExpression(node)!;
        return visited.WithGoverningExpression(ValueOf(visited.GoverningExpression));
    }

    public override SyntaxNode? VisitIsPatternExpression(IsPatternExpressionSyntax node)
    {
        IsPatternExpressionSyntax visited = (IsPatternExpressionSyntax)base.VisitIsPatternExpression(node)!;
        return visited.WithExpression(ValueOf(visited.Expression));
    }

    private static MemberAccessExpressionSyntax Function(MemberAccessExpressionSyntax node) =>
        node.WithExpression(SyntaxFactory.IdentifierName("DualMath").WithTriviaFrom(node.Expression));

    private static ExpressionSyntax ValueOf(ExpressionSyntax expression) =>
        SyntaxFactory.ParseExpression($"((double)({expression.ToString()}))").WithTriviaFrom(expression);

    private static bool IsReal(VariableDeclarationSyntax declaration) =>
        declaration.Type is PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.DoubleKeyword or (int)SyntaxKind.FloatKeyword };

    private static SyntaxTokenList Without(SyntaxTokenList modifiers, SyntaxKind kind) =>
        modifiers.IndexOf(kind) is >= 0 and int at ? modifiers.RemoveAt(at) : modifiers;
}
