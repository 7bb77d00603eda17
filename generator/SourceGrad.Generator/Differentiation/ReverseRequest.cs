using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>A generated parameter, or a part of one, that belongs to parameter number <paramref name="Parameter"/> of the primal.</summary>
/// <param name="Parameter">Its number.</param>
/// <param name="Name">A name for it; for a scalar what C# assigns to.</param>
internal sealed record Companion(int Parameter, string Name)
{
    /// <summary>The form that C# gives a buffer.</summary>
    public Shape Shape { get; init; } = Shape.Span;

    /// <summary>The member sets the buffer to zero before its body runs.</summary>
    public bool IsClear { get; init; }

    /// <summary>See <see cref="Output.Template"/>.</summary>
    public string? Template { get; init; }

    /// <summary>See <see cref="Output.Member"/>.</summary>
    public string Member { get; init; } = "";
}

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
