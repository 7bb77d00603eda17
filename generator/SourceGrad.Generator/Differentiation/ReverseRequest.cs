using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>A generated parameter that belongs to parameter number <paramref name="Parameter"/> of the primal.</summary>
internal sealed record Companion(int Parameter, string Name);

/// <summary>What a reverse-mode function is to compute, and the names of the parameters it gets beside the primal's.</summary>
/// <param name="Name">The generated member's name.</param>
/// <param name="Adds">
/// True for a vector-Jacobian product: seeds come in and the products are added to the destinations. False for a gradient: the seed is 1
/// and the destinations are overwritten.
/// </param>
/// <param name="ResultSeeds">The parameters with the adjoints of the results, one for each that has a real type, in order.</param>
/// <param name="BufferSeeds">The parameters with the adjoints of the buffers that the primal writes.</param>
/// <param name="Destinations">One for each active parameter, in order.</param>
internal sealed record ReverseRequest(
    string Name,
    bool Adds,
    EquatableArray<string> ResultSeeds,
    EquatableArray<Companion> BufferSeeds,
    EquatableArray<Companion> Destinations)
{
    /// <summary>
    /// The parameters that hold adjoints of a written buffer in place: on entry those of what the primal leaves there, on return those of
    /// what it found.
    /// </summary>
    public EquatableArray<Companion> Work { get; init; } = EquatableArray<Companion>.Empty;
}
