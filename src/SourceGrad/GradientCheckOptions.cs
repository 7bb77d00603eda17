namespace SourceGrad;

/// <summary>How strict a <see cref="GradientCheck"/> is, and how much it looks at.</summary>
public sealed record GradientCheckOptions
{
    /// <summary>
    /// How far a component may be from its reference, relative to the larger of the two. The default, null, is 1e-6 where everything is
    /// <c>double</c> and 5e-3 where there is a <c>float</c>: differences of values that are rounded to 24 bits have no more correct digits.
    /// </summary>
    public double? RelativeTolerance { get; init; }

    /// <summary>
    /// How far a component may be from its reference in any case, relative to the larger of 1 and the function's value. The default,
    /// null, is 1e-8 for <c>double</c> and 1e-3 for <c>float</c>.
    /// </summary>
    public double? AbsoluteTolerance { get; init; }

    /// <summary>At most so many components are compared; where there are more, a choice of them that <see cref="Seed"/> determines.</summary>
    public int MaximumComponents { get; init; } = 1000;

    /// <summary>Determines the adjoints that a <c>Vjp</c> is asked for, and the choice of components.</summary>
    public int Seed { get; init; } = 1;
}
