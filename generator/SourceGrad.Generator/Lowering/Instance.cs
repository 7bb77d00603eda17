using Microsoft.CodeAnalysis;

namespace SourceGrad.Generator.Lowering;

/// <summary>What a reference that is known while lowering refers to.</summary>
internal abstract class Referent
{
    /// <summary>The depth of the branches and loops around where it was made.</summary>
    public int Depth { get; set; }
}

/// <summary>An object: its exact type and its fields. References to it share the fields.</summary>
internal sealed class Instance(INamedTypeSymbol type, Place fields, bool isOutside) : Referent
{
    public INamedTypeSymbol Type { get; } = type;

    public Place Fields { get; } = fields;

    /// <summary>It came in from outside of the method: others may see what is written to it.</summary>
    public bool IsOutside { get; } = isOutside;
}

/// <summary>A delegate whose code is known: a lambda, a local function or a method, with what it captures.</summary>
/// <param name="method">The method that a call runs; for a lambda its symbol.</param>
/// <param name="body">The lambda's body; null for a method.</param>
/// <param name="home">The frame that a lambda or local function captures from.</param>
/// <param name="receiver">The object of a method group.</param>
internal sealed class Closure(IMethodSymbol method, IOperation? body, Frame home, Place? receiver) : Referent
{
    public IMethodSymbol Method { get; } = method;

    public IOperation? Body { get; } = body;

    public Frame Home { get; } = home;

    public Place? Receiver { get; } = receiver;
}

/// <summary>Something that differentiable code may hold and pass on but not look into: a string, a logger, a random generator.</summary>
internal sealed class Opaque(bool isNotNull) : Referent
{
    public bool IsNotNull { get; } = isNotNull;

    /// <summary>For a string what makes it, with a hole for each argument.</summary>
    public string? Template { get; init; }

    public Infrastructure.EquatableArray<Ir.Value> Arguments { get; init; } = Infrastructure.EquatableArray<Ir.Value>.Empty;
}
