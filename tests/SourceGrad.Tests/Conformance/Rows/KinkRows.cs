namespace SourceGrad.Tests.Conformance;

/// <summary>Where the derivative is a matter of convention: kinks and strong zeros.</summary>
internal static class KinkRows
{
    private const double Infinity = double.PositiveInfinity;

    public static readonly Row[] All =
    [
        One("abs at zero", "Math.Abs(x)").At(0.0).Gives(0.0, 0.0).At(-2.0).Gives(2.0, -1.0).At(2.0).Gives(2.0, 1.0).Exactly().AtKink(),
        One("abs at negative zero", "Math.Abs(x) * 3").At(-0.0).Gives(0.0, 0.0).Exactly().AtKink(),
        Two("max on a tie", "Math.Max(x, y)").At(2.0, 2.0).Gives(2.0, 1.0, 0.0).At(3.0, 2.0).Gives(3.0, 1.0, 0.0).At(2.0, 3.0).Gives(3.0, 0.0, 1.0).Exactly().AtKink(),
        Two("min on a tie", "Math.Min(x, y)").At(2.0, 2.0).Gives(2.0, 1.0, 0.0).At(3.0, 2.0).Gives(2.0, 0.0, 1.0).At(2.0, 3.0).Gives(2.0, 1.0, 0.0).Exactly().AtKink(),
        One("max of itself", "Math.Max(x, x)").At(2.0).Gives(2.0, 1.0).Exactly().AtKink(),
        One("rectifier at zero", "Math.Max(x, 0)").At(0.0).Gives(0.0, 1.0).At(-1.0).Gives(0.0, 0.0).Exactly().AtKink(),
        One("rectifier at zero, constant first", "Math.Max(0, x)").At(0.0).Gives(0.0, 0.0).At(1.0).Gives(1.0, 1.0).Exactly().AtKink(),
        One("clamp at the lower bound", "Math.Clamp(x, -1, 1)").At(-1.0).Gives(-1.0, 1.0).At(1.0).Gives(1.0, 1.0).At(2.0).Gives(1.0, 0.0).At(-2.0).Gives(-1.0, 0.0).At(0.5).Gives(0.5, 1.0).Exactly().AtKink(),
        new Row("clamp with active bounds", """
            [Differentiable]
            public static double F(double x, double low, double high) => Math.Clamp(x, low, high) * 2;
            """).At(0.5, 0.0, 1.0).Gives(1.0, 2.0, 0.0, 0.0).At(-0.5, 0.25, 1.0).Gives(0.5, 0.0, 2.0, 0.0).At(1.5, 0.0, 1.25).Gives(2.5, 0.0, 0.0, 2.0).Exactly().AtKink(),

        One("square root at zero", "Math.Sqrt(x)").At(0.0).Gives(0.0, Infinity).At(4.0).Gives(2.0, 0.25).Exactly().AtKink(),
        One("square root at zero with a zero adjoint", "0 * Math.Sqrt(x) + x").At(0.0).Gives(0.0, 1.0).Exactly().AtKink(),
        Two("square root at zero times zero", "y * Math.Sqrt(x)").At(0.0, 0.0).Gives(0.0, 0.0, 0.0).Exactly().AtKink(),
        Two("maximum hides a singular square root", "Math.Max(Math.Sqrt(x), y)").At(0.0, 1.0).Gives(1.0, 0.0, 1.0).Exactly().AtKink(),
        Two("maximum hides a singular logarithm", "Math.Max(Math.Log(x), y)").At(0.0, -5.0).Gives(-5.0, 0.0, 1.0).Exactly().AtKink(),
        Two("minimum hides a pole", "Math.Min(1 / x, y)").At(0.0, 3.0).Gives(3.0, 0.0, 1.0).Exactly().AtKink(),
        Two("length at the origin, guarded by a branch", "x * x + y * y > 0 ? Math.Sqrt(x * x + y * y) : 0").At(0.0, 0.0).Gives(0.0, 0.0, 0.0).At(3.0, 4.0).Gives(5.0, 0.6, 0.8).Within(1e-15).AtKink(),
        Two("clamped length at the origin", "Math.Clamp(Math.Sqrt(x * x + y * y), 0.5, 2)").At(0.0, 0.0).Gives(0.5, 0.0, 0.0).Exactly().AtKink(),

        One("cube by power at zero", "Math.Pow(x, 3)").At(0.0).Gives(0.0, 0.0).At(-2.0).Gives(-8.0, 12.0).Exactly().AtKink(),
        One("square by power of a negative number", "Math.Pow(x, 2)").At(-3.0).Gives(9.0, -6.0).Exactly().AtKink(),
        One("power one", "Math.Pow(x, 1)").At(0.0).Gives(0.0, 1.0).At(-3.0).Gives(-3.0, 1.0).Exactly().AtKink(),
        One("power zero at zero", "Math.Pow(x, 0)").At(0.0).Gives(1.0, 0.0).At(-3.0).Gives(1.0, 0.0).Exactly().AtKink(),
        One("inverse by power", "Math.Pow(x, -1)").At(-2.0).Gives(-0.5, -0.25).Exactly().AtKink(),
        One("square root by power", "Math.Pow(x, 0.5)").At(0.0).Gives(0.0, 0.0).At(4.0).Gives(2.0, 0.25).Exactly().AtKink(),
        Two("power of zero", "Math.Pow(x, y)").At(0.0, 2.0).Gives(0.0, 0.0, 0.0).At(0.0, 1.0).Gives(0.0, 1.0, 0.0).At(0.0, 3.5).Gives(0.0, 0.0, 0.0).Exactly().AtKink(),
        Two("power zero with an active exponent", "Math.Pow(x, y)").At(2.0, 0.0).Gives(1.0, 0.0, Math.Log(2)).Within(1e-15).AtKink(),
        new Row("power with an inactive exponent", """
            [Differentiable(nameof(x))]
            public static double F(double x, double y) => Math.Pow(x, y);
            """).At(-2.0, 3.0).Gives(-8.0, 12.0).At(0.0, 2.0).Gives(0.0, 0.0).At(0.0, 1.0).Gives(0.0, 1.0).At(0.0, 0.0).Gives(1.0, 0.0).Exactly().AtKink(),
        new Row("power with an integer exponent", """
            [Differentiable]
            public static double F(double x, int n) => Math.Pow(x, n);
            """).At(-2.0, 3).Gives(-8.0, 12.0).At(0.0, 0).Gives(1.0, 0.0).At(0.0, 1).Gives(0.0, 1.0).Exactly().AtKink(),

        new Row("floor and friends under stop gradient", """
            [Differentiable]
            public static double F(double x) => x - Differentiation.StopGradient(Math.Floor(x)) + Differentiation.StopGradient(Math.Round(x) + Math.Ceiling(x) + Math.Truncate(x)) * x;
            """).At(2.25).Gives(0.25 + 7 * 2.25, 8.0).Exactly().AtKink(),

        new Row("sorted maximum of a span on a tie", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double m = x[0];
                for (int i = 1; i < x.Length; i++) m = Math.Max(m, x[i]);
                return m;
            }
            """).At(new double[] { 1, 3, 3, 2 }).Gives(3.0, new double[] { 0, 1, 0, 0 }).Exactly().AtKink(),

        new Row("strong zero in a loop", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += Math.Max(Math.Sqrt(x[i]), 1e-3);
                return s;
            }
            """).At(new double[] { 0, 4 }).Gives(2.001, new double[] { 0, 0.25 }).Exactly().AtKink(),

