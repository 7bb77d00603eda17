using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Tests.Conformance;

/// <summary>Turns a row's source into the same in single precision.</summary>
internal sealed class FloatRewriter : CSharpSyntaxRewriter
{
    /// <summary>Functions of <c>Math</c> that choose by the type of their arguments, which may be integers.</summary>
    private static readonly HashSet<string> s_ofAnyType = ["Abs", "Clamp", "Max", "Min", "Sign"];

    public static string Rewrite(string source) => new FloatRewriter().Visit(CSharpSyntaxTree.ParseText(source).GetRoot()).ToFullString();

    public override SyntaxNode? VisitPredefinedType(PredefinedTypeSyntax node) =>
        node.Keyword.IsKind(SyntaxKind.DoubleKeyword)
            ? SyntaxFactory.PredefinedType(SyntaxFactory.Token(SyntaxKind.FloatKeyword)).WithTriviaFrom(node)
            : node;

    public override SyntaxNode? VisitMemberAccessExpression(MemberAccessExpressionSyntax node) =>
        node.Expression is IdentifierNameSyntax { Identifier.Text: "Math" } && !s_ofAnyType.Contains(node.Name.Identifier.Text)
            && typeof(MathF).GetMember(node.Name.Identifier.Text).Length > 0
                ? node.WithExpression(SyntaxFactory.IdentifierName("MathF").WithTriviaFrom(node.Expression))
                : base.VisitMemberAccessExpression(node);

    public override SyntaxToken VisitToken(SyntaxToken token) =>
        token.IsKind(SyntaxKind.NumericLiteralToken) && token.Value is double
            ? SyntaxFactory.ParseToken(token.Text.TrimEnd('d', 'D') + "f").WithTriviaFrom(token)
            : token;
}
