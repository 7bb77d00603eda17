using static SourceGrad.Generator.Rules.Functions;
using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>Powers and roots.</summary>
internal static class Power
{
    public static IEnumerable<Rule> Rules =>
    [
        Unary("Sqrt", (x, y, a) => a / (2 * y)),
        Unary("Cbrt", (x, y, a) => a / (3 * (y * y))),
        Unary("ReciprocalSqrtEstimate", (x, y, a) => -0.5 * a / (x * Sqrt(x))),
        Binary("RootN", (x, n, y, a) => Root(n, y, a), null),
        Binary("Hypot", (x, y, r, a) => a * Ratio(x, r), (x, y, r, a) => a * Ratio(y, r)),
        Binary("Pow", (x, n, y, a) => ByBase(x, n, a), ByExponent),
    ];

    /// <summary>y is the n-th root of x: y' = 1 / (n yⁿ⁻¹).</summary>
    private static Term Root(Term n, Term y, Term a)
    {
        if (n.Constant is double known)
        {
            return known == 0 ? a.Zero : a / ScaledPower(y.Number(known), y, known - 1);
        }

        Term degree = As(y, n);
        return a / (degree * Pow(y, degree - 1));
    }

    /// <summary>x / r for a norm r of x: at the origin, where every slope up to 1 is as good, 0.</summary>
    private static Term Ratio(Term x, Term r) => x.Derivation.RangeOf(r.Value).ExcludesZero
        ? x / r
        : Select(r.Equal(0), x.Zero, x.Derivation.Quotient(x, r));

    /// <summary>
    /// n xⁿ⁻¹. At x = 0 a power with n &gt; 0 has derivative 0 by convention, and 1 where n = 1: only for 0 ≤ n &lt; 1 does
    /// the formula not say so by itself.
    /// </summary>
    private static Term ByBase(Term x, Term n, Term a)
    {
        if (n.Constant is double known)
        {
            if (known == 0)
            {
                return a.Zero;
            }

            Term slope = known == 1 ? a : ScaledPower(known * a, x, known - 1);
            return known is > 0 and < 1 ? Select(x.Equal(0), a.Zero, slope) : slope;
        }

        Term general = a * (n * Pow(x, n - 1));
        return n.Derivation.RangeOf(n.Value).Low >= 1 || x.Derivation.RangeOf(x.Value).ExcludesZero
            ? general
            : Select(x.Equal(0) & (n >= 0) & (n < 1), a.Zero, general);
    }

    /// <summary>xⁿ ln x, and 0 at x = 0 where n ≥ 0.</summary>
    private static Term ByExponent(Term x, Term n, Term y, Term a)
    {
        Term general = a * (MayOverflow(y) * Log(x));
        return x.Derivation.RangeOf(x.Value).ExcludesZero
            ? general
            : Select(x.Equal(0) & (n >= 0), a.Zero, general);
    }
}
