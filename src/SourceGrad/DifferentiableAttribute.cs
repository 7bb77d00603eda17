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
    /// Whether a floating-point sum may be reordered to make it faster, and products added to it with one rounding in place of two. Set it to false to keep every sum in source
    /// order, so that the value is that of the method to the last bit.
    /// </summary>
    public bool Simd { get; set; } = true;

    /// <summary>
    /// Whether the outermost loops whose rounds depend on each other by sums alone run on all cores, where they have enough rounds. Each core but the first adds to copies of
    /// what all of them add to; these are added in order, so that the same number of cores gives the same result, to the last bit. The call then allocates
    /// a little to start its threads. The remarks of the generated member say which loops stay on one core, and why.
    /// </summary>
    public bool Parallel { get; set; }
}
