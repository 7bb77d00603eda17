namespace SourceGrad.Tests.Conformance;

/// <summary><c>switch</c> as a statement and as an expression, and <c>is</c> with patterns.</summary>
internal static class SwitchRows
{
    public static readonly Row[] All =
    [
        new Row("switch statement on an int", """
            [Differentiable]
            public static double F(double x, int kind)
            {
                double r;
                switch (kind)
                {
                    case 0:
                        r = x;
                        break;
                    case 1:
                    case 2:
                        r = x * x * kind;
                        break;
                    case 3:
                        return 1 / x;
                    default:
                        r = -x;
                        break;
                }
                return r + 1;
            }
            """).At(2.0, 0).Gives(3.0, 1.0).At(2.0, 1).Gives(5.0, 4.0).At(2.0, 2).Gives(9.0, 8.0).At(2.0, 3).Gives(0.5, -0.25).At(2.0, 9).Gives(-1.0, -1.0),

        new Row("switch statement without default", """
            [Differentiable]
            public static double F(double x, int kind)
            {
                switch (kind)
                {
                    case 1: x *= 3; break;
                    case -1: x = x * x; break;
                }
                return x;
            }
            """).At(2.0, 1).Gives(6.0, 3.0).At(2.0, -1).Gives(4.0, 4.0).At(2.0, 0).Gives(2.0, 1.0),

        new Row("switch statement with relational patterns", """
            [Differentiable]
            public static double F(double x)
            {
                switch (x)
                {
                    case < -1: return x * x;
                    case >= -1 and < 0: return -x;
                    case 0.5 or 0.75: return 7 * x;
                    case > 2: return x * x * x;
                    default: return 2 * x;
                }
            }
            """).At(-2.0).Gives(4.0, -4.0).At(-0.25).Gives(0.25, -1.0).At(3.0).Gives(27.0, 27.0).At(1.0).Gives(2.0, 2.0),

        new Row("switch case of a constant real", """
            [Differentiable]
            public static double F(double x)
            {
                switch (x) { case 0.5: return 7 * x; default: return 2 * x; }
            }
            """).At(0.5).Gives(3.5, 7.0).At(0.25).Gives(0.5, 2.0).Exactly().AtKink(),

        new Row("switch statement with a when clause", """
            [Differentiable]
            public static double F(double x, int kind)
            {
                switch (kind)
                {
                    case > 0 when x > 1: return x * kind;
                    case > 0: return x / kind;
                    default: return 0;
                }
            }
            """).At(2.0, 2).Gives(4.0, 2.0).At(0.5, 2).Gives(0.25, 0.5).At(0.5, -2).Gives(0.0, 0.0),

        new Row("switch on a bool", """
            [Differentiable]
            public static double F(double x, bool square)
            {
                switch (square)
                {
                    case true: return x * x;
                    case false: return x;
                }
            }
            """).At(3.0, true).Gives(9.0, 6.0).At(3.0, false).Gives(3.0, 1.0),

        new Row("switch expression on an int", """
            [Differentiable]
            public static double F(double x, int kind) => kind switch
            {
                0 => Math.Sin(x),
                1 => Math.Cos(x),
                2 or 3 => x * kind,
                _ => 0,
            };
            """).At(0.7, 0).Gives(Math.Sin(0.7), Math.Cos(0.7)).At(0.7, 1).Gives(Math.Cos(0.7), -Math.Sin(0.7)).At(0.7, 3).Gives(0.7 * 3, 3.0).At(0.7, 5).Gives(0.0, 0.0),

        new Row("switch expression with relational patterns", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double f = x switch
                {
                    < 0 => -x,
                    >= 0 and <= 1 => x * y,
                    > 1 and not > 10 => x * x * y,
                    _ => y,
                };
                return f * 2;
            }
            """).At(-1.5, 3.0).Gives(3.0, -2.0, 0.0).At(0.5, 3.0).Gives(3.0, 6.0, 1.0).At(2.0, 3.0).Gives(24.0, 24.0, 8.0).At(20.0, 3.0).Gives(6.0, 0.0, 2.0),

        new Row("switch expression with a var pattern", """
            [Differentiable]
            public static double F(int n, double x) => n switch
            {
                var k when k > 3 => x * k,
                var k => x - k,
            };
            """).At(5, 2.0).Gives(10.0, 5.0).At(1, 2.0).Gives(1.0, 1.0),

        new Row("switch expression that throws", """
            [Differentiable]
            public static double F(double x, int kind) => kind switch
            {
                1 => x,
                2 => x * x,
                _ => throw new ArgumentOutOfRangeException(nameof(kind)),
            };
            """).At(3.0, 2).Gives(9.0, 6.0).At(3.0, 7).Throws<ArgumentOutOfRangeException>(),

        new Row("is with patterns", """
            [Differentiable]
            public static double F(double x, int n)
            {
                if (x is > 0 and < 1) return x * x;
                if (n is 3 or 4) return x * n;
                if (n is not 5) return -x;
                return 5 * x;
            }
            """).At(0.5, 0).Gives(0.25, 1.0).At(2.0, 3).Gives(6.0, 3.0).At(2.0, 9).Gives(-2.0, -1.0).At(2.0, 5).Gives(10.0, 5.0),

        new Row("switch in a loop", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double r = 1;
                for (int i = 0; i < x.Length; i++)
                {
                    switch (i % 3)
                    {
                        case 0: r += x[i]; break;
                        case 1: r *= x[i]; break;
                        default: continue;
                    }
                    r = r * 1.5;
                }
                return r;
            }
            """).At(new double[] { 2, 3, 100, 5 }).Gives(37.875, new double[] { 10.125, 10.125, 0, 1.5 }),

        new Row("return from a switch in a loop", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double r = 1;
                for (int i = 0; i < x.Length; i++)
                {
                    switch (x[i])
                    {
                        case > 10: return r;
                        case < 0: break;
                        default: r *= x[i]; break;
                    }
                }
                return -r;
            }
            """).At(new double[] { 2, -3, 4, 11, 5 }).Gives(8.0, new double[] { 4, 0, 2, 0, 0 }).At(new double[] { 2, 3 }).Gives(-6.0, new double[] { -3, -2 }),

        new Row("nested switch expressions", """
            [Differentiable]
            public static double F(double x, int i, int j) => i switch
            {
                0 => j switch { 0 => x, _ => x * x },
                _ => j switch { 0 => 1 / x, _ => -x },
            };
            """).At(2.0, 0, 0).Gives(2.0, 1.0).At(2.0, 0, 1).Gives(4.0, 4.0).At(2.0, 1, 0).Gives(0.5, -0.25).At(2.0, 1, 1).Gives(-2.0, -1.0),

        new Row("a case that only asks", """
            [Differentiable]
            public static double F(double r, ReadOnlySpan<double> d, int kind)
            {
                switch (kind)
                {
                    case < 0:
                        r += d[0];
                        break;
                    case < 3 when d[2] > d[0]:
                        break;
                    case > 6:
                        break;
                }
                return r * r * d[0];
            }
            """).At(2.0, new double[] { 3, 4 }, -1).Gives(75.0, 30.0, new double[] { 55, 0 }).At(2.0, new double[] { 3, 4 }, 7).Gives(12.0, 12.0, new double[] { 4, 0 })
            .At(2.0, new double[] { 3, 4 }, 1).Throws<IndexOutOfRangeException>(),
    ];
}
