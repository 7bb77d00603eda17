using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// A C# type as the IR sees it: one scalar or buffer, or the parts of a struct or tuple. A buffer of structs is a struct of
/// buffers here, one a scalar part.
/// </summary>
internal sealed class TypeTree
{
    private readonly bool _isBuffer;

    private TypeTree(IrType? leaf, Layout? layout, IReadOnlyList<TypeTree>? parts, bool isBuffer)
    {
        _isBuffer = isBuffer;
        Leaf = leaf;
        Layout = layout;
        Parts = parts;
    }

    /// <summary>The type, where it is not taken apart.</summary>
    public IrType? Leaf { get; }

    /// <summary>The fields; for a buffer of structs those of its elements.</summary>
    public Layout? Layout { get; }

    public IReadOnlyList<TypeTree>? Parts { get; }

    /// <summary>For an inline array how many elements it has: a buffer that is copied where it is assigned. Null for any other type.</summary>
    public int? InlineLength { get; private init; }

    public bool IsScalar => Leaf is { IsScalar: true };

    /// <summary>A span or an array, of numbers or of structs of numbers; a struct is none, even if it consists of buffers.</summary>
    public bool IsBuffer => Leaf is { } leaf ? leaf.IsBuffer : _isBuffer;

    /// <summary>The scalars and buffers it consists of, in order.</summary>
    public IEnumerable<IrType> Leaves => Leaf is { } leaf ? [leaf] : Parts!.SelectMany(part => part.Leaves);

    public static TypeTree Of(IrType leaf) => new(leaf, null, null, false);

    public static TypeTree Of(Layout layout, IReadOnlyList<TypeTree> parts) => new(null, layout, parts, false);

    /// <summary>The same parts, each a buffer of what it was; null where a part is no scalar.</summary>
    public TypeTree? AsBuffer(Shape shape, bool isStrided = true, int? inlineLength = null)
    {
        if (Leaf is { } leaf)
        {
            return leaf.IsScalar ? new TypeTree(leaf.As(shape) with { IsStrided = isStrided }, null, null, true) { InlineLength = inlineLength } : null;
        }

        List<TypeTree> parts = [];
        foreach (TypeTree part in Parts!)
        {
            if (part.AsBuffer(shape, isStrided, inlineLength) is not { } buffer)
            {
                return null;
            }

            parts.Add(buffer);
        }

        return parts.Count == 0 ? null : new TypeTree(null, Layout, parts, true) { InlineLength = inlineLength };
    }
}
