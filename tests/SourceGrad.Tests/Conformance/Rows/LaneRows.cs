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
                    if ((x[i] > -0.4515 && x[i] < 0.4515) || !(x[i] < 0.9315)) s += k * x[i] * x[i];
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

    private static float[] Floats(int count) => [.. Numbers(count).Select(x => (float)x)];

    private static Row Lengths(Row row, Func<int, object[]> arguments) =>
        s_lengths.Aggregate(row, (at, length) => at.At(arguments(length)));
}
