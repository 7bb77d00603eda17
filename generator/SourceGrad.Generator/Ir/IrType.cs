namespace SourceGrad.Generator.Ir;

/// <summary>The scalar types the IR computes with.</summary>
internal enum ScalarKind : byte
{
    Bool,
    Int,
    Long,
    Float,
    Double,

    /// <summary>A type parameter that is constrained to be a number: of a precision that nothing here knows.</summary>
    Parameter,
}

/// <summary>What a value is made of: one scalar, or a buffer of scalars in one of the forms C# knows.</summary>
internal enum Shape : byte
{
    Scalar,
    Span,
    ReadOnlySpan,
    Array,

    /// <summary>A record of scalars by position; exists only in generated functions.</summary>
    Tape,

    /// <summary>A record of scalars that grows, last in, first out; exists only in generated functions.</summary>
    Stack,

    /// <summary>An array of arrays, each a row: <c>double[][]</c>.</summary>
    Rows,

    /// <summary>A two-dimensional array: <c>double[,]</c>.</summary>
    Grid,

    /// <summary>An object or a delegate that is known while C# is lowered; no function holds a value of it.</summary>
    Reference,
}

/// <summary>The type of a <see cref="Value"/>.</summary>
/// <param name="Kind">The type of the scalars.</param>
/// <param name="Shape">One of them, or many.</param>
/// <param name="IsLanes">
/// In the place of each scalar stands one vector of lanes, as wide as the machine's registers: <c>Vector&lt;double&gt;</c>. Lanes of int and
/// long are masks: all bits of a lane are set or none.
/// </param>
internal readonly record struct IrType(ScalarKind Kind, Shape Shape, bool IsLanes = false)
{
    public static readonly IrType Bool = new(ScalarKind.Bool, Shape.Scalar);
    public static readonly IrType Int = new(ScalarKind.Int, Shape.Scalar);
    public static readonly IrType Long = new(ScalarKind.Long, Shape.Scalar);
    public static readonly IrType Float = new(ScalarKind.Float, Shape.Scalar);
    public static readonly IrType Double = new(ScalarKind.Double, Shape.Scalar);
    public static readonly IrType Reference = new(ScalarKind.Bool, Shape.Reference);

    /// <summary>The type parameter's name; null for every other kind.</summary>
    public string? Name { get; init; }

    /// <summary>A buffer of one field of each struct in an array of structs: its elements do not lie side by side in memory.</summary>
    public bool IsStrided { get; init; }

    /// <summary>Numbers of a type parameter.</summary>
    public bool IsParameter => Kind == ScalarKind.Parameter;

    public bool IsScalar => Shape == Shape.Scalar;

    /// <summary>An indexable buffer (not a tape or a stack).</summary>
    public bool IsBuffer => Shape is Shape.Span or Shape.ReadOnlySpan or Shape.Array;

    /// <summary>Elements that are written and read by position: a buffer or a tape.</summary>
    public bool HasPositions => IsBuffer || Shape == Shape.Tape;

    /// <summary>Many buffers, its rows.</summary>
    public bool IsTable => Shape is Shape.Rows or Shape.Grid;

    /// <summary>Memory that comes in from outside: a buffer or a table.</summary>
    public bool IsMemory => IsBuffer || IsTable;

    /// <summary>A scalar that can carry a derivative.</summary>
    public bool IsReal => IsScalar && IsFloating;

    /// <summary>The kind is a floating-point one, whatever the shape.</summary>
    public bool IsFloating => Kind is ScalarKind.Float or ScalarKind.Double or ScalarKind.Parameter;

    public bool IsInteger => IsScalar && !IsLanes && Kind is ScalarKind.Int or ScalarKind.Long;

    /// <summary>The scalar type of an element of this buffer or tape.</summary>
    public IrType Element => this with { Shape = Shape.Scalar, IsStrided = false };

    /// <summary>A number of the type parameter.</summary>
    public static IrType Parameter(string name) => new(ScalarKind.Parameter, Shape.Scalar) { Name = name };

    public IrType As(Shape shape) => this with { Shape = shape };

    /// <summary>The same with a vector of lanes for each scalar.</summary>
    public IrType Lanes => this with { IsLanes = true };

    /// <summary>The same for one lane.</summary>
    public IrType Lane => this with { IsLanes = false };

    /// <summary>What a comparison of two values of this type gives.</summary>
    public IrType Truth => IsLanes ? new(Kind is ScalarKind.Float or ScalarKind.Int ? ScalarKind.Int : ScalarKind.Long, Shape.Scalar, true) : Bool;

    /// <summary>Bytes that recording one scalar of this kind takes.</summary>
    public int Bytes => Kind switch
    {
        ScalarKind.Bool => 1,
        ScalarKind.Int or ScalarKind.Float => 4,
        ScalarKind.Long or ScalarKind.Double or ScalarKind.Parameter => 8,
    };

    public override string ToString() => Shape switch
    {
        Shape.Scalar => KindName,
        Shape.Span => $"span<{KindName}>",
        Shape.ReadOnlySpan => $"rospan<{KindName}>",
        Shape.Array => $"{KindName}[]",
        Shape.Tape => $"tape<{KindName}>",
        Shape.Stack => $"stack<{KindName}>",
        Shape.Rows => $"{KindName}[][]",
        Shape.Grid => $"{KindName}[,]",
        Shape.Reference => "reference",
    };

    private string KindName => IsLanes ? $"lanes<{ScalarName}>" : ScalarName;

    private string ScalarName => Kind switch
    {
        ScalarKind.Bool => "bool",
        ScalarKind.Int => "int",
        ScalarKind.Long => "long",
        ScalarKind.Float => "float",
        ScalarKind.Double => "double",
        ScalarKind.Parameter => Name!,
    };
}
