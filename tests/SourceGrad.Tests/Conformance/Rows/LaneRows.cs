namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops that become lanes, at lengths from nothing to more than a vector's multiple, so that both the vectors and the rest behind
/// them run. <see cref="LaneTests"/> makes sure that each of them does become lanes.
/// </summary>
internal static class LaneRows
{
    private static readonly int[] s_lengths = [0, 1, 3, 4, 7, 8, 13, 16, 31, 40];

    public static readonly Row[] All =
    [
        Lengths(new Row("lanes: sum of squares", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
                return s;
            }
            """), n => [Numbers(n)]),

        Lengths(new Row("lanes: dot product", """
            [Differentiable]
            public static double F(double[] a, ReadOnlySpan<double> b)
            {
                double s = 1;
                for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
                return s * s;
            }
            """), n => [Numbers(n), Numbers(n, 0.3)]).Within(1e-11),

        Lengths(new Row("lanes: floats", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> a, float k)
            {
                float s = 0;
                for (int i = 0; i < a.Length; i++) s += a[i] * a[i] * k - MathF.Sqrt(1 + a[i] * a[i]);
                return s / (1 + a.Length);
            }
            """), n => [Floats(n), 0.75f]),

        Lengths(new Row("lanes: affine model with a bias", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> x, double b)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) { double e = a[0] * x[i] + b - a[1]; s += e * e; }
                return s;
            }
            """), n => [new double[] { 0.5, -1.25 }, Numbers(n), 0.25]).Within(1e-11),

        Lengths(new Row("lanes: neighbours", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                for (int i = 1; i < x.Length; i++) { double d = x[i] - x[i - 1]; s += d * d * x[i]; }
                return s;
            }
            """), n => [Numbers(n)]),

        Lengths(new Row("lanes: branches that would poison", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] > 0) s += Math.Sqrt(x[i]) + Math.Log(x[i]);
                    else s -= x[i] * x[i] / (1 - x[i]);
                }
                return s;
            }
            """), n => [Numbers(n)]),

        Lengths(new Row("lanes: conditions with and, or, not", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double k)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    if ((x[i] > -0.327 && x[i] < 0.327) || !(x[i] < 0.9315)) s += k * x[i] * x[i];
                }
                return s;
            }
            """), n => [Numbers(n), 1.5]),

        Lengths(new Row("lanes: the loop's index as a number", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    double t = i * 0.25;
                    if (i >= 3) s += t * x[i] * x[i];
                }
                return s;
            }
            """), n => [Numbers(n), n]),

        Lengths(new Row("lanes: rows of a matrix", """
            [Differentiable(nameof(w))]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int rows)
            {
                double loss = 0;
                for (int i = 0; i < rows; i++)
                {
                    double z = 0;
                    for (int j = 0; j < w.Length; j++) z += w[j] * x[i * w.Length + j];
                    loss += Math.Log(1 + Math.Exp(-z));
                }
                return loss;
            }
            """), n => [Numbers(n), Numbers(3 * n, 0.1), 3]).Within(1e-11),

        Lengths(new Row("lanes: log of a sum of exponentials", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double shift)
            {
                double s = 1;
                for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - shift);
                return shift + Math.Log(s);
            }
            """), n => [Numbers(n), 0.5]).Within(1e-11),

        Lengths(new Row("lanes: a map into a buffer", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double a)
            {
                double[] y = new double[x.Length];
                for (int i = 0; i < x.Length; i++) y[i] = Math.Exp(a * x[i]);
                for (int i = 0; i < x.Length; i++) y[i] = y[i] * x[i] - a;
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += y[i] * y[i];
                return s;
            }
            """), n => [Numbers(n), 0.5]).Within(1e-11),

        Lengths(new Row("lanes: the larger and the smaller", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += Math.Max(x[i], y[i]) * Math.Min(x[i] * x[i], 0.75) + Math.Abs(y[i]);
                return s;
            }
            """), n => [Numbers(n), Numbers(n, 0.3)]),

        Lengths(new Row("lanes: a polynomial at each point", """
            [Differentiable(nameof(c))]
            public static double F(ReadOnlySpan<double> c, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double p = 0, power = 1;
                    for (int k = 0; k < c.Length; k++) { p += c[k] * power; power *= x[i]; }
                    double r = p - y[i];
                    sum += r * r;
                }
                return sum;
            }
            """), n => [new double[] { 0.5, -1, 2, 0.25 }, Numbers(n), Numbers(n, 0.4)]).Within(1e-10),

        Lengths(new Row("lanes: elementary functions", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double k)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double u = k * x[i];
                    s += Math.Sin(u) * Math.Cos(x[i]) + Math.Tanh(u) + Math.Atan(x[i]) + Math.Pow(2 + x[i], u);
                }
                return s;
            }
            """), n => [Numbers(n), 0.7]).Within(1e-11),

        Lengths(new Row("lanes: a hidden layer at each point", """
            [Differentiable(nameof(w), nameof(x))]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int d, int hidden)
            {
                Span<double> h = new double[hidden];
                double loss = 0;
                for (int s = 0; s < y.Length; s++)
                {
                    for (int i = 0; i < hidden; i++)
                    {
                        double z = w[i];
                        for (int j = 0; j < d; j++) z += w[hidden + i * d + j] * x[s * d + j];
                        h[i] = Math.Tanh(z);
                    }
                    double o = 0;
                    for (int i = 0; i < hidden; i++) o += w[hidden + hidden * d + i] * h[i];
                    double e = o - y[s];
                    loss += e * e;
                }
                return loss;
            }
            """), n => [Numbers(15, 0.2), Numbers(3 * n), Numbers(n, 0.5), 3, 3]).Within(1e-10),

        Lengths(new Row("lanes: a mixture of Gaussians", """
            [Differentiable(nameof(alphas), nameof(means), nameof(icf))]
            public static double F(int d, int k, ReadOnlySpan<double> alphas, ReadOnlySpan<double> means, ReadOnlySpan<double> icf, ReadOnlySpan<double> x, int n)
            {
                int size = d * (d + 1) / 2;
                Span<double> term = new double[k];
                Span<double> t = new double[d];
                Span<double> q = new double[d];
                double total = 0;
                for (int p = 0; p < n; p++)
                {
                    for (int c = 0; c < k; c++)
                    {
                        for (int i = 0; i < d; i++) t[i] = x[p * d + i] - means[c * d + i];
                        for (int i = 0; i < d; i++) q[i] = icf[c * size + i] * t[i];
                        int l = c * size + d;
                        for (int i = 0; i < d; i++)
                            for (int j = i + 1; j < d; j++) { q[j] += icf[l] * t[i]; l++; }
                        double norm = 0;
                        for (int i = 0; i < d; i++) norm += q[i] * q[i];
                        term[c] = alphas[c] - 0.5 * norm;
                    }
                    double max = term[0];
                    for (int c = 1; c < k; c++) max = Math.Max(max, term[c]);
                    double sum = 0;
                    for (int c = 0; c < k; c++) sum += Math.Exp(term[c] - max);
                    total += max + Math.Log(sum);
                }
                return total;
            }
            """), n => [3, 2, Numbers(2, 0.2), Numbers(6, 0.7), Numbers(12, 0.9), Numbers(3 * n), n]).Within(1e-10),

        new Row("lanes: rows that are not all there", """
            [Differentiable(nameof(w))]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n, int d)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    double z = 1;
                    for (int j = 0; j < d; j++) z *= w[j] + x[i * d + j];
                    for (int j = 0; j < d; j++) z += w[j] * x[i * d + j] * z;
                    s += z;
                }
                return s;
            }
            """)
            .At(Numbers(2), Numbers(20, 0.2), 10, 2)
            .At(Numbers(2), Numbers(20, 0.2), 10, 0)
            .At(Numbers(2), Numbers(20, 0.2), 10, -3)
            .At(Numbers(2), Numbers(20, 0.2), -3, 2)
            .At(Numbers(2), Numbers(19, 0.2), 10, 2).Throws<IndexOutOfRangeException>()
            .At(Numbers(1), Numbers(20, 0.2), 10, 2).Throws<IndexOutOfRangeException>(),

        Lengths(new Row("lanes: from a start that is not a number", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int from)
            {
                double s = 0;
                for (int i = from; i < y.Length; i++) s += x[i - from] * y[i] * y[i];
                return s;
            }
            """), n => [Numbers(n), Numbers(n, 0.3), n / 5]),

        new Row("lanes: a start far below zero", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int from, int to)
            {
                double s = 0;
                for (int i = from; i < to; i++) s += x[i - from] * x[i - from];
                return s;
            }
            """)
            .At(Numbers(16), -9, 7)
            .At(Numbers(16), int.MinValue, int.MinValue + 13)
            .At(Numbers(16), int.MaxValue - 13, int.MaxValue)
            .At(Numbers(16), int.MaxValue, int.MinValue)
            .At(Numbers(16), 5, int.MinValue)
            .At(Numbers(16), -9, 8).Throws<IndexOutOfRangeException>(),

        new Row("lanes: a written argument", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y, double a)
            {
                for (int i = 0; i < x.Length; i++) if (x[i] > 0) y[i] = Math.Sqrt(x[i]) * a;
            }
            """)
            .At(new double[] { 4, -1, 1, 9, -4, 16 }, new double[] { 1, 2, 3, 4, 5, 6 }, 0.5)
            .Leaves("y", new double[] { 1, 2, 0.5, 1.5, 5, 2 })
            .PullsBack([new double[] { 1, 1, 2, 1, 3, 1 }], new double[] { 0.125, 0, 0.5, 1.0 / 12, 0, 0.0625 }, new double[] { 0, 1, 0, 0, 3, 0 }, 11.0),

        new Row("lanes: too short a buffer", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++) s += x[i] * y[i + 1];
                return s;
            }
            """)
            .At(Numbers(16), Numbers(17, 0.2), 16)
            .At(Numbers(16), Numbers(17, 0.2), -5)
            .At(Numbers(16), Numbers(17, 0.2), int.MinValue)
            .At(Numbers(16), Numbers(17, 0.2), 17).Throws<IndexOutOfRangeException>()
            .At(Numbers(16), Numbers(9, 0.2), 16).Throws<IndexOutOfRangeException>()
            .At(Numbers(3), Numbers(17, 0.2), 16).Throws<IndexOutOfRangeException>(),
    ];

    /// <summary>Different, of both signs, below 1.</summary>
    public static double[] Numbers(int count, double shift = 0) =>
        [.. Enumerable.Range(0, count).Select(i => Math.Round(Math.Sin((1.7 * i) + 0.4 + (3 * shift)), 3))];

    public static float[] Floats(int count) => [.. Numbers(count).Select(x => (float)x)];

    private static Row Lengths(Row row, Func<int, object[]> arguments) =>
        s_lengths.Aggregate(row, (at, length) => at.At(arguments(length)));
}
