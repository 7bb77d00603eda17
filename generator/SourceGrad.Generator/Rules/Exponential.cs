using static SourceGrad.Generator.Rules.Functions;
using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// Exponentials and logarithms. Far out an exponential is infinite, and so is its derivative: 1 / (1 + Exp(-x)) meets that with an adjoint
/// of zero.
/// </summary>
internal static class Exponential
{
    private const double Ln2 = 0.693147180559945309417;
    private const double Ln10 = 2.30258509299404568402;

    public static IEnumerable<Rule> Rules =>
    [
        Unary("Exp", (x, y, a) => a * MayOverflow(y)),
        Unary("Exp2", (x, y, a) => Ln2 * a * MayOverflow(y)),
        Unary("Exp10", (x, y, a) => Ln10 * a * MayOverflow(y)),

        // Not a * (y + 1): far below zero that is what the rounding of y left over.
        Unary("ExpM1", (x, y, a) => a * Exp(x)),
        Unary("Exp2M1", (x, y, a) => Ln2 * a * Exp2(x)),
        Unary("Exp10M1", (x, y, a) => Ln10 * a * Exp10(x)),

        Unary("Log", (x, y, a) => a / x),
        Unary("Log2", (x, y, a) => a / (Ln2 * x)),
        Unary("Log10", (x, y, a) => a / (Ln10 * x)),
        Unary("LogP1", (x, y, a) => a / (1 + x)),
        Unary("Log2P1", (x, y, a) => a / (Ln2 * (1 + x))),
        Unary("Log10P1", (x, y, a) => a / (Ln10 * (1 + x))),
        Binary("Log", (x, b, y, a) => a / (x * Log(b)), (x, b, y, a) => -(a / (b * Log(b)) * y)),
    ];
}
