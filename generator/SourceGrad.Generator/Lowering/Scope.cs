using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Something a jump can leave: a function body, one round of a loop, or a switch. <see cref="Go"/> is true until a jump leaves
/// it; whatever follows in it runs only then. A jump clears the flag of every scope up to its target, so that
/// the innermost flag alone decides.
/// </summary>
internal sealed class Scope(Scope? outer, Variable go)
{
    public Scope? Outer { get; } = outer;

    public Variable Go { get; } = go;

    /// <summary>For a round of a loop: cleared when the whole loop is left. Null where nothing leaves it but its test.</summary>
    public Variable? LoopGo { get; init; }

    /// <summary>The label that <c>break</c> jumps to.</summary>
    public ILabelSymbol? ExitLabel { get; init; }

    /// <summary>The label that <c>continue</c> jumps to.</summary>
    public ILabelSymbol? ContinueLabel { get; init; }
}
