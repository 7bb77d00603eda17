namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops in loops that call dear functions: in lanes the vector at their end overlaps the one before it and leaves alone what that one does. Lengths from nothing to more than
/// a vector's multiple; in places that are read and written, in sums, in branches.
/// </summary>
internal static class LastRoundRows
{
    private static readonly int[] s_lengths = [0, 1, 3, 4, 5, 7, 8, 14];

    public static readonly Row[] All =
    [
        Lengths(new Row("last round: a state that is changed in place", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int steps)
            {
                double[] state = new double[w.Length];
                x.CopyTo(state);
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < w.Length; i++)
                    {
                        double gate = 1 / (1 + Math.Exp(-state[i] * w[i]));
                        state[i] = gate * Math.Tanh(state[i] + x[i]);
                        s += state[i] * gate;
                    }
                }

                return s;
            }
            """), n => [LaneRows.Numbers(n), LaneRows.Numbers(n, 0.3), 3]),

        Lengths(new Row("last round: a state that some lanes change", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double[] y = x.ToArray(), w1 = new double[n], w2 = new double[n], w3 = new double[n], w4 = new double[n];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double v = y[i], e = Math.Exp(-x[i]);
                        w1[i] += v * x[i];
                        w2[i] += v * e;
                        w3[i] += v * 2;
                        w4[i] += v * 5;
                        if (x[i] > 0.1) y[i] = 0.5 * v + 0.25;
                    }
                }

                double s = 0;
                for (int i = 0; i < n; i++) s += w1[i] + w2[i] * w3[i] + w4[i] * y[i];
                return s;
            }
            """), n => [LaneRows.Numbers(n), 3]),

        Lengths(new Row("last round: a state that some lanes change, and what it is multiplied with", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> p, int steps)
            {
                int n = x.Length;
                double[] y = x.ToArray(), h = new double[n];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double v = y[i];
                        h[i] = p[i] * v + p[n + i] * Math.Sin(v) + p[2 * n + i] * v * v + p[3 * n + i] * 0.3 + p[4 * n + i] * x[i] + h[i] * 0.5;
                        if (x[i] > 0.1) y[i] = 0.5 * v + 0.1;
                    }
                }

                double s = 0;
                for (int i = 0; i < n; i++) s += h[i] * h[i];
                return s;
            }
            """), n => [LaneRows.Numbers(n), LaneRows.Numbers(5 * n, 0.3), 3]),

        Lengths(new Row("last round: functions of a state that may not be zero", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double[] y = new double[n], w1 = new double[n], w2 = new double[n], w3 = new double[n], w4 = new double[n];
                for (int i = 0; i < n; i++) y[i] = 0.3 + x[i] * x[i];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double v = y[i];
                        w1[i] += v * Math.Log(v);
                        w2[i] += v / Math.Sqrt(v);
                        w3[i] += v * 2;
                        w4[i] += v * x[i] / (v * 3);
                        y[i] = 0.5 * v + 0.25 * Math.Exp(-v);
                    }
                }

                double s = 0;
                for (int i = 0; i < n; i++) s += w1[i] + w2[i] * w3[i] + w4[i] * y[i];
                return s;
            }
            """), n => [LaneRows.Numbers(n), 3]),

        State("last round: a function of a state in a branch that all lanes take", """
            double v = c[i], q = v;
            if (m > 1) q = Math.Log(v);
            w1[i] += v * q;
            w2[i] += v * 3;
            w3[i] += v * 2;
            c[i] = 0.5 * v;
            """),

        State("last round: another state that a branch changes", """
            double v = c[i], u = y[i];
            w1[i] += v * Math.Log(u);
            w2[i] += v * 3;
            w3[i] += v * Math.Exp(-u);
            if (m > 1) y[i] = 0;
            c[i] = 0.5 * v;
            """),

        State("last round: another state that is added to", """
            double v = c[i];
            w1[i] += v * Math.Log(y[i]);
            w2[i] += v * 3;
            w3[i] += v * 2;
            y[i] += -9;
            z[i] += y[i] * v;
            c[i] = 0.5 * v;
            """),

        Lengths(new Row("last round: an element that is added to", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y)
            {
                for (int t = 0; t < 2; t++)
                {
                    for (int i = 0; i < y.Length; i++)
                    {
                        y[i] += Math.Exp(x[i] * t);
                        y[i] *= 1 + x[i];
                    }
                }
            }
            """), n => [LaneRows.Numbers(n), LaneRows.Numbers(n, 0.3)], n => [.. LaneRows.Numbers(n).Zip(LaneRows.Numbers(n, 0.3), (x, y) => ((y + 1) * (1 + x) + Math.Exp(x)) * (1 + x))]),

        Lengths(new Row("last round: softmax by rows", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
            {
                int n = w.Length;
                double[] e = new double[n];
                double loss = 0;
                for (int r = 0; r < 2; r++)
                {
                    double sum = 1;
                    for (int i = 0; i < n; i++)
                    {
                        e[i] = Math.Exp(x[r * n + i]);
                        sum += e[i];
                    }

                    for (int i = 0; i < n; i++)
                    {
                        loss -= w[i] * Math.Log(e[i] / sum);
                    }
                }

                return loss;
            }
            """), n => [LaneRows.Numbers(2 * n), LaneRows.Numbers(n, 0.3)]),

        Lengths(new Row("last round: branches that store", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double limit)
            {
                double[] y = new double[x.Length];
                double s = 0;
                for (int t = 1; t < 4; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        if (x[i] > limit)
                        {
                            y[i] += Math.Exp(x[i] * t);
                        }
                        else
                        {
                            y[i] = y[i] * 0.5 + Math.Sin(x[i]);
                        }

                        s += y[i] * t;
                    }
                }

                return s;
            }
            """), n => [LaneRows.Numbers(n), 0.11]),

        Lengths(new Row("last round: from anywhere", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int first, int last)
            {
                double s = 0;
                double[] y = x.ToArray();
                for (int t = 0; t < 2; t++)
                {
                    for (int i = first; i < last; i++)
                    {
                        y[i - first] = Math.Tanh(y[i - first]) * x[i - first + t];
                        s += Math.Exp(y[i - first]);
                    }
                }

                return s;
            }
            """), n => [LaneRows.Numbers(n + 1), -2, n - 2]),

        Lengths(new Row("last round: stored and no more", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double[] y = new double[3 * x.Length];
                for (int t = 0; t < 3; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        y[t * x.Length + i] = Math.Exp(x[i] * (t + 1));
                    }
                }

                double s = 0;
                for (int i = 0; i < y.Length; i++)
                {
                    s += y[i] * y[i];
                }

                return s;
            }
            """).Within(1e-11), length => [LaneRows.Numbers(length)]),

        new Row("last round: buffers that end early", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, Span<double> y)
            {
                for (int t = 0; t < 2; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        y[i] = Math.Exp(w[i] * x[i]) + y[i];
                    }
                }
            }
            """)
            .At(LaneRows.Numbers(14), LaneRows.Numbers(14, 0.2), LaneRows.Numbers(14, 0.4)).Leaves("y", TwoExponentials(14))
            .At(LaneRows.Numbers(14), LaneRows.Numbers(6, 0.2), LaneRows.Numbers(14, 0.4)).Throws<IndexOutOfRangeException>()
            .At(LaneRows.Numbers(14), LaneRows.Numbers(14, 0.2), LaneRows.Numbers(11, 0.4)).Throws<IndexOutOfRangeException>(),
    ];

    private static Row State(string name, string round) => Lengths(
        Lengths(
            new Row(name, $$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int m)
            {
                int n = x.Length;
                double[] c = new double[n], w1 = new double[n], w2 = new double[n], w3 = new double[n], y = new double[n], z = new double[n];
                for (int i = 0; i < n; i++) c[i] = 0.3 + x[i] * x[i];
                for (int t = 0; t < 3; t++)
                {
                    for (int i = 0; i < n; i++) y[i] = x[i] * x[i] + 0.1 + t;
                    for (int i = 0; i < n; i++)
                    {
                        {{round}}
                    }
                }

                double s = 0;
                for (int i = 0; i < n; i++) s += w1[i] * w2[i] + w3[i] * c[i] + z[i];
                return s;
            }
            """),
            n => [LaneRows.Numbers(n), 1]),
        n => [LaneRows.Numbers(n), 2]);

    private static Row Lengths(Row row, Func<int, object[]> arguments, Func<int, double[]>? left = null) => s_lengths.Aggregate(row, (at, length) =>
        left is null ? at.At(arguments(length)) : at.At(arguments(length)).Leaves("y", left(length)));

    private static double[] TwoExponentials(int count)
    {
        double[] x = LaneRows.Numbers(count), w = LaneRows.Numbers(count, 0.2), y = LaneRows.Numbers(count, 0.4);
        return [.. y.Select((value, i) => value + (2 * Math.Exp(w[i] * x[i])))];
    }
}
