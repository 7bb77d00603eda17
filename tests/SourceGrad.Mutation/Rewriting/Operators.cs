using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SourceGrad.Mutation.Rewriting;

/// <summary>What may stand in the place of an expression: small changes, each of a kind that people make by mistake.</summary>
internal static class Operators
{
    private static readonly Dictionary<SyntaxKind, (string Kind, SyntaxKind[] To)> s_binary = new()
    {
        [SyntaxKind.AddExpression] = ("arithmetic", [SyntaxKind.SubtractExpression]),
        [SyntaxKind.SubtractExpression] = ("arithmetic", [SyntaxKind.AddExpression]),
        [SyntaxKind.MultiplyExpression] = ("arithmetic", [SyntaxKind.DivideExpression]),
        [SyntaxKind.DivideExpression] = ("arithmetic", [SyntaxKind.MultiplyExpression]),
        [SyntaxKind.ModuloExpression] = ("arithmetic", [SyntaxKind.MultiplyExpression]),
        [SyntaxKind.LessThanExpression] = ("relation", [SyntaxKind.LessThanOrEqualExpression, SyntaxKind.GreaterThanOrEqualExpression]),
        [SyntaxKind.LessThanOrEqualExpression] = ("relation", [SyntaxKind.LessThanExpression, SyntaxKind.GreaterThanExpression]),
        [SyntaxKind.GreaterThanExpression] = ("relation", [SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.LessThanOrEqualExpression]),
        [SyntaxKind.GreaterThanOrEqualExpression] = ("relation", [SyntaxKind.GreaterThanExpression, SyntaxKind.LessThanExpression]),
        [SyntaxKind.EqualsExpression] = ("relation", [SyntaxKind.NotEqualsExpression]),
        [SyntaxKind.NotEqualsExpression] = ("relation", [SyntaxKind.EqualsExpression]),
        [SyntaxKind.LogicalAndExpression] = ("logic", [SyntaxKind.LogicalOrExpression]),
        [SyntaxKind.LogicalOrExpression] = ("logic", [SyntaxKind.LogicalAndExpression]),
        [SyntaxKind.BitwiseAndExpression] = ("logic", [SyntaxKind.BitwiseOrExpression]),
        [SyntaxKind.BitwiseOrExpression] = ("logic", [SyntaxKind.BitwiseAndExpression]),
    };

    /// <summary>Functions that are mistaken for each other.</summary>
    private static readonly Dictionary<string, string> s_calls = new()
    {
        ["Sin"] = "Cos",
        ["Cos"] = "Sin",
        ["SinPi"] = "CosPi",
        ["CosPi"] = "SinPi",
        ["Sinh"] = "Cosh",
        ["Cosh"] = "Sinh",
        ["Exp"] = "Exp2",
        ["Exp2"] = "Exp",
        ["Exp10"] = "Exp",
        ["Any"] = "All",
        ["All"] = "Any",
        ["Min"] = "Max",
        ["Max"] = "Min",
        ["First"] = "Last",
        ["Last"] = "First",
        ["FirstOrDefault"] = "LastOrDefault",
        ["LastOrDefault"] = "FirstOrDefault",
    };

