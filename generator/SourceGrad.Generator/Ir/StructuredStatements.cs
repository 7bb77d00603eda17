using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// A list of statements and the values it hands to whoever owns it. A region sees the values of all regions around it.
/// </summary>
internal sealed record Region(EquatableArray<Statement> Statements, EquatableArray<Value> Yields)
{
    public static readonly Region Empty = new(EquatableArray<Statement>.Empty, EquatableArray<Value>.Empty);

    /// <summary>How many loops are in each other.</summary>
    public int LoopDepth => Statements.Select(statement =>
        statement.Regions.Select(inner => inner.LoopDepth).DefaultIfEmpty(0).Max() + (statement is For or While ? 1 : 0)).DefaultIfEmpty(0).Max();

    /// <summary>Control never reaches the end; the yields then mean nothing.</summary>
    public bool Diverges => Statements.Count > 0 && Statements[Statements.Count - 1] switch
    {
        Guard guard => guard.Diverges,
        If branch => branch.Then.Diverges && branch.Else.Diverges,
        _ => false,
    };
}

/// <summary>
/// Runs one of two regions; result k is yield k of the region that ran. Also what <c>&amp;&amp;</c>, <c>||</c> and <c>?:</c> become.
/// </summary>
internal sealed record If(Value Condition, Region Then, Region Else, EquatableArray<Value> Outputs) : Statement
{
    public override IEnumerable<Value> Operands => [Condition];

    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Region> Regions => [Then, Else];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitIf(this);
}

/// <summary>
/// A counted loop: the body runs for index = From, From + Step, … below To (nothing where From ≥ To), or over the same
/// indices in descending order when <paramref name="Reversed"/>. Step is positive. Before the first iteration
/// parameter k is initial k, afterwards yield k of the iteration before; result k is the last yield (the initial value after none).
/// From and To are evaluated once.
/// </summary>
internal sealed record For(
    Value Index,
    Value From,
    Value To,
    int Step,
    bool Reversed,
    EquatableArray<Value> Initials,
    EquatableArray<Value> Parameters,
    Region Body,
    EquatableArray<Value> Outputs) : Statement
{
    /// <summary>
    /// Not null: each round does as many indices at once as a vector of this kind has lanes, in ascending order within a vector, and there is a round only while so many
    /// are left. The step is then the number of such vectors.
    /// </summary>
    public ScalarKind? LaneKind { get; init; }

    /// <summary>For a loop in lanes: there is a round for what is left of less than a vector too.</summary>
    public bool IsPadded { get; init; }

    /// <summary>For a loop in lanes: the first index that it left, where another loop goes on.</summary>
    public Value? Next { get; init; }

    public override IEnumerable<Value> Operands => new[] { From, To }.Concat(Initials);

    public override IEnumerable<Value> Results => Next is null ? Outputs : Outputs.Append(Next);

    public override IEnumerable<Region> Regions => [Body];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitFor(this);
}

/// <summary>
/// Runs <paramref name="Test"/> (which yields one bool and may use the parameters); while it is true runs the body, whose
/// yields become the parameters of the next round. Results are the parameters when the test failed.
/// The body does not see values defined in the test.
/// </summary>
internal sealed record While(
    EquatableArray<Value> Initials,
    EquatableArray<Value> Parameters,
    Region Test,
    Region Body,
    EquatableArray<Value> Outputs) : Statement
{
    public override IEnumerable<Value> Operands => Initials;

    public override IEnumerable<Value> Results => Outputs;

    public override IEnumerable<Region> Regions => [Test, Body];

    public override TResult Accept<TResult>(StatementVisitor<TResult> visitor) => visitor.VisitWhile(this);
}
