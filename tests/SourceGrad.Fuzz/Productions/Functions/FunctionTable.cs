using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Functions;

/// <summary>All functions that programs call. A new one is one line.</summary>
internal static class FunctionTable
{
    private static readonly Func<Builder, Expr, Expr> s_positive = Guards.Positive;
    private static readonly Func<Builder, Expr, Expr> s_belowOne = Guards.BelowOne;
    private static readonly Func<Builder, Expr, Expr> s_bounded = Guards.Bounded;

    public static readonly IReadOnlyList<Function> All =
    [
        Unary("Sin", Math.Sin, MathF.Sin, (x, y) => new(Math.Cos(x), 1)),
        Unary("Cos", Math.Cos, MathF.Cos, (x, y) => new(-Math.Sin(x), 1)),
        Unary("Tan", Math.Tan, MathF.Tan, (x, y) => 1 / Math.Pow(Math.Cos(x), 2), s_bounded),
        Unary("Asin", Math.Asin, MathF.Asin, (x, y) => 1 / Math.Sqrt(1 - x * x), s_belowOne),
        Unary("Acos", Math.Acos, MathF.Acos, (x, y) => -1 / Math.Sqrt(1 - x * x), s_belowOne),
        Unary("Atan", Math.Atan, MathF.Atan, (x, y) => 1 / (1 + x * x)),
        Unary("Sinh", Math.Sinh, MathF.Sinh, (x, y) => Math.Cosh(x), s_bounded),
        Unary("Cosh", Math.Cosh, MathF.Cosh, (x, y) => Math.Sinh(x), s_bounded),
        Unary("Tanh", Math.Tanh, MathF.Tanh, (x, y) => new(1 / Math.Pow(Math.Cosh(x), 2), 1)),
        Unary("Asinh", Math.Asinh, MathF.Asinh, (x, y) => 1 / Math.Sqrt(x * x + 1)),
        Unary("Acosh", Math.Acosh, MathF.Acosh, (x, y) => 1 / Math.Sqrt(x * x - 1), (b, x) => new Arithmetic("+", Literal.Real(x.Type, 1.125), FunctionCall.Of("Abs", x))),
        Unary("Atanh", Math.Atanh, MathF.Atanh, (x, y) => 1 / (1 - x * x), s_belowOne),
        Unary("Exp", Math.Exp, MathF.Exp, (x, y) => Math.Exp(x), s_bounded),
        Unary("Exp2", double.Exp2, float.Exp2, (x, y) => Math.Log(2) * Math.Pow(2, x), s_bounded, ofType: true),
        Unary("ExpM1", double.ExpM1, float.ExpM1, (x, y) => Math.Exp(x), s_bounded, ofType: true),
        Unary("Log", Math.Log, MathF.Log, (x, y) => 1 / x, s_positive),
        Unary("Log2", Math.Log2, MathF.Log2, (x, y) => 1 / (x * Math.Log(2)), s_positive),
        Unary("Log10", Math.Log10, MathF.Log10, (x, y) => 1 / (x * Math.Log(10)), s_positive),
        Unary("LogP1", double.LogP1, float.LogP1, (x, y) => 1 / (1 + x), s_belowOne, ofType: true),
        Unary("Sqrt", Math.Sqrt, MathF.Sqrt, (x, y) => 0.5 / Math.Sqrt(x), s_positive),
        Unary("Cbrt", Math.Cbrt, MathF.Cbrt, (x, y) => 1 / (3 * Math.Pow(Math.Abs(x), 2.0 / 3)), Guards.AwayFromZero),
        Unary("SinPi", double.SinPi, float.SinPi, (x, y) => new(Math.PI * Math.Cos(Math.PI * x), Math.PI), s_bounded, ofType: true),
        Unary("CosPi", double.CosPi, float.CosPi, (x, y) => new(-Math.PI * Math.Sin(Math.PI * x), Math.PI), s_bounded, ofType: true),
        Unary("Abs", Math.Abs, MathF.Abs, (x, y) => x > 0 ? 1 : x < 0 ? -1 : 0),
        Unary("Floor", Math.Floor, MathF.Floor, (x, y) => 0),
        Unary("Round", Math.Round, MathF.Round, (x, y) => 0),
        Unary("Truncate", Math.Truncate, MathF.Truncate, (x, y) => 0),

        Binary("Max", Math.Max, MathF.Max, (x, y, r) => [x >= y ? 1 : 0, x >= y ? 0 : 1]),
        Binary("Min", Math.Min, MathF.Min, (x, y, r) => [x <= y ? 1 : 0, x <= y ? 0 : 1]),
        Binary("Atan2", Math.Atan2, MathF.Atan2, (y, x, r) => [x / (x * x + y * y), -y / (x * x + y * y)], (b, x) => [x[0], s_positive(b, x[1])]),
        Binary("Hypot", double.Hypot, float.Hypot, (x, y, r) => [x / Math.Sqrt(x * x + y * y), y / Math.Sqrt(x * x + y * y)], (b, x) => [x[0], s_positive(b, x[1])], ofType: true),
        Binary("Pow", Math.Pow, MathF.Pow, (x, y, r) => [y * Math.Pow(x, y - 1), x > 0 ? Math.Log(x) * r : 0], Power),
        Binary("Log", Math.Log, (x, y) => MathF.Log(x, y), (x, y, r) => [1 / (x * Math.Log(y)), -Math.Log(x) / (y * Math.Pow(Math.Log(y), 2))], (b, x) => [s_positive(b, x[0]), Literal.Real(x[1].Type, 3)]),
        Binary("CopySign", Math.CopySign, MathF.CopySign, (x, s, r) => [x == 0 ? 0 : r == x ? 1 : -1, 0]),
        Binary("MaxMagnitude", Math.MaxMagnitude, MathF.MaxMagnitude, (x, y, r) => [r == x ? 1 : 0, r == x ? 0 : 1]),
        Binary("IEEERemainder", Math.IEEERemainder, MathF.IEEERemainder, Remainder, (b, x) => [x[0], Guards.AwayFromZero(b, x[1])]),

        Ternary("Clamp", Math.Clamp, Math.Clamp, (x, l, h, r) => [x < l || x > h ? 0 : 1, x < l ? 1 : 0, x > h ? 1 : 0], Between),
        Ternary("FusedMultiplyAdd", Math.FusedMultiplyAdd, MathF.FusedMultiplyAdd, (x, y, z, r) => [y, x, 1]),
        Ternary("Lerp", double.Lerp, float.Lerp, (x, y, t, r) => [1 - t, t, new(y - x, Math.Abs(x) + Math.Abs(y))], ofType: true),
    ];

