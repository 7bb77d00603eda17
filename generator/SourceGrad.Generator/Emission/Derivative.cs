using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>A derivative ready to be written.</summary>
/// <param name="Body">The function.</param>
/// <param name="Inputs">How C# refers to what it takes.</param>
/// <param name="Whole">The function with the parts of it that stand on their own.</param>
/// <param name="RoundByRound">The function without lanes and cores, which do the same operations in several places.</param>
internal sealed record Derivative(Function Body, EquatableArray<InputBinding> Inputs, Function Whole, Function RoundByRound)
{
    /// <summary>Some of it runs on all cores.</summary>
    public bool IsParallel { get; init; }

    /// <summary>The loops that the user wanted to run on all cores and that do not, each with the reason.</summary>
    public EquatableArray<string> Refusals { get; init; } = EquatableArray<string>.Empty;
}
