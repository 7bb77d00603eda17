namespace SourceGrad.Fuzz.Tree;

/// <summary>A local or a parameter. Its slot is its own in the whole program.</summary>
public sealed record Variable(string Name, ScalarType Type, int Slot)
{
    /// <summary>Null for a single number.</summary>
    public BufferShape? Shape { get; init; }

    /// <summary>The type of the whole, or of an element; null where that is a number.</summary>
    public StructType? Struct { get; init; }

    /// <summary>The numbers of a struct as variables of their own, in order.</summary>
    public IReadOnlyList<Variable> Fields { get; init; } = [];

    /// <summary>The struct that this is a field of.</summary>
    public Variable? Owner { get; init; }

    public Passing By { get; init; }

    /// <summary>What it is declared as, if expressions see a wider type.</summary>
    public NarrowType? Narrow { get; init; }

    /// <summary>It stands for the memory of something else.</summary>
    public bool IsReference { get; init; }

    /// <summary>Declared as <c>const</c>.</summary>
    public bool IsConstant { get; init; }

    /// <summary>How often a method may still call itself.</summary>
    public bool IsFuel { get; init; }

    /// <summary>A reference to it can be taken.</summary>
    public bool IsPlace { get; init; } = true;

    /// <summary>The <c>this</c> of a struct, which is not written.</summary>
    public bool IsThis { get; init; }

    /// <summary>Assignments to it are part of the program. Not so for a loop's index and an element of foreach.</summary>
    public bool IsAssignable { get; init; } = true;

    /// <summary>An element of foreach: members of its type change it all the same.</summary>
    public bool IsElement { get; init; }

    /// <summary>A buffer has at least so many elements, at every point.</summary>
    public int LeastLength { get; init; }

    /// <summary>How many numbers a row of a table has.</summary>
    public int Columns { get; init; } = 1;

    /// <summary>The rows that an array of arrays has at every point.</summary>
    public IReadOnlyList<int> RowLengths { get; init; } = [];

    public bool IsBuffer => Shape is not null;

    /// <summary>Numbers in a row, and nothing else about it.</summary>
    public bool IsPlainBuffer => Shape is BufferShape.Array or BufferShape.Span or BufferShape.ReadOnlySpan && Struct is null;

    public bool IsScalar => Shape is null && Struct is null;

    public bool IsWritable => IsBuffer && Shape != BufferShape.ReadOnlySpan && IsAssignable;

    /// <summary>Of the differentiable method: a number that the caller gets back.</summary>
    public bool IsResult => IsScalar && By is Passing.Ref or Passing.Out;

    /// <summary>Of the differentiable method: what the caller sees changed.</summary>
    public bool ComesBack => IsBuffer || IsResult;

    /// <summary>How many numbers an element is made of.</summary>
    public int Stride => Struct is not null && IsBuffer ? Struct.Leaves.Count : Columns;

    /// <summary>This and its fields.</summary>
    public IEnumerable<Variable> All => Fields.Prepend(this);

    public string ElementText => Struct?.Text ?? Narrow?.Text() ?? Type.Text();

    /// <summary>The type as C# writes it.</summary>
    public string TypeText => TypeWith(ElementText);

    public string PassingText => By switch
    {
        Passing.Ref => "ref ",
        Passing.Out => "out ",
        Passing.In => "in ",
        _ => "",
    };

    public string TypeWith(string element) => Shape switch
    {
        null => element,
        BufferShape.Array => element + "[]",
        BufferShape.Span => $"Span<{element}>",
        BufferShape.List => $"List<{element}>",
        BufferShape.Table => element + "[,]",
        BufferShape.Jagged => element + "[][]",
        _ => $"ReadOnlySpan<{element}>",
    };

    public bool Equals(Variable? other) => other is not null && other.Slot == Slot;

    public override int GetHashCode() => Slot;
}
