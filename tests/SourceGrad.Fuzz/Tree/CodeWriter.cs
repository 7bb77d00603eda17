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

    /// <summary>Until the end of what is returned, reals are of a type parameter.</summary>
    public IDisposable Generic(bool isGeneric)
    {
        bool before = IsGeneric;
        IsGeneric = isGeneric;
        return new Restore(() => IsGeneric = before);
    }

    public bool IsGeneric { get; private set; }

    public string Type(ScalarType type) => IsGeneric && type.IsReal() ? "T" : type.Text();

    public string Type(Variable variable) => IsGeneric && variable.Type.IsReal() ? variable.TypeWith("T") : variable.TypeText;

    public override string ToString() => _text.ToString();

    private sealed class Restore(Action action) : IDisposable
    {
        public void Dispose() => action();
    }
}
