using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Values that exist only while lowering: states of a variable for which no code has been emitted.</summary>
internal static class Known
{
    /// <summary>A flag that is true on every path to here.</summary>
    public static readonly Value True = new(-1, IrType.Bool, null);

    /// <summary>A flag that is false on every path to here.</summary>
    public static readonly Value False = new(-2, IrType.Bool, null);

    /// <summary>The null reference.</summary>
    public static readonly Value Null = new(-4, IrType.Reference, null);

    /// <summary>Ids of references to objects go down from here.</summary>
    public const int FirstReference = -10;

    /// <summary>A buffer or reference that is one on one path to here and another on another.</summary>
    public static readonly Value Conflict = new(-3, IrType.Double.As(Shape.Span), null);
}