    /// <summary>The changes of an expression, given as it is and with its parts rewritten.</summary>
    /// <param name="original">As it stands in the source.</param>
    /// <param name="rewritten">With its parts rewritten.</param>
    public static IEnumerable<(string Kind, ExpressionSyntax To, string Text)> Of(ExpressionSyntax original, ExpressionSyntax rewritten)
    {
        switch (rewritten)
        {
            case BinaryExpressionSyntax binary when s_binary.TryGetValue(binary.Kind(), out (string Kind, SyntaxKind[] To) swap):
                foreach (SyntaxKind to in swap.To)
                {
                    SyntaxToken sign = BinaryExpression(to, binary.Left, binary.Right).OperatorToken;
                    ExpressionSyntax changed = BinaryExpression(to, binary.Left, sign.WithTriviaFrom(binary.OperatorToken), binary.Right);
                    BinaryExpressionSyntax source = (BinaryExpressionSyntax)original;
                    yield return (swap.Kind, changed, $"{source.Left} {sign.Text} {source.Right}");
                }

                break;
            case BinaryExpressionSyntax { RawKind: (int)SyntaxKind.CoalesceExpression } coalesce:
                yield return ("null-coalescing", coalesce.Right, ((BinaryExpressionSyntax)original).Right.ToString());
                yield return ("null-coalescing", PostfixUnaryExpression(SyntaxKind.SuppressNullableWarningExpression, Parenthesized(coalesce.Left)), ((BinaryExpressionSyntax)original).Left.ToString());
                break;
            case PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression or (int)SyntaxKind.UnaryMinusExpression } unary when unary.Operand is not LiteralExpressionSyntax:
                yield return ("operator removed", unary.Operand, ((PrefixUnaryExpressionSyntax)original).Operand.ToString());
                break;
            case IsPatternExpressionSyntax or BinaryExpressionSyntax { RawKind: (int)SyntaxKind.IsExpression }:
                yield return ("pattern negated", Not(rewritten), $"!({original})");
                break;
            case InvocationExpressionSyntax call:
                foreach (var change in OfCall((InvocationExpressionSyntax)original, call))
                {
                    yield return change;
                }

                break;
            case LiteralExpressionSyntax literal:
                foreach (var change in OfLiteral(literal))
                {
                    yield return change;
                }

                break;
        }
    }

    /// <summary>A condition with the opposite answer; nothing where a change of the expression itself already is that.</summary>
    /// <param name="original">As it stands in the source.</param>
    /// <param name="rewritten">With its parts rewritten.</param>
    public static (string Kind, ExpressionSyntax To, string Text)? Negated(ExpressionSyntax original, ExpressionSyntax rewritten) =>
        original is IsPatternExpressionSyntax or PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.LogicalNotExpression }
            or BinaryExpressionSyntax
        {
            RawKind: (int)SyntaxKind.EqualsExpression or (int)SyntaxKind.NotEqualsExpression or (int)SyntaxKind.IsExpression
                or (int)SyntaxKind.LessThanExpression or (int)SyntaxKind.LessThanOrEqualExpression or (int)SyntaxKind.GreaterThanExpression or (int)SyntaxKind.GreaterThanOrEqualExpression
        }
            or LiteralExpressionSyntax
            ? null
            : ("condition negated", Not(rewritten), $"!({original})");

    private static IEnumerable<(string Kind, ExpressionSyntax To, string Text)> OfCall(InvocationExpressionSyntax original, InvocationExpressionSyntax call)
    {
        SimpleNameSyntax? name = call.Expression switch
        {
            IdentifierNameSyntax simple => simple,
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax member } => member,
            _ => null,
        };
        if (name is not null && s_calls.TryGetValue(name.Identifier.Text, out string? other))
        {
            InvocationExpressionSyntax changed = call.ReplaceNode(name, IdentifierName(other).WithTriviaFrom(name));
            yield return ("function swapped", changed, $"{other} in {original}");
        }

        if (name?.Identifier.Text == "Select" && call.ArgumentList.Arguments.Count == 3)
        {
            SeparatedSyntaxList<ArgumentSyntax> arguments = call.ArgumentList.Arguments;
            SeparatedSyntaxList<ArgumentSyntax> swapped = arguments.Replace(arguments[1], arguments[2]);
            swapped = swapped.Replace(swapped[2], arguments[1]);
            yield return ("arms swapped", call.WithArgumentList(call.ArgumentList.WithArguments(swapped)), $"{original} with its arms swapped");
        }
    }

    private static IEnumerable<(string Kind, ExpressionSyntax To, string Text)> OfLiteral(LiteralExpressionSyntax literal)
    {
        ExpressionSyntax? changed = literal.Token.Value switch
        {
            true => LiteralExpression(SyntaxKind.FalseLiteralExpression),
            false => LiteralExpression(SyntaxKind.TrueLiteralExpression),
            0 => Number(1),
            1 => Number(0),
            int number => Number(number + 1),
            double number => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(number == 1 ? 2.0 : number + 1)),
            _ => null,
        };
        if (changed is not null)
        {
            yield return ("constant", changed, changed.ToString());
        }
    }

    private static LiteralExpressionSyntax Number(int number) => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(number));

    private static PrefixUnaryExpressionSyntax Not(ExpressionSyntax condition) => PrefixUnaryExpression(SyntaxKind.LogicalNotExpression, Parenthesized(condition));

    private static ParenthesizedExpressionSyntax Parenthesized(ExpressionSyntax expression) => ParenthesizedExpression(expression.WithoutTrivia());
}
