using static SourceGrad.Generator.Rules.Functions;
using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// Functions that return one of their operands, perhaps with another sign. The derivative follows the operand that is
/// returned, the first on a tie; at the kink of the absolute value it is 0.
/// </summary>
internal static class MinMax
{
    public static IEnumerable<Rule> Rules =>
    [
        Unary("Abs", (x, y, a) => Select(x > 0, a, Select(x < 0, -a, a.Zero))),
        Binary("CopySign", (x, s, y, a) => Select(x.Equal(0), a.Zero, Select(y.Equal(x), a, -a)), null),

        Binary("Max", (x, y, r, a) => Larger(x, y, a, a.Zero), (x, y, r, a) => Larger(x, y, a.Zero, a)),
        Binary("Min", (x, y, r, a) => Smaller(x, y, a, a.Zero), (x, y, r, a) => Smaller(x, y, a.Zero, a)),
        Ternary(
            "Clamp",
            (x, low, high, r, a) => Select((x < low) | (x > high), a.Zero, a),
            (x, low, high, r, a) => Select(x < low, a, a.Zero),
            (x, low, high, r, a) => Select(x > high, a, a.Zero)),

        // A NaN operand is what these return.
        Binary("MaxMagnitude", (x, y, r, a) => Select(r.Equal(x) | IsNaN(x), a, a.Zero), (x, y, r, a) => Select(r.Equal(x) | IsNaN(x), a.Zero, a)),
        Binary("MinMagnitude", (x, y, r, a) => Select(r.Equal(x) | IsNaN(x), a, a.Zero), (x, y, r, a) => Select(r.Equal(x) | IsNaN(x), a.Zero, a)),

        // A NaN operand is what these avoid.
        .. new[] { "MaxNumber", "MinNumber", "MaxMagnitudeNumber", "MinMagnitudeNumber" }.Select(key => Binary(
            key,
            (x, y, r, a) => Select(r.Equal(x) | IsNaN(r), a, a.Zero),
            (x, y, r, a) => Select(r.Equal(x) | IsNaN(r), a.Zero, a))),
    ];

    /// <summary>By which operand Max returns. Beside a known number, one comparison that is false for NaN will do.</summary>
    private static Term Larger(Term x, Term y, Term whenFirst, Term whenSecond)
    {
        if (x.Value == y.Value)
        {
            return whenFirst;
        }

        if (IsNumber(y))
        {
            return Select(x < y, whenSecond, whenFirst);
        }

        return IsNumber(x)
            ? Select(y <= x, whenFirst, whenSecond)
            : Select((x >= y) | IsNaN(x), whenFirst, whenSecond);
    }

    private static Term Smaller(Term x, Term y, Term whenFirst, Term whenSecond)
    {
        if (x.Value == y.Value)
        {
            return whenFirst;
        }

        if (IsNumber(y))
        {
            return Select(x > y, whenSecond, whenFirst);
        }

        return IsNumber(x)
            ? Select(y >= x, whenFirst, whenSecond)
            : Select((x <= y) | IsNaN(x), whenFirst, whenSecond);
    }

    private static bool IsNumber(Term x) => x.Constant is double number && !double.IsNaN(number);
}
