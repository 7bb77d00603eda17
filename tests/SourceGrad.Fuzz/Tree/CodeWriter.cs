using System.Text;

namespace SourceGrad.Fuzz.Tree;

/// <summary>Text with indentation.</summary>
public sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;
    private bool _atStart = true;

    public CodeWriter Write(string text)
    {
        if (_atStart)
        {
            _text.Append(' ', 4 * _depth);
            _atStart = false;
        }

        _text.Append(text);
        return this;
    }

    public CodeWriter Write(Node node)
    {
        node.Print(this);
        return this;
    }

    public CodeWriter Write<TNode>(IEnumerable<TNode> nodes, string separator)
        where TNode : Node
    {
        bool first = true;
        foreach (TNode node in nodes)
        {
            Write(first ? "" : separator).Write(node);
            first = false;
        }

        return this;
    }

    public CodeWriter Line(string text = "")
    {
        if (text.Length > 0)
        {
            Write(text);
        }

        _text.Append('\n');
        _atStart = true;
        return this;
    }

    public CodeWriter Open()
    {
        Line("{");
        _depth++;
        return this;
    }

    public CodeWriter Close(string tail = "")
    {
        _depth--;
        return Line("}" + tail);
    }

    public CodeWriter Indent()
    {
        _depth++;
        return this;
    }

    public CodeWriter Outdent()
    {
        _depth--;
        return this;
    }

    public override string ToString() => _text.ToString();
}
