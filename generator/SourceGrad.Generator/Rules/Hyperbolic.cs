using static SourceGrad.Generator.Rules.Functions;
using static SourceGrad.Generator.Rules.Rule;

namespace SourceGrad.Generator.Rules;

/// <summary>The hyperbolic functions and their inverses.</summary>
internal static class Hyperbolic
{
    public static IEnumerable<Rule> Rules =>
    [
        Unary("Sinh", (x, y, a) => a * Cosh(x)),
        Unary("Cosh", (x, y, a) => a * Sinh(x)),

        // Right to the last place beside the 1 that it starts from; Cosh would keep the digits of slopes that small, at the price of a call.
        Unary("Tanh", (x, y, a) => a * (1 - y * y)),

        Unary("Asinh", (x, y, a) => a / Hypot(x.Number(1), x)),
        Unary("Acosh", (x, y, a) => a / (Sqrt(x - 1) * Sqrt(x + 1))),
        Unary("Atanh", (x, y, a) => a / ((1 - x) * (1 + x))),
    ];
}