        new Row("poison in a branch not taken", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                foreach (double v in x) s += v > 0 ? Math.Log(v) * v : 0;
                return s;
            }
            """).At(new double[] { 0, 1, -3 }).Gives(0.0, new double[] { 0, 1, 0 }).Exactly().AtKink(),

        One("cube root at zero", "Math.Cbrt(x)").At(0.0).Gives(0.0, Infinity).At(8.0).Gives(2.0, 1.0 / 12).Within(1e-15).AtKink(),
        Two("atan2 hidden by a maximum", "Math.Max(Math.Atan2(y, x), 1)").At(0.0, 0.0).Gives(1.0, 0.0, 0.0).Exactly().AtKink(),
        One("sign under stop gradient", "Differentiation.StopGradient(Math.Sign(x)) * x").At(-2.0).Gives(2.0, -1.0).Exactly().AtKink(),
        Two("copy sign", "Math.CopySign(x, y)").At(2.0, -1.0).Gives(-2.0, -1.0, 0.0).At(-2.0, -1.0).Gives(-2.0, 1.0, 0.0).Exactly().AtKink(),
    ];

    private static Row One(string name, string formula) => new(name, $"""
        [Differentiable]
        public static double F(double x) => {formula};
        """);

    private static Row Two(string name, string formula) => new(name, $"""
        [Differentiable]
        public static double F(double x, double y) => {formula};
        """);
}
