using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Mutation.Rewriting;

/// <summary>Counts the rounds of loops and the calls of methods, so that what does not come to an end can be stopped from within.</summary>
/// <param name="call">The statement that counts.</param>
internal sealed class TickRewriter(string call) : CSharpSyntaxRewriter
{
    private readonly StatementSyntax _tick = SyntaxFactory.ParseStatement(call + " ");

    public override SyntaxNode? VisitBlock(BlockSyntax node)
    {
        BlockSyntax visited = (BlockSyntax)base.VisitBlock(node)!;
        return node.Parent is ForStatementSyntax or WhileStatementSyntax or DoStatementSyntax or ForEachStatementSyntax or BaseMethodDeclarationSyntax
            or LocalFunctionStatementSyntax or AccessorDeclarationSyntax
            ? visited.WithStatements(visited.Statements.Insert(0, _tick))
            : visited;
    }
}
