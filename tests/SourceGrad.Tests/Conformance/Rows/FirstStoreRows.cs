namespace SourceGrad.Tests.Conformance;

/// <summary>Gradients whose elements are stored at once instead of set to zero before; values that memory keeps for the reverse sweep; and such as do neither.</summary>
internal static class FirstStoreRows
{
    public static readonly Row[] All =
    [
        Sum("first stores: all elements", "for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * x[i];"),
        Sum("first stores: some elements", "for (int i = 2; i < x.Length - 3; i++) s += x[i] * x[i] * x[i];"),
        Sum("first stores: at other places than the rounds", "for (int i = 0; i < x.Length - 4; i++) s += x[i + 3] * x[i + 3];"),
        Sum("first stores: one element before", "if (x.Length > 0) { s += x[0] * x[0]; } for (int i = 1; i < x.Length; i++) s += x[i] * x[i] * x[i];"),
        Sum("first stores: one element of them before", "if (x.Length > 4) { s += x[4] * x[4]; } for (int i = 1; i < x.Length; i++) s += x[i] * x[i] * x[i];"),
        Sum("first stores: some twice", "for (int i = 0; i < x.Length / 2; i++) s += x[i] * x[i] * x[i]; for (int i = 0; i < x.Length; i++) s += x[i] * x[i];"),
        Sum("first stores: every second element", "for (int i = 0; i < x.Length; i += 2) s += x[i] * x[i] * x[i];"),
        Sum("first stores: the same element", "int k = x.Length / 2; for (int i = 0; i < x.Length; i++) s += x[k] * i;"),
        Sum("first stores: only where a condition holds", "for (int i = 0; i < x.Length; i++) { if (x[i] > 0) s += x[i] * x[i]; }"),
        Sum("first stores: in a loop", "for (int t = 0; t < 3; t++) for (int i = 0; i < x.Length; i++) s += x[i] * x[i] * t;"),
        Sum("first stores: from the end", "for (int i = x.Length - 1; i >= 0; i--) s += x[i] * x[i] * x[i];"),
        Steps("in turns: two stages of a state", "for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + 2 * h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) y[i] += h * k[i] + x[i];"),
        Steps("in turns: other elements each time", "for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + h * k[i]; for (int i = 2; i < n; i++) k[i] = x[i] * u[i - 2]; for (int i = 0; i < n; i++) u[i] = y[i] + 2 * h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) y[i] += h * k[i] + x[i];"),
        Steps("in turns: fewer elements in each step", "for (int i = 1; i < n - t; i++) k[i] = x[i] * y[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + h * k[i]; for (int i = 1; i < n - t; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + 2 * h * k[i]; for (int i = 1; i < n - t; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) y[i] += h * k[i] + x[i];"),
        Steps("in turns: only in some steps", "for (int i = 0; i < n; i++) y[i] += x[i]; if (t % 2 == 1) { for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + 2 * h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) y[i] += h * k[i]; }"),
        Steps("in turns: read besides", "for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + h * k[i]; if (n > 0) y[0] += u[0] * u[n - 1]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) u[i] = y[i] + 2 * h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) y[i] += h * k[i] + x[i];"),
        Steps("in turns: not all set anew", "for (int i = 1; i < n; i++) k[i] = x[i] * y[i - 1]; for (int i = 1; i < n; i++) u[i] = y[i] + h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 1; i < n; i++) u[i] = y[i] + 2 * h * k[i]; for (int i = 1; i < n; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < n; i++) y[i] += h * k[i] + x[i];"),
        new Row("in turns: what is stored was read from what is stored at once", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n, int m)
            {
                double[] h = new double[n], g = new double[n];
                double s = 0.1;
                for (int t = 0; t < m; t++)
                {
                    for (int i = 0; i < n; i++) h[i] = Math.Sin(x[i] * (t + 1));
                    for (int i = 0; i < n; i++)
                    {
                        g[i] = h[i];
                        g[i] += x[i];
                        s += g[i] * g[i];
                    }
                }

                return s;
            }
            """).At(LaneRows.Numbers(9), 9, 3).At(LaneRows.Numbers(9), 5, 1).At(LaneRows.Numbers(9), 0, 2),
        new Row("first stores: as many as are asked for", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int from, int to)
            {
                double s = 0;
                for (int i = from; i < to; i++) s += x[i] * x[i] * x[i];
                return s;
            }
            """).At(LaneRows.Numbers(20), 0, 20).At(LaneRows.Numbers(20), 3, 17).At(LaneRows.Numbers(20), 17, 3).At(LaneRows.Numbers(20), -5, -7).At(LaneRows.Numbers(20), 0, int.MinValue)
            .At(LaneRows.Numbers(20), 30, 30).At(LaneRows.Numbers(20), 5, 21).Throws<IndexOutOfRangeException>(),
        new Row("first stores: no rounds, as far as numbers go", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int from, int to)
            {
                double s = 0;
                for (int i = from; i < to; i++) s += x[i + 1] * x[i + 1] * x[i + 1];
                return s;
            }
            """).At(LaneRows.Numbers(20), int.MaxValue, 5).At(LaneRows.Numbers(20), int.MaxValue, int.MaxValue).At(LaneRows.Numbers(20), 3, int.MinValue).At(LaneRows.Numbers(20), -1, 19).At(LaneRows.Numbers(20), 2, 12),
        new Row("first stores: no rounds, and a place before", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n)
            {
                double s = 0;
                for (int i = 5; i < n; i++) s += x[i - 1] * x[i - 1] * x[i - 1];
                return s;
            }
            """).At(LaneRows.Numbers(20), int.MinValue).At(LaneRows.Numbers(20), 0).At(LaneRows.Numbers(20), 21).At(LaneRows.Numbers(20), 9),
        new Row("first stores: layers in one buffer", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int hidden, int batch)
            {
                int inputs = x.Length / batch;
                ReadOnlySpan<double> first = w[..(hidden * (inputs + 1))], second = w.Slice(hidden * (inputs + 1), hidden);
                double[] a = new double[batch * hidden];
                Dense(first, x, a, batch, inputs, hidden);
                for (int i = 0; i < batch * hidden; i++) a[i] = Math.Tanh(a[i]);
                double s = 0;
                for (int b = 0; b < batch; b++)
                {
                    double y = 0;
                    for (int o = 0; o < hidden; o++) y += second[o] * a[b * hidden + o];
                    s += y * y;
                }

                return s;
            }

            private static void Dense(ReadOnlySpan<double> w, ReadOnlySpan<double> x, Span<double> y, int batch, int inputs, int outputs)
            {
                for (int b = 0; b < batch; b++)
                {
                    for (int o = 0; o < outputs; o++)
                    {
                        double sum = w[outputs * inputs + o];
                        for (int i = 0; i < inputs; i++) sum += w[o * inputs + i] * x[b * inputs + i];
                        y[b * outputs + o] = sum;
                    }
                }
            }
            """).Within(1e-10)
            .At(LaneRows.Numbers(70, 0.3), LaneRows.Numbers(40), 9, 8).At(LaneRows.Numbers(70, 0.3), LaneRows.Numbers(5), 9, 1).At(LaneRows.Numbers(30, 0.3), LaneRows.Numbers(12), 4, 3)
            .At(LaneRows.Numbers(3, 0.3), LaneRows.Numbers(4), 0, 4).At(LaneRows.Numbers(62, 0.3), LaneRows.Numbers(40), 9, 8).Throws<ArgumentOutOfRangeException>(),
        new Row("first stores: parts that overlap", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n)
            {
                ReadOnlySpan<double> first = w[..(2 * n)], second = w.Slice(n, 2 * n);
                double s = 0;
                for (int i = 0; i < 2 * n; i++) s += first[i] * first[i] * x[i];
                for (int i = 0; i < 2 * n; i++) s += second[i] * second[i] * second[i];
                return s;
            }
            """).At(LaneRows.Numbers(30), LaneRows.Numbers(20, 0.3), 10).At(LaneRows.Numbers(7), LaneRows.Numbers(4, 0.3), 2),
        new Row("first stores: parts one of which is not used, and the rest neither", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, int n)
            {
                ReadOnlySpan<double> first = w[..n], second = w.Slice(n, 3), third = w.Slice(n + 3, n);
                double s = second.Length;
                for (int i = 0; i < n; i++) s += first[i] * first[i];
                for (int i = 0; i < n; i++) s += third[i] * third[i] * third[i];
                return s;
            }
            """).At(LaneRows.Numbers(30), 10).At(LaneRows.Numbers(23), 10).At(LaneRows.Numbers(5), 1).At(LaneRows.Numbers(3), 0),
        new Row("first stores: parts, and the whole besides", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, int n)
            {
                ReadOnlySpan<double> first = w[..n], second = w[n..];
                double s = w[n / 2] * 3;
                for (int i = 0; i < first.Length; i++) s += first[i] * first[i];
                for (int i = 0; i < second.Length; i++) s += second[i] * second[i] * second[i];
                return s;
            }
            """).At(LaneRows.Numbers(30), 10).At(LaneRows.Numbers(12), 12),
        new Row("kept: stored and read again", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double[] y = new double[x.Length];
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double e = Math.Exp(0.1 * x[i]);
                    y[i] = e;
                    s += e * e * x[i];
                }

                for (int i = 0; i < x.Length; i++) s += y[i] * y[i];
                return s;
            }
            """).At(LaneRows.Numbers(13)).At(LaneRows.Numbers(2)).At(LaneRows.Numbers(0)),
        new Row("kept: overwritten by another loop", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double[] y = new double[x.Length];
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double e = Math.Exp(0.1 * x[i]);
                    y[i] = e;
                    s += e * e * x[i];
                }

                for (int i = 0; i < x.Length; i++) { y[i] = y[i] * y[i] + 1; s += y[i]; }
                return s;
            }
            """).At(LaneRows.Numbers(13)).At(LaneRows.Numbers(2)),
        new Row("kept: overwritten by the next round", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double[] y = new double[x.Length + 1];
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double e = Math.Exp(0.1 * x[i] + y[i]);
                    y[i] = e;
                    s += e * e * x[i];
                    y[i + 1] = 0.1 * e;
                }

                return s;
            }
            """).At(LaneRows.Numbers(13)).At(LaneRows.Numbers(2)),
        new Row("kept: in a loop around", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                double[] y = new double[x.Length];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        double e = Math.Exp(0.1 * x[i] + 0.01 * t);
                        y[i] = e;
                        s += e * e * x[i] * y[i];
                    }
                }

                return s;
            }
            """).At(LaneRows.Numbers(13), 3).At(LaneRows.Numbers(2), 2).At(LaneRows.Numbers(2), 0),
        new Row("kept: at one place for all rounds", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double[] y = new double[1];
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double e = Math.Exp(0.1 * x[i]);
                    y[0] = e;
                    s += e * e * x[i];
                }

                return s + y[0];
            }
            """).At(LaneRows.Numbers(13)).At(LaneRows.Numbers(1)),
        new Row("kept: where the other arm does not store", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double[] y = new double[x.Length];
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double e = Math.Exp(0.1 * x[i]);
                    if (x[i] > 0) y[i] = e;
                    s += e * e * x[i] + y[i] * x[i];
                }

                return s;
            }
            """).At(LaneRows.Numbers(13)).At(LaneRows.Numbers(2)),
        new Row("kept: in the caller's buffer, in place", """
            [Differentiable]
            public static double F(double[] x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    x[i] = Math.Tanh(x[i]);
                    s += x[i] * x[i];
                }

                return s;
            }
            """).At(new[] { 0.3, -0.7, 1.1 }).Leaves("x", new[] { Math.Tanh(0.3), Math.Tanh(-0.7), Math.Tanh(1.1) }),
        new Row("kept: what is done once more leaves it alone", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> c)
            {
                int n = x.Length;
                double[] t = new double[n], r = new double[n], q = new double[c.Length];
                double s = 0;
                for (int k = 0; k < c.Length; k++)
                {
                    for (int i = 0; i < n; i++) t[i] = x[i] * c[k];
                    for (int i = 0; i < n; i++)
                    {
                        double v = t[i];
                        r[i] = v;
                        t[i] = v * v * x[i];
                        q[k] += v * t[i];
                    }
                }

                for (int k = 0; k < c.Length; k++) s += q[k] * q[k];
                return s + r[0];
            }
            """).Within(1e-10).At(LaneRows.Numbers(7), LaneRows.Numbers(4, 0.4)).At(LaneRows.Numbers(1), LaneRows.Numbers(2, 0.4)),
    ];

    private static Row Steps(string name, string step)
    {
        Row row = new Row(name, $$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double h = 0.3;
                double[] y = new double[n], u = new double[n], k = new double[n];
                for (int t = 0; t < steps; t++)
                {
                    {{step}}
                }

                double s = 0;
                for (int i = 0; i < n; i++) s += y[i] * y[i];
                return s;
            }
            """).Within(1e-10);
        foreach (int length in new[] { 0, 1, 2, 3, 9, 16 })
        {
            row.At(LaneRows.Numbers(length), 3);
        }

        return row;
    }

    private static Row Sum(string name, string statements)
    {
        Row row = new(name, $$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                {{statements}}
                return s;
            }
            """);
        foreach (int length in new[] { 0, 1, 2, 5, 6, 9, 16, 33 })
        {
            row.At(LaneRows.Numbers(length));
        }

        return row;
    }
}
