namespace SourceGrad.Fuzz.Tree;

/// <summary>Arguments to call a program with: boxed numbers, and arrays for buffers.</summary>
public sealed record Point(IReadOnlyList<object> Arguments)
{
    /// <summary>Arguments with arrays of their own.</summary>
    public object[] Copy() => [.. Arguments.Select(a => a is Array array ? array.Clone() : a)];
}
