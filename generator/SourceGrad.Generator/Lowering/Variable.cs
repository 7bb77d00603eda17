using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// A mutable scalar, buffer or object reference of the source: a local, a parameter, a field of a tuple, a struct or an object, or a flag of the lowering.
/// <paramref name="Depth"/> counts the regions around its declaration; no region outside can see it.
/// </summary>
internal sealed class Variable(IrType type, string? name, int depth)
{
    /// <summary>A local of the source, which nothing reads before it has a value.</summary>
    public bool IsLocal { get; set; }

    public IrType Type { get; } = type;

    /// <summary>For an inline array its length: it has one buffer for all its life, to which what is assigned to it is copied. Null for any other.</summary>
    public int? InlineLength { get; init; }

    public string? Name { get; } = name;

    public int Depth { get; set; } = depth;

    /// <summary>The value it has where the lowering stands; null before its first assignment.</summary>
    public Value? Current { get; set; }
}
