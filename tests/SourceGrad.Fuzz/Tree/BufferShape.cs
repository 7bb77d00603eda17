namespace SourceGrad.Fuzz.Tree;

/// <summary>How C# holds numbers in a row.</summary>
public enum BufferShape
{
    Array,
    Span,
    ReadOnlySpan,
    List,

    /// <summary>A two-dimensional array.</summary>
    Table,

    /// <summary>An array of arrays.</summary>
    Jagged,
}
