namespace SourceGrad;

/// <summary>Asks the generator for the derivatives of this method. The containing types must be <c>partial</c>.</summary>
/// <param name="parameters">
/// The names of the parameters to differentiate with respect to; none means every parameter of a real type.
/// Write them with <c>nameof</c>, so that renaming a parameter cannot break them.
/// </param>
[AttributeUsage(AttributeTargets.Method, Inherited = false)]
public sealed class DifferentiableAttribute(params string[] parameters) : Attribute
{
    /// <summary>The names of the parameters to differentiate with respect to; empty means every parameter of a real type.</summary>
    public string[] Parameters { get; } = parameters;

    /// <summary>The members to generate.</summary>
    public DerivativeKinds Derivatives { get; set; }

    /// <summary>
    /// Whether a floating-point sum may be reordered to make it faster. Set it to false to keep every sum in source order,
    /// so that the value is that of the method to the last bit.
    /// </summary>
    public bool Simd { get; set; } = true;

    /// <summary>Whether to also emit a multi-core form of the outermost reduction loop. Not available in this version.</summary>
    public bool Parallel { get; set; }
}
