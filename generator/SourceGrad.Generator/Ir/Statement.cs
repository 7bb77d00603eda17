using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// One step of a region. <see cref="Source"/> is the primal C# statement it came from, on one line;
/// the reverse transform turns it into <see cref="Comment"/> of the statements that reverse it, which the emitter prints above them.
/// </summary>
internal abstract record Statement
{
    public string? Source { get; init; }

    public string? Comment { get; init; }

    /// <summary>The user wrote it; nothing made it to record or to reverse something.</summary>
    public bool IsUsers => Source is not null && Comment is null;

    public abstract TResult Accept<TResult>(StatementVisitor<TResult> visitor);

    /// <summary>The values this statement itself reads (not those that its regions read).</summary>
    public abstract IEnumerable<Value> Operands { get; }

    /// <summary>The values this statement defines for the statements after it.</summary>
    public abstract IEnumerable<Value> Results { get; }

    /// <summary>The buffers whose elements the statement itself may change (not those that its regions change).</summary>
    public virtual IEnumerable<Value> Written => [];

    /// <summary>The nested regions, in source order.</summary>
    public abstract IEnumerable<Region> Regions { get; }
}

/// <summary>Defines <paramref name="Result"/>.</summary>
internal sealed record Let(Value Result, Expression Expression) : Statement
{
    public override IEnumerable<Value> Operands => Expression.Operands;

    public override IEnumerable<Value> Results => [Result];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitLet(this);
}

/// <summary>
/// <c>buffer[index] = operand</c>, also into a tape. Lanes into a buffer of scalars go to as many elements, from the index on.
/// </summary>
internal sealed record Store(Value Buffer, Value Index, Value Operand) : Statement
{
    /// <summary>For lanes: that all elements exist was made sure of before.</summary>
    public bool IsInside { get; init; }

    /// <summary>For lanes: from one lane's element to the next one's; null for neighbours.</summary>
    public Value? Stride { get; init; }

    public override IEnumerable<Value> Operands => Stride is null ? [Buffer, Index, Operand] : [Buffer, Index, Operand, Stride];

    public override IEnumerable<Value> Results => [];

    public override IEnumerable<Value> Written => [Buffer];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitStore(this);
}

/// <summary><c>buffer[index] += operand</c>; lanes as with <see cref="Store"/>.</summary>
internal sealed record Accumulate(Value Buffer, Value Index, Value Operand) : Statement
{
    /// <summary>For lanes: that all elements exist was made sure of before.</summary>
    public bool IsInside { get; init; }

    /// <summary>For lanes: from one lane's element to the next one's; null for neighbours.</summary>
    public Value? Stride { get; init; }

    /// <summary>What does the same where the element is zero, but for the sign of a zero.</summary>
    public Store AsStore() => new(Buffer, Index, Operand) { Source = Source, Comment = Comment };

    public override IEnumerable<Value> Operands => Stride is null ? [Buffer, Index, Operand] : [Buffer, Index, Operand, Stride];

    public override IEnumerable<Value> Results => [];

    public override IEnumerable<Value> Written => [Buffer];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitAccumulate(this);
}

/// <summary>Sets every element of a buffer to zero.</summary>
internal sealed record Clear(Value Buffer) : Statement
{
    public override IEnumerable<Value> Operands => [Buffer];

    public override IEnumerable<Value> Results => [];

    public override IEnumerable<Value> Written => [Buffer];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitClear(this);
}

/// <summary>Copies all elements of <paramref name="From"/> over those of <paramref name="To"/>, of the same length.</summary>
internal sealed record Copy(Value From, Value To) : Statement
{
    public override IEnumerable<Value> Operands => [From, To];

    public override IEnumerable<Value> Results => [];

    public override IEnumerable<Value> Written => [To];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitCopy(this);
}

/// <summary>Puts a value on a stack.</summary>
internal sealed record Push(Value Tape, Value Operand) : Statement
{
    public override IEnumerable<Value> Operands => [Tape, Operand];

    public override IEnumerable<Value> Results => [];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitPush(this);
}

/// <summary>
/// An inactive C# statement that is kept as the user wrote it: a throw or an argument check. <paramref name="Template"/>
/// is its text with fully qualified names and with <c>{0}</c>, <c>{1}</c>… for the values it reads (other braces doubled);
/// without the semicolon. After a statement that <paramref name="Diverges"/> nothing in its region runs.
/// </summary>
internal sealed record Guard(string Template, EquatableArray<Value> Arguments, bool Diverges) : Statement
{
    /// <summary>Somebody may see when it runs: it writes to the console, or calls what nothing is known of.</summary>
    public bool IsSeen { get; init; }

    public override IEnumerable<Value> Operands => Arguments;

    public override IEnumerable<Value> Results => [];

    public override IEnumerable<Region> Regions => [];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitGuard(this);
}
