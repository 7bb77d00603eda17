using static SourceGrad.Generator.Rules.Functions;
using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>C#'s operators (by their symbols) and the functions that are sums and products.</summary>
internal static class Arithmetic
{
    private const double DegreesInRadians = Math.PI / 180;

    public static IEnumerable<Rule> Rules =>
    [
        Unary("-", (x, y, a) => -a),
        Binary("+", (x, y, z, a) => a, (x, y, z, a) => a),
        Binary("-", (x, y, z, a) => a, (x, y, z, a) => -a),
        Binary("*", (x, y, z, a) => a * y, (x, y, z, a) => a * x),
        Binary("/", (x, y, z, a) => a / y, (x, y, z, a) => x.Constant == 1 ? -(a * Reciprocal(y, z) * z) : -(a / y * z)),

        // x % y = x - q y with a whole q; z takes part because x / y may round up to the next whole number.
        Binary("%", (x, y, z, a) => a, (x, y, z, a) => -a * Round((x - z) / y)),
        Binary("IEEERemainder", (x, y, z, a) => a, (x, y, z, a) => -a * Round((x - z) / y)),
        Binary("Ieee754Remainder", (x, y, z, a) => a, (x, y, z, a) => -a * Round((x - z) / y)),

        Ternary("FusedMultiplyAdd", (x, y, z, r, a) => a * y, (x, y, z, r, a) => a * x, (x, y, z, r, a) => a),
        Ternary("MultiplyAddEstimate", (x, y, z, r, a) => a * y, (x, y, z, r, a) => a * x, (x, y, z, r, a) => a),
        Ternary("Lerp", (x, y, t, r, a) => a * (1 - t), (x, y, t, r, a) => a * t, (x, y, t, r, a) => a * (y - x)),
        Binary("ScaleB", (x, n, y, a) => ScaleB(a, n), null),
        Unary("ReciprocalEstimate", (x, y, a) => -a / (x * x)),
        Unary("DegreesToRadians", (x, y, a) => DegreesInRadians * a),
        Unary("RadiansToDegrees", (x, y, a) => (1 / DegreesInRadians) * a),
    ];

    /// <summary>1 / y, which <paramref name="z"/> is already.</summary>
    private static Term Reciprocal(Term y, Term z)
    {
        y.Derivation.SingularAtZeroOf(y.Value);
        return z;
    }
}
