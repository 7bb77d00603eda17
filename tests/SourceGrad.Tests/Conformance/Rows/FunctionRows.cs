namespace SourceGrad.Tests.Conformance;

/// <summary>The functions of <see cref="Math"/> and of <c>double</c>, in expressions.</summary>
internal static class FunctionRows
{
    private const double X = 0.6, Y = 1.7;

    public static readonly Row[] All =
    [
        Formula("exponentials", "Math.Exp(x) * double.Exp2(y) + double.ExpM1(x * y)").At(X, Y),
        Formula("logarithms", "Math.Log(x) + Math.Log2(y) * Math.Log10(x + y) + double.LogP1(x)").At(X, Y),
        Formula("logarithm to a base", "Math.Log(x + 1, y)").At(X, Y).Gives(Math.Log(1.6, 1.7), 1 / (1.6 * Math.Log(1.7)), -Math.Log(1.6) / (1.7 * Math.Log(1.7) * Math.Log(1.7))),
        Formula("roots", "Math.Sqrt(x) * Math.Cbrt(y)").At(X, Y),
        Formula("sines and cosines", "Math.Sin(x) * Math.Cos(y) + Math.Tan(x)").At(X, Y),
        Formula("inverse trigonometric", "Math.Asin(x) + Math.Acos(x / 2) * Math.Atan(y)").At(X, Y),
        Formula("atan2 in all quadrants", "Math.Atan2(y, x)").At(X, Y).Gives(Math.Atan2(Y, X), -Y / (X * X + Y * Y), X / (X * X + Y * Y)).At(-X, Y).At(-X, -Y).At(X, -Y),
        Formula("hyperbolic", "Math.Sinh(x) * Math.Cosh(y) + Math.Tanh(x * y)").At(X, Y),
        Formula("inverse hyperbolic", "Math.Asinh(x) + Math.Acosh(y) * Math.Atanh(x)").At(X, Y),
        Formula("sincos", "Math.SinCos(x).Sin * Math.SinCos(y).Cos").At(X, Y).Gives(Math.Sin(X) * Math.Cos(Y), Math.Cos(X) * Math.Cos(Y), -Math.Sin(X) * Math.Sin(Y)),
        Formula("power", "Math.Pow(x, y)").At(X, Y).Gives(Math.Pow(X, Y), Y * Math.Pow(X, Y - 1), Math.Pow(X, Y) * Math.Log(X)),
        Formula("powers with constants", "Math.Pow(x, 3) + Math.Pow(2, y) + Math.Pow(x, -1.5) + Math.Pow(y, 0.5)").At(X, Y),
        Formula("power of negative numbers", "Math.Pow(-x, 3) + Math.Pow(-y, 2) * Math.Pow(-x, -2)").At(X, Y),
        Formula("power of an expression by an expression", "Math.Pow(x * y + 1, Math.Sin(x) + y)").At(X, Y),
        Formula("abs, max, min away from ties", "Math.Abs(x - y) * Math.Max(x, y * 2) + Math.Min(x * 3, y)").At(X, Y),
        Formula("clamp away from bounds", "Math.Clamp(x, 0.1, 0.9) * Math.Clamp(y, 0, 1) + Math.Clamp(-x, 0, y)").At(X, Y).Gives(X, 1.0, 0.0),
        Formula("fused multiply-add", "Math.FusedMultiplyAdd(x, y, x)").At(X, Y).Gives(Math.FusedMultiplyAdd(X, Y, X), Y + 1, X),
        Formula("hypot", "double.Hypot(x, y)").At(X, Y).Gives(double.Hypot(X, Y), X / double.Hypot(X, Y), Y / double.Hypot(X, Y)),
        Formula("hypot that cannot be zero", "double.Hypot(x, 1 + y * y)").At(X, Y).Gives(double.Hypot(X, 1 + Y * Y), X / double.Hypot(X, 1 + Y * Y), 2 * Y * (1 + Y * Y) / double.Hypot(X, 1 + Y * Y)).At(0.0, 0.0),
        Formula("functions of double", "double.Sin(x) + double.Exp(y) * double.Sqrt(x) + double.Max(x, y) + double.Abs(-y)").At(X, Y),
        Formula("lerp", "double.Lerp(x, y, x * y)").At(X, Y),
        Formula("copy sign away from zero", "Math.CopySign(x, y) * y").At(X, Y).At(X, -Y).At(-X, Y),
        Formula("IEEE remainder", "Math.IEEERemainder(y * 3, x) * x").At(0.7, Y),
        Formula("rounding under stop gradient", "x * Differentiation.StopGradient(Math.Floor(y * 3)) + y").At(X, Y).Gives(X * 5 + Y, 5.0, 1.0).AtKink(),
        Formula("tests of numbers", "double.IsNaN(x) ? 0 : double.IsFinite(y) && !double.IsNegative(x) && !double.IsInfinity(x) ? x * y : 1").At(X, Y).Gives(X * Y, Y, X),
        Formula("sigmoid", "1 / (1 + Math.Exp(-x * y))").At(X, Y),
        Formula("sigmoid far out", "1 / (1 + Math.Exp(-x * y))").At(40.0, 1.0).At(-30.0, 1.0),
        Formula("softplus", "Math.Log(1 + Math.Exp(x)) * Math.Log(1 + Math.Exp(-y))").At(X, Y),
        Formula("normal density", "Math.Exp(-(x - y) * (x - y) / 2) / Math.Sqrt(2 * Math.PI)").At(X, Y),
        Formula("composition", "Math.Sin(Math.Exp(Math.Cos(x * y)) + Math.Tanh(Math.Log(x + y)))").At(X, Y),
        Formula("the same call shared", "Math.Exp(x) * Math.Exp(x) + Math.Exp(x) / Math.Exp(y)").At(X, Y),
        Formula("gelu", "0.5 * x * (1 + Math.Tanh(Math.Sqrt(2 / Math.PI) * (x + 0.044715 * x * x * x))) * y").At(X, Y),
        Formula("himmelblau", "(x * x + y - 11) * (x * x + y - 11) + (x + y * y - 7) * (x + y * y - 7)").At(3.0, 2.0).Gives(0.0, 0.0, 0.0).At(-2.0, 1.0).Gives(36.0 + 64, 48.0 - 16, -12.0 - 32),
        Formula("beale", "(1.5 - x + x * y) * (1.5 - x + x * y) + (2.25 - x + x * y * y) * (2.25 - x + x * y * y)").At(X, Y),
        Formula("ackley", "-20 * Math.Exp(-0.2 * Math.Sqrt(0.5 * (x * x + y * y))) - Math.Exp(0.5 * (Math.Cos(2 * Math.PI * x) + Math.Cos(2 * Math.PI * y))) + Math.E + 20").At(X, Y),
    ];

    private static Row Formula(string name, string formula) => new(name, $"""
        [Differentiable]
        public static double F(double x, double y) => {formula};
        """);
}
