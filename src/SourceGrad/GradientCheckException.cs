namespace SourceGrad;

/// <summary>A <see cref="GradientCheck"/> found a gradient that is wrong, or one that it could not check. Every test framework counts it as a failure.</summary>
public sealed class GradientCheckException : Exception
{
    internal GradientCheckException(IReadOnlyList<GradientReport> reports)
        : base(string.Join("\n\n", reports)) => Reports = reports;

    /// <summary>What was found, for each function concerned.</summary>
    public IReadOnlyList<GradientReport> Reports { get; }
}
