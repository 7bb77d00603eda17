using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>Where the values that a mirrored region needs again are kept between the sweeps.</summary>
internal enum Keeping
{
    /// <summary>Both sweeps share the region: every value is simply there.</summary>
    Scope,

    /// <summary>A branch outside all loops: the forward branch hands the value out as one more result.</summary>
    Result,

    /// <summary>In a loop over 0, 1, … outside all other loops: a tape with one place an iteration.</summary>
    Position,

    /// <summary>Anywhere in a loop: a tape that is a stack, last in, first out.</summary>
    Stack,
}

/// <summary>
/// A region of the forward sweep and the region of the reverse sweep that undoes it, while both are being made.
/// </summary>
/// <param name="parameters">The forward region's own parameters, the loop index excepted.</param>
/// <param name="forward">The forward statements, those of inner regions already with their recordings.</param>
/// <param name="reverse">The reverse statements; they read values of the forward region as if they were in scope.</param>
/// <param name="reverseYields">What the reverse region hands out.</param>
internal sealed class Mirror(
    IReadOnlyList<Value> parameters, List<Statement> forward, List<Statement> reverse, List<Value> reverseYields)
{
    public IReadOnlyList<Value> Parameters { get; } = parameters;

    public List<Statement> Forward { get; set; } = forward;

    public List<Statement> Reverse { get; set; } = reverse;

    public List<Value> ReverseYields { get; set; } = reverseYields;

    /// <summary>The loop index in the forward region and its twin in the reverse one.</summary>
    public (Value Forward, Value Reverse)? Index { get; set; }

    /// <summary>Parameters that grow by the same number in each iteration: what each starts from, and that number.</summary>
    public Dictionary<Value, (Value Initial, Constant Step)> Counters { get; } = [];

    /// <summary>The first index.</summary>
    public Value? From { get; set; }

    /// <summary>For <see cref="Keeping.Position"/>: the number of iterations.</summary>
    public Value? Trips { get; set; }

    /// <summary>For <see cref="Keeping.Result"/>: the values to hand out, and what their later readers read.</summary>
    public List<(Value Value, Value Output)> Exports { get; } = [];

    /// <summary>The tapes to make before the outermost forward statement around (positioned) or at the function's head.</summary>
    public List<Let> Tapes { get; } = [];
}
