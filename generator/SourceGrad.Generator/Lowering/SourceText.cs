using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Generator.Lowering;

/// <summary>A statement's text on one line, without comments: what generated code quotes.</summary>
internal static class SourceText
{
    private const int Limit = 160;

    public static string Of(SyntaxNode statement) => statement switch
    {
        IfStatementSyntax branch => Line(branch, branch.CloseParenToken),
        ForStatementSyntax loop => Line(loop, loop.CloseParenToken),
        WhileStatementSyntax loop => Line(loop, loop.CloseParenToken),
        CommonForEachStatementSyntax loop => Line(loop, loop.CloseParenToken),
        DoStatementSyntax loop => Line(loop, loop.DoKeyword),
        SwitchStatementSyntax choice => Line(choice, choice.OpenBraceToken.GetPreviousToken()),
        ArrowExpressionClauseSyntax arrow => "return " + Line(arrow.Expression, arrow.Expression.GetLastToken()),
        LocalDeclarationStatementSyntax local => Line(local.Declaration, local.Declaration.GetLastToken()),
        ExpressionStatementSyntax expression => Line(expression.Expression, expression.Expression.GetLastToken()),
        ReturnStatementSyntax { Expression: { } value } result => Line(result, value.GetLastToken()),
        _ => Line(statement, statement.GetLastToken()),
    };

    private static string Line(SyntaxNode node, SyntaxToken last)
    {
        StringBuilder text = new();
        bool space = false;
        foreach (SyntaxToken token in node.DescendantTokens())
        {
            if (text.Length > 0 && (space || token.HasLeadingTrivia))
            {
                text.Append(' ');
            }

            AppendOnOneLine(text, token.Text);
            space = token.HasTrailingTrivia;
            if (text.Length > Limit)
            {
                return text.ToString(0, Limit) + " …";
            }

            if (token == last)
            {
                break;
            }
        }

        return text.ToString();
    }

    /// <summary>A raw or verbatim string may hold line breaks of all the kinds that C# knows; a comment must not.</summary>
    private static void AppendOnOneLine(StringBuilder text, string token)
    {
        foreach (char letter in token.Replace("\r\n", "\n"))
        {
            text.Append(SyntaxFacts.IsNewLine(letter) ? ' ' : letter);
        }
    }
}
