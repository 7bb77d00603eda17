namespace SourceGrad.Generator.Ir;

/// <summary>One element of a buffer or, by position, of a tape.</summary>
internal sealed record Load(Value Buffer, Value Index) : Expression(Buffer.Type.Element)
{
    /// <summary>The same index was used before on a buffer of the same length: this access cannot be out of range.</summary>
    public bool IsChecked { get; init; }

    public override IEnumerable<Value> Operands => [Buffer, Index];

    public override Expression Map(Func<Value, Value> map)
    {
        Value buffer = map(Buffer), index = map(Index);
        return ReferenceEquals(buffer, Buffer) && ReferenceEquals(index, Index) ? this : new Load(buffer, index) { IsChecked = IsChecked };
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitLoad(this);
}

/// <summary>The number of elements of a buffer or of rows of a table, an int.</summary>
internal sealed record Length(Value Buffer) : Expression(IrType.Int)
{
    /// <summary>For a two-dimensional array: 0 counts its rows, 1 its columns.</summary>
    public int Dimension { get; init; }

    public override IEnumerable<Value> Operands => [Buffer];

    public override Expression Map(Func<Value, Value> map)
    {
        Value buffer = map(Buffer);
        return ReferenceEquals(buffer, Buffer) ? this : new Length(buffer) { Dimension = Dimension };
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitLength(this);
}

/// <summary>A view of <paramref name="Count"/> elements from <paramref name="Start"/>; it shares the memory of its buffer.</summary>
/// <param name="IsClamped">As much of that as there is, perhaps nothing; then it never throws.</param>
internal sealed record Slice(IrType Type, Value Buffer, Value Start, Value Count, bool IsClamped = false) : Expression(Type)
{
    /// <summary>Of lanes: the vectors that a round of several has in one place, found at once. It is only read and written at places that are constants.</summary>
    public bool IsBlock { get; init; }

    /// <summary>
    /// What a loop goes through: that it is all there is checked once, here, unless the count is not positive; what is read and written of it is checked no more.
    /// </summary>
    public bool IsRun { get; init; }

    /// <summary>Start and count are in so many elements each: the vectors that a round of several has in one place.</summary>
    public int Unit { get; init; } = 1;

    /// <summary>More than one: for a view that is clamped, so many times the count, or nothing where not all of that is there.</summary>
    public int Rows { get; init; } = 1;

    /// <summary>That all of it is there was made sure of before, or the count is zero and so is the start.</summary>
    public bool IsInside { get; init; }

    /// <summary>A part of a tape that is not clamped is known to be there: the tape was made so long.</summary>
    public bool CanThrow => !IsClamped && !IsInside && Buffer.Type.Shape != Shape.Tape;

    public override IEnumerable<Value> Operands => [Buffer, Start, Count];

    public override Expression Map(Func<Value, Value> map)
    {
        Value buffer = map(Buffer), start = map(Start), count = map(Count);
        return ReferenceEquals(buffer, Buffer) && ReferenceEquals(start, Start) && ReferenceEquals(count, Count)
            ? this
            : this with { Buffer = buffer, Start = start, Count = count };
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitSlice(this);
}

/// <summary>
/// One row of a table. Which rows a table has never changes during a call; in a table that is written no two rows share memory.
/// </summary>
internal sealed record Row(IrType Type, Value Table, Value Index) : Expression(Type)
{
    public override IEnumerable<Value> Operands => [Table, Index];

    public override Expression Map(Func<Value, Value> map)
    {
        Value table = map(Table), index = map(Index);
        return ReferenceEquals(table, Table) && ReferenceEquals(index, Index) ? this : new Row(Type, table, index);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitRow(this);
}

/// <summary>
/// A fresh buffer of zeros that lives to the end of the region that defines it. <paramref name="OnStack"/> is true
/// where the user wrote <c>stackalloc</c>; it never sits in a loop then.
/// </summary>
internal sealed record Allocate(IrType Type, Value Count, bool OnStack) : Expression(Type)
{
    /// <summary>The method that gives the length of a buffer with a row for each round of a loop, from their number and the length of a row.</summary>
    public const string Rows = "SourceGrad.Runtime.Workspace.Rows";

    /// <summary>
    /// The length of a row, where each round of a loop has a row of its own: it overwrites it entirely before it reads it, and no other round does either.
    /// </summary>
    public Value? RowLength { get; init; }

    /// <summary>Each element is written before it is read: they need not be zeros.</summary>
    public bool IsOverwritten { get; init; }

    public override IEnumerable<Value> Operands => RowLength is null ? [Count] : [Count, RowLength];

    public override Expression Map(Func<Value, Value> map)
    {
        Value count = map(Count);
        Value? length = RowLength is null ? null : map(RowLength);
        return ReferenceEquals(count, Count) && ReferenceEquals(length, RowLength) ? this : this with { Count = count, RowLength = length };
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitAllocate(this);
}

/// <summary>
/// A fresh tape. With <paramref name="Capacity"/> (below zero means none) its size is known and it is written and read by position
/// (<see cref="Store"/>, <see cref="Load"/>); without, it is a stack, which grows by <see cref="Push"/> and shrinks by <see cref="Pop"/>.
/// Never in a loop; it lives to the end of the region that makes it.
/// </summary>
internal sealed record NewTape(IrType Type, Value? Capacity) : Expression(Type)
{
    public override IEnumerable<Value> Operands => Capacity is null ? [] : [Capacity];

    public override Expression Map(Func<Value, Value> map)
    {
        Value? capacity = Capacity is null ? null : map(Capacity);
        return ReferenceEquals(capacity, Capacity) ? this : new NewTape(Type, capacity);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitNewTape(this);
}

/// <summary>Takes the value pushed last off a stack. An effect: never shared, moved or dropped alone.</summary>
internal sealed record Pop(Value Tape) : Expression(Tape.Type.Element)
{
    public override IEnumerable<Value> Operands => [Tape];

    public override Expression Map(Func<Value, Value> map)
    {
        Value tape = map(Tape);
        return ReferenceEquals(tape, Tape) ? this : new Pop(tape);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitPop(this);
}

/// <summary>
/// Something outside the function that stays the same during a call: a static readonly field (scalar or array), by its
/// C# name, <c>global::</c> included. Never differentiated with respect to, never written.
/// </summary>
internal sealed record External(IrType Type, string Text) : Expression(Type)
{
    public override IEnumerable<Value> Operands => [];

    public override Expression Map(Func<Value, Value> map) => this;

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitExternal(this);
}
