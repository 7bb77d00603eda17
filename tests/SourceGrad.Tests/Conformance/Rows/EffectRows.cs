namespace SourceGrad.Tests.Conformance;

/// <summary>Void methods, which have only a pull-back, and what the caller sees after a call.</summary>
internal static class EffectRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5];

    public static readonly Row[] All =
    [
        new Row("void scale", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, double k, Span<double> y)
            {
                for (int i = 0; i < x.Length; i++) y[i] = k * x[i];
            }
            """).At(s_x, 2.0, new double[3]).Leaves("y", new double[] { 3, -4, 1 })
            .PullsBack([new double[] { 1, 10, 100 }], new double[] { 2, 20, 200 }, 1.5 - 20 + 50, new double[] { 0, 0, 0 }).Exactly(),

        new Row("void accumulate", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < x.Length; i++) y[i] += x[i] * x[i];
            }
            """).At(s_x, new double[] { 1, 1, 1 }).Leaves("y", new double[] { 3.25, 5, 1.25 })
            .PullsBack([new double[] { 1, 10, 100 }], new double[] { 3, -40, 100 }, new double[] { 1, 10, 100 }).Exactly(),

        new Row("void in place", """
            [Differentiable]
            public static void F(Span<double> x)
            {
                for (int i = 1; i < x.Length; i++) x[i] *= x[i - 1];
            }
            """).At(s_x).Leaves("x", new double[] { 1.5, -3, -1.5 })
            .PullsBack([new double[] { 0, 0, 1 }], new double[] { -1, 0.75, -3 }).Exactly(),

        new Row("void with an array", """
            [Differentiable]
            public static void F(double[] x, double[] y)
            {
                y[0] = x[0] * x[1];
                y[1] = y[0] + x[2];
                y[0] = y[1] * y[0];
            }
            """).At(s_x, new double[2]).Leaves("y", new double[] { 7.5, -2.5 })
            .PullsBack([new double[] { 1, 0 }], new double[] { 11, -8.25, -3 }, new double[] { 0, 0 }),

        new Row("void with an early return", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] < 0) return;
                    y[i] = x[i] * x[i];
                }
            }
            """).At(s_x, new double[] { 7, 8, 9 }).Leaves("y", new double[] { 2.25, 8, 9 })
            .PullsBack([new double[] { 1, 10, 100 }], new double[] { 3, 0, 0 }, new double[] { 0, 10, 100 }).Exactly(),

        new Row("softmax", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y)
            {
                double max = x[0], sum = 0;
                for (int i = 1; i < x.Length; i++) max = Math.Max(max, x[i]);
                for (int i = 0; i < x.Length; i++) { y[i] = Math.Exp(x[i] - max); sum += y[i]; }
                for (int i = 0; i < x.Length; i++) y[i] /= sum;
            }
            """).At(s_x, new double[3]).Leaves("y", Softmax()),

        new Row("matrix times vector", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> m, ReadOnlySpan<double> v, Span<double> y)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    double s = 0;
                    for (int j = 0; j < v.Length; j++) s += m[i * v.Length + j] * v[j];
                    y[i] = s;
                }
            }
            """).At(new double[] { 1, 2, 3, 4, 5, 6 }, s_x, new double[2]).Leaves("y", new double[] { -1, -1 })
            .PullsBack([new double[] { 1, 10 }], new double[] { 1.5, -2, 0.5, 15, -20, 5 }, new double[] { 41, 52, 63 }, new double[] { 0, 0 }).Exactly(),

        new Row("two written buffers", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> p, Span<double> q)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    p[i] = x[i] * x[i];
                    q[i] = p[i] * x[i];
                    p[i] += q[i];
                }
            }
            """).At(s_x, new double[3], new double[3]).Leaves("p", new double[] { 5.625, -4, 0.375 }).Leaves("q", new double[] { 3.375, -8, 0.125 }),

        new Row("an integer buffer is written too", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, Span<int> signs)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    signs[i] = x[i] > 0 ? 1 : -1;
                    s += signs[i] * x[i] * x[i];
                }
                return s;
            }
            """).At(s_x, new int[3]).Gives(2.25 - 4 + 0.25, new double[] { 3, 4, 1 }).Leaves("signs", new[] { 1, -1, 1 }).Exactly(),

        new Row("written but constant parameter", """
            [Differentiable(nameof(x))]
            public static double F(ReadOnlySpan<double> x, Span<double> log)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    s += x[i] * x[i];
                    log[i] = s;
                }
                return s * log[0];
            }
            """).At(s_x, new double[3]).Leaves("log", new double[] { 2.25, 6.25, 6.5 }),

        new Row("effects before a throw", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] < 0) throw new InvalidOperationException("negative");
                    x[i] = Math.Sqrt(x[i]);
                    s += x[i];
                }
                return s;
            }
            """).At(new double[] { 4, 9 }).Gives(5.0, new double[] { 0.25, 1.0 / 6 }).Leaves("x", new double[] { 2, 3 })
            .At(new double[] { 4, -9 }).Throws<InvalidOperationException>(),

        new Row("effects before an index out of range, in lanes", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    y[i] += Math.Exp(x[2 * i]) * x[i];
                }
            }
            """).At(LaneRows.Numbers(39), LaneRows.Numbers(20, 1)).Leaves("y", Exponentials())
            .At(LaneRows.Numbers(25), LaneRows.Numbers(20, 1)).Throws<IndexOutOfRangeException>(),

        new Row("elements are looked for before a tuple is assigned", """
            [Differentiable]
            public static void F(Span<double> d, Span<double> b, int n)
            {
                (At(d, 0), d[1]) = (d[1] * d[0], b[0] *= d[0]);
                (d[0], d[n]) = (d[1], d[0]);
                d[n] = b[0]--;
                (At(b, n), d[0]) = (d[0], d[0] * (--b[1]));
            }

            private static ref double At(Span<double> of, int at) => ref of[at];
            """).At(new double[] { 2, 3 }, new double[] { 5, 7 }, 1).Leaves("d", new double[] { 60, 10 }).Leaves("b", new double[] { 9, 10 })
            .At(new double[] { 2, 3 }, new double[] { 5, 7 }, 2).Throws<IndexOutOfRangeException>(),

        new Row("a division by zero comes before what is written after it", """
            [Differentiable]
            public static double F(double[] d, int k)
            {
                double[] r = [Math.Cos((double)(k / k)), --d[0]];
                return r[0] * r[1];
            }
            """).At(new double[] { 2, 3 }, 1).Leaves("d", new double[] { 1, 3 })
            .At(new double[] { 2, 3 }, 0).Throws<DivideByZeroException>().Leaves("d", new double[] { 2, 3 }),

        new Row("elements of arrays are looked for before a tuple is assigned", """
            [Differentiable]
            public static double F(double[] a, double[] b, int n)
            {
                (a[0], b[n]) = (a[0] * b[0], a[1] * b[0]);
                return a[0] * b[0];
            }
            """).At(new double[] { 2, 3 }, new double[] { 5, 7 }, 0).Gives(150.0, new double[] { 75, 50 }, new double[] { 60, 0 })
            .Leaves("a", new double[] { 10, 3 }).Leaves("b", new double[] { 15, 7 })
            .At(new double[] { 2, 3 }, new double[] { 5, 7 }, 2).Throws<IndexOutOfRangeException>(),

        new Row("one call returns what is written, another what is read", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                ref double seen = ref At(x, 1);
                At(y, 0) *= seen;
                return y[0] * x[0];
            }

            private static ref double At(double[] of, int at) => ref Same(of)[at];

            private static double[] Same(double[] of) => of;
            """).At(new double[] { 2, 3 }, new double[] { 5 }).Gives(30.0, new double[] { 15, 10 }, new double[] { 6 }).Leaves("y", new double[] { 15 }),

        new Row("copies that are changed leave the buffer alone", """
            [Differentiable]
            public static double F(double[] x, Span<double> y)
            {
                double[] a = Squares(x), b = y.ToArray();
                a[0] *= a[1];
                b[0] += b[1];
                return a[0] * b[0];
            }

            private static double[] Squares(double[] x)
            {
                double[] squares = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    squares[i] = x[i] * x[i];
                }

                return squares;
            }
            """).At(new double[] { 2, 3 }, new double[] { 5, 7 }).Gives(432.0, new double[] { 432, 288 }, new double[] { 36, 36 }),

        new Row("explicit euler in place", """
            [Differentiable]
            public static void F(Span<double> state, double k, double dt, int steps)
            {
                for (int t = 0; t < steps; t++)
                {
                    double a = -k * state[0];
                    state[0] += dt * state[1];
                    state[1] += dt * a;
                }
            }
            """).At(new double[] { 1, 0.5 }, 2.0, 0.1, 5).Leaves("state", Euler()),
    ];

    private static double[] Exponentials()
    {
        double[] x = LaneRows.Numbers(39), y = LaneRows.Numbers(20, 1);
        return [.. y.Select((value, i) => value + (Math.Exp(x[2 * i]) * x[i]))];
    }

    private static double[] Softmax()
    {
        double sum = s_x.Sum(Math.Exp);
        return [.. s_x.Select(x => Math.Exp(x) / sum)];
    }

    private static double[] Euler()
    {
        double position = 1, velocity = 0.5;
        for (int t = 0; t < 5; t++)
        {
            (position, velocity) = (position + 0.1 * velocity, velocity - 0.1 * 2 * position);
        }

        return [position, velocity];
    }
}
