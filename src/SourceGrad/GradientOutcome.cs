namespace SourceGrad;

/// <summary>What a comparison of a derivative with differences came to.</summary>
public enum GradientOutcome
{
    /// <summary>They agree.</summary>
    Agrees,

    /// <summary>
    /// The differences say nothing: they do not settle as the step gets smaller, as at a kink, at a jump, or at the edge of where
    /// the function is defined.
    /// </summary>
    Inconclusive,

    /// <summary>They are further apart than the tolerance, and the error of the differences does not explain it.</summary>
    Disagrees,
}
