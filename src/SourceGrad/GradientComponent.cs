using System.Globalization;

namespace SourceGrad;

/// <summary>One component of a gradient beside its reference.</summary>
/// <param name="Name">Which one it is: <c>x</c>, <c>w[3]</c>, <c>pose.Angle</c>.</param>
/// <param name="Generated">What the derivative under test says.</param>
/// <param name="Reference">What differences of the function's values say.</param>
/// <param name="ReferenceError">How far the differences may be off, by their own estimate.</param>
/// <param name="Tolerance">How far the two may be apart.</param>
/// <param name="Outcome">What the comparison came to.</param>
/// <param name="Problem">Why there is no reference to rely on; null where there is.</param>
public sealed record GradientComponent(
    string Name, double Generated, double Reference, double ReferenceError, double Tolerance, GradientOutcome Outcome, string? Problem)
{
    /// <summary>How far the two are apart, relative to the larger one.</summary>
    public double RelativeError
    {
        get
        {
            double size = Math.Max(Math.Abs(Generated), Math.Abs(Reference));
            return size == 0 ? 0 : Math.Abs(Generated - Reference) / size;
        }
    }

    /// <summary>The component in one line.</summary>
    public override string ToString() => Problem is null
        ? string.Create(
            CultureInfo.InvariantCulture,
            $"{Name}: generated {Generated:R}, by differences {Reference:R} ± {ReferenceError:G2}; the relative error is {RelativeError:G3}, the tolerance {Tolerance:G3}")
        : string.Create(CultureInfo.InvariantCulture, $"{Name}: generated {Generated:R}, not checked: {Problem}");
}
