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
/// <param name="ResultSeed">The parameter with the adjoint of the result, if there is one.</param>
/// <param name="BufferSeeds">The parameters with the adjoints of the buffers that the primal writes.</param>
/// <param name="Destinations">One for each active parameter, in order.</param>
internal sealed record ReverseRequest(
    string Name,
    bool Adds,
    string? ResultSeed,
    EquatableArray<Companion> BufferSeeds,
    EquatableArray<Companion> Destinations);
