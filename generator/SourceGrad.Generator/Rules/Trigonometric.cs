using static SourceGrad.Generator.Rules.Functions;
using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>The circular functions and their inverses, in radians and in half turns (…Pi).</summary>
internal static class Trigonometric
{
    public static IEnumerable<Rule> Rules =>
    [
        Unary("Sin", (x, y, a) => a * Cos(x)),
        Unary("Cos", (x, y, a) => -a * Sin(x)),
        Unary("Tan", (x, y, a) => a * (1 + y * y)),
        Unary("Asin", (x, y, a) => a / Sqrt((1 - x) * (1 + x))),
        Unary("Acos", (x, y, a) => -a / Sqrt((1 - x) * (1 + x))),
        Unary("Atan", (x, y, a) => a / (1 + x * x)),
        Binary("Atan2", (y, x, r, a) => OverNorms(a, x, Hypot(x, y)), (y, x, r, a) => -OverNorms(a, y, Hypot(x, y))),

        Unary("SinPi", (x, y, a) => Math.PI * a * CosPi(x)),
        Unary("CosPi", (x, y, a) => -Math.PI * a * SinPi(x)),
        Unary("TanPi", (x, y, a) => Math.PI * a * (1 + MayOverflow(y * y))),
        Unary("AsinPi", (x, y, a) => a / (Math.PI * Sqrt((1 - x) * (1 + x)))),
        Unary("AcosPi", (x, y, a) => -a / (Math.PI * Sqrt((1 - x) * (1 + x)))),
        Unary("AtanPi", (x, y, a) => a / (Math.PI * (1 + x * x))),
        Binary("Atan2Pi", (y, x, r, a) => OverNorms(1 / Math.PI * a, x, Hypot(x, y)), (y, x, r, a) => -OverNorms(1 / Math.PI * a, y, Hypot(x, y))),
    ];

    /// <summary>a x / (x² + y²), without squares that leave the range of numbers.</summary>
    private static Term OverNorms(Term a, Term x, Term norm) => a * (x / norm) / norm;
}
