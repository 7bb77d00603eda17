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
