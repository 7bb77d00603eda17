namespace SourceGrad.Fuzz.Tree;

/// <summary>
/// A local or a parameter. Its slot is its own in the whole program, so one flat array of numbers is memory enough: nothing
/// recurs.
/// </summary>
public sealed record Variable(string Name, ScalarType Type, int Slot)
{
    /// <summary>Null for a single number.</summary>
    public BufferShape? Shape { get; init; }

    /// <summary>Assignments to it are part of the program. Not so for a loop's index and an element of foreach.</summary>
    public bool IsAssignable { get; init; } = true;

    /// <summary>A buffer has at least so many elements, at every point.</summary>
    public int LeastLength { get; init; }

    public bool IsBuffer => Shape is not null;

    public bool IsWritable => Shape is BufferShape.Array or BufferShape.Span;

    /// <summary>The type as C# writes it.</summary>
    public string TypeText => Shape switch
    {
        null => Type.Text(),
        BufferShape.Array => Type.Text() + "[]",
        BufferShape.Span => $"Span<{Type.Text()}>",
        _ => $"ReadOnlySpan<{Type.Text()}>",
    };
}
