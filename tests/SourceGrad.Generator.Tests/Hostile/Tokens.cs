using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;
using SourceGrad.Tests.Conformance;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>The tokens of a conformance case, each with the blanks around it, and the text that they are in.</summary>
internal sealed class Tokens
{
    private readonly string _head;

    private Tokens(string name, string head, IReadOnlyList<string> all)
    {
        Name = name;
        _head = head;
        All = all;
    }

    public string Name { get; }

    public IReadOnlyList<string> All { get; }

    public static Tokens Of(Row row)
    {
        string head = row.Container is null ? "public static partial class Table\n{\n" : "";
        IEnumerable<SyntaxToken> tokens = CSharpSyntaxTree.ParseText(head + row.Source, GeneratorHarness.ParseOptions).GetRoot()
            .DescendantTokens().Where(token => token.FullSpan.Start >= head.Length && !token.IsMissing && token.FullSpan.Length > 0);
        return new Tokens(row.Name, head, [.. tokens.Select(token => token.ToFullString())]);
    }

    /// <summary>The file with these tokens in place of its own: as they are, with nothing after them.</summary>
    public string Open(IEnumerable<string> tokens) => _head + string.Concat(tokens);

    /// <summary>The same as an editor leaves it that closes each bracket as soon as it is typed.</summary>
    public string Closed(IEnumerable<string> tokens)
    {
        Stack<string> open = new(_head.Length > 0 ? ["\n}"] : []);
        foreach (string token in tokens)
        {
            switch (token.Trim())
            {
                case "(":
                    open.Push(")");
                    break;
                case "[":
                    open.Push("]");
                    break;
                case "{":
                    open.Push("\n}");
                    break;
                case ")" or "]" or "}" when open.Count > 0 && open.Peek().Trim() == token.Trim():
                    open.Pop();
                    break;
            }
        }

        return Open(tokens) + string.Concat(open);
    }
}
