namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops in loops whose dear calls wait for each other, which are taken apart between them in lanes; and such as may not. Of all lengths, since what is left of less than
/// a vector is done twice.
/// </summary>
internal static class FissionRows
{
    public static readonly Row[] All =
    [
        Lengths(new Row("fission: a cell with gates", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double[] hidden = new double[n], cell = new double[n];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double before = hidden[i];
                        double forget = Sigmoid(x[i] * w[i] + w[4 * n + i]);
                        double ingate = Sigmoid(before * w[n + i] + w[5 * n + i]);
                        double outgate = Sigmoid(x[i] * w[2 * n + i] + w[6 * n + i]);
                        double change = Math.Tanh(before * w[3 * n + i] + w[7 * n + i]);
                        double state = cell[i] * forget + ingate * change;
                        cell[i] = state;
                        hidden[i] = outgate * Math.Tanh(state);
                    }

                    for (int i = 0; i < n; i++) s += hidden[i] * x[i];
                }

                return s;
            }

            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
            """), n => [LaneRows.Numbers(8 * n, 0.4), LaneRows.Numbers(n), 3]),
        Lengths(new Row("fission: a cell whose candidate waits for a gate", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double[] h = new double[n];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double z = Sigmoid(w[i] * x[i] + w[n + i] * h[i]);
                        double r = Sigmoid(w[2 * n + i] * x[i] + w[3 * n + i] * h[i]);
                        double g = Math.Exp(-0.1 * x[i] * x[i] * w[i]);
                        double candidate = Math.Tanh(w[4 * n + i] * x[i] + r * h[i] * g);
                        h[i] = (1 - z) * h[i] + z * candidate;
                        s += h[i] * candidate;
                    }
                }

                return s;
            }

            private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
            """), n => [LaneRows.Numbers(5 * n, 0.4), LaneRows.Numbers(n), 3]),
        Lengths(new Row("fission: calls of calls", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                double[] u = x.ToArray();
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        double a = Math.Tanh(u[i] * x[i]), b = Math.Exp(0.1 * a), c = Math.Sin(b + a), d = Math.Log(2 + c * c), e = Math.Atan(d * u[i]);
                        u[i] = e + 0.5 * a;
                        s += a * b * c * d * e;
                    }
                }

                return s;
            }
            """), n => [LaneRows.Numbers(n), 3]),
        Lengths(new Row("fission: a state that is written twice", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                double[] u = x.ToArray();
                double[] v = new double[x.Length];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        double a = Math.Tanh(u[i]), b = Math.Exp(-u[i] * u[i]), c = Math.Sin(v[i]);
                        u[i] = a * b;
                        v[i] = u[i] + c;
                        u[i] += Math.Atan(a * b * c + v[i]) * 0.5;
                        v[i] *= u[i];
                        s += v[i];
                    }
                }

                return s;
            }
            """), n => [LaneRows.Numbers(n), 3]),
        Lengths(new Row("fission: a state that reads its neighbour", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                double[] u = new double[x.Length + 1], v = new double[x.Length + 1];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        double a = Math.Tanh(u[i + 1] + x[i]), b = Math.Exp(-x[i] * x[i]), c = Math.Sin(v[i]);
                        v[i] = Math.Atan(a * b * c + v[i]) + Math.Tanh(b * c + a);
                        s += v[i] * a;
                    }

                    for (int i = 0; i < x.Length; i++) u[i] += v[i];
                }

                return s;
            }
            """), n => [LaneRows.Numbers(n), 3]),
        Lengths(new Row("fission: single precision", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> w, ReadOnlySpan<float> x, int steps)
            {
                int n = x.Length;
                float[] h = new float[n];
                float s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        float z = 1 / (1 + MathF.Exp(-w[i] * x[i])), r = 1 / (1 + MathF.Exp(-w[n + i] * h[i])), a = MathF.Tanh(w[i] * h[i]);
                        h[i] = z * MathF.Tanh(r * h[i] + a + x[i]);
                        s += h[i];
                    }
                }

                return s;
            }
            """).Within(1e-3), n => [LaneRows.Numbers(2 * n, 0.4).Select(number => (float)number).ToArray(), LaneRows.Numbers(n).Select(number => (float)number).ToArray(), 2]),
        Lengths(new Row("fission: kept at a place that a loop has found", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double[] h = new double[n + 3], g = new double[n + 3];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double a = Math.Exp(0.1 * x[i]), b = Math.Tanh(g[i] + x[i]), c = Math.Sin(x[i] * g[i]);
                        int k;
                        for (k = 0; k < steps; k++)
                        {
                        }

                        h[i + k] = a;
                        g[i] = Math.Tanh(a * b + c);
                        s += g[i] * b;
                    }
                }

                return s + (n > 0 ? h[3] : 0);
            }
            """), n => [LaneRows.Numbers(n), 3]),
        new Row("fission: a weight that is missing", """
            [Differentiable]
            public static double F(double[] w, double[] x, int steps)
            {
                int n = x.Length;
                double[] h = new double[n];
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        double a = Math.Tanh(w[i] * h[i]), b = Math.Exp(-w[n + i] * x[i]), c = Math.Exp(-w[2 * n + i] * x[i]);
                        h[i] = Math.Tanh(a * b + c * x[i]);
                        s += h[i];
                    }
                }

                return s;
            }
            """)
            .At(LaneRows.Numbers(27), LaneRows.Numbers(9), 2)
            .At(LaneRows.Numbers(26), LaneRows.Numbers(9), 2).Throws<IndexOutOfRangeException>()
            .At(LaneRows.Numbers(3), LaneRows.Numbers(9), 2).Throws<IndexOutOfRangeException>()
            .At(LaneRows.Numbers(3), LaneRows.Numbers(9), 0),
        new Row("fission: a weight that is missing, and what was written before", """
            [Differentiable]
            public static double F(double[] w, double[] x, Span<double> h, int steps)
            {
                double s = 0;
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 0; i < x.Length; i++)
                    {
                        double a = Math.Tanh(x[i] * h[i]), b = Math.Exp(-x[i]), c = Math.Exp(-x[i] * x[i]);
                        h[i] = Math.Tanh(a * b + c * w[i]);
                        s += h[i];
                    }
                }

                return s;
            }
            """)
            .At(LaneRows.Numbers(9), LaneRows.Numbers(9), LaneRows.Numbers(9, 0.3), 1).Leaves("h", Written(9))
            .At(LaneRows.Numbers(7), LaneRows.Numbers(9), LaneRows.Numbers(9, 0.3), 1).Throws<IndexOutOfRangeException>().Leaves("h", Written(7)),
    ];

    private static double[] Written(int count)
    {
        double[] x = LaneRows.Numbers(9), h = LaneRows.Numbers(9, 0.3), w = LaneRows.Numbers(count);
        return [.. h.Select((value, i) => i < count ? Math.Tanh((Math.Tanh(x[i] * value) * Math.Exp(-x[i])) + (Math.Exp(-x[i] * x[i]) * w[i])) : value)];
    }

    private static Row Lengths(Row row, Func<int, object[]> arguments)
    {
        foreach (int length in new[] { 0, 1, 3, 4, 5, 7, 8, 14 })
        {
            row.At(arguments(length));
        }

        return row;
    }
}
