using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>Functions with steps, questions about a number (a bool or an int, so nothing flows back), and neighbours.</summary>
internal static class Rounding
{
    public static IEnumerable<Rule> Rules =>
    [
        .. Flat(1, "Floor", "Ceiling", "Round", "Truncate", "Sign", "ILogB"),
        .. Flat(2, "Round"),
        .. Flat(3, "Round"),
        .. Flat(
            1,
            "IsNaN", "IsFinite", "IsInfinity", "IsPositiveInfinity", "IsNegativeInfinity", "IsNegative", "IsPositive",
            "IsInteger", "IsEvenInteger", "IsOddInteger", "IsNormal", "IsSubnormal", "IsRealNumber", "IsPow2"),
        Unary("BitIncrement", (x, y, a) => a),
        Unary("BitDecrement", (x, y, a) => a),
    ];
}