    public static Function Find(string name, int arity) => All.First(f => f.Name == name && f.Arity == arity);

    private static Expr[] Power(Builder b, Expr[] x)
    {
        if (b.Chance(30))
        {
            return [s_positive(b, x[0]), s_bounded(b, x[1])];
        }

        double exponent = b.Pick<double>([2, 2, 3, 0, 1, 4, -1, -2, 0.5, 1.5]);
        return [exponent is >= 0 and not (0.5 or 1.5) ? s_bounded(b, x[0]) : s_positive(b, x[0]), Literal.Real(x[0].Type, exponent)];
    }

    private static Expr[] Between(Builder b, Expr[] x) => b.Chance(50)
        ? [x[0], Literal.Real(x[0].Type, b.Pick<double>([-1, -0.5, 0])), Literal.Real(x[0].Type, b.Pick<double>([0.5, 1, 2]))]
        : [x[0], new Unary("-", s_positive(b, x[1])), s_positive(b, x[2])];

    private static Slope[] Remainder(double x, double y, double r)
    {
        double quotient = Math.Round((x - r) / y);
        double distance = Math.Abs(x / y - Math.Floor(x / y) - 0.5);
        return distance < 1e-4 ? throw new Rejected("remainder at a jump") : [1, -quotient];
    }

    private static Function Unary(
        string name, Func<double, double> onDoubles, Func<float, float> onFloats, Func<double, double, Slope> slope, Func<Builder, Expr, Expr>? guard = null, bool ofType = false) =>
        new(name, 1, x => onDoubles(x[0]), x => onFloats(x[0]), (x, y) => [slope(x[0], y)])
        {
            Guard = (b, x) => guard is null ? x : [guard(b, x[0])],
            IsOfType = ofType,
        };

    private static Function Binary(
        string name, Func<double, double, double> onDoubles, Func<float, float, float> onFloats, Func<double, double, double, Slope[]> slopes, Func<Builder, Expr[], Expr[]>? guard = null, bool ofType = false) =>
        new(name, 2, x => onDoubles(x[0], x[1]), x => onFloats(x[0], x[1]), (x, y) => slopes(x[0], x[1], y))
        {
            Guard = guard ?? ((_, x) => x),
            IsOfType = ofType,
        };

    private static Function Ternary(
        string name, Func<double, double, double, double> onDoubles, Func<float, float, float, float> onFloats, Func<double, double, double, double, Slope[]> slopes, Func<Builder, Expr[], Expr[]>? guard = null, bool ofType = false) =>
        new(name, 3, x => onDoubles(x[0], x[1], x[2]), x => onFloats(x[0], x[1], x[2]), (x, y) => slopes(x[0], x[1], x[2], y))
        {
            Guard = guard ?? ((_, x) => x),
            IsOfType = ofType,
        };
}
