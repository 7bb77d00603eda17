using System.Text;

namespace SourceGrad.Generator.Emission;

/// <summary>Collects lines of C#, four spaces a level, LF line ends whatever the host.</summary>
internal sealed class IndentedWriter
{
    private readonly StringBuilder _text = new();
    private int _level;
    private bool _blankPending;
    private string _prefix = "";

    /// <summary>Nothing was written in the innermost block yet.</summary>
    public bool AtBlockStart { get; private set; } = true;

    /// <summary>The line written last closed a block.</summary>
    public bool AfterBlock { get; private set; }

    public void Line(string? text)
    {
        if (text is null)
        {
            return;
        }

        if (_blankPending)
        {
            _text.Append('\n');
            _blankPending = false;
        }

        if (text.Length > 0)
        {
            _text.Append(' ', _level * 4).Append(_prefix).Append(text);
            _prefix = "";
        }

        _text.Append('\n');
        AtBlockStart = false;
        AfterBlock = false;
    }

    /// <summary>Separates what comes from what was there; nothing at the start or the end of a block.</summary>
    public void Blank() => _blankPending = !AtBlockStart;

    /// <summary>Starts the next line.</summary>
    public void Prefix(string text) => _prefix = text;

    public void Open(string? head = null)
    {
        if (head is not null)
        {
            Line(head);
        }

        Line("{");
        _level++;
        AtBlockStart = true;
    }

    public void Close(string tail = "}")
    {
        _blankPending = false;
        _level--;
        Line(tail);
        AfterBlock = true;
    }

    public override string ToString() => _text.ToString();
}
