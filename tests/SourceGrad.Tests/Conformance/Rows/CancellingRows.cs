namespace SourceGrad.Tests.Conformance;

/// <summary>Products that cancel to the last bit, and code that asks for it: only the sum of a loop's rounds may be rounded otherwise than it is written.</summary>
internal static class CancellingRows
{
    private const string Rounded = "The products are exact in double only to the last bit of double.";

    private static readonly int[] s_lengths = [0, 1, 4, 8, 11, 35];

    public static readonly Row[] All =
    [
        Lengths(new Row("cancelling: products added to elements, of which some are asked about", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> y)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) y[i] += a[i] * b[i];
                for (int i = 0; i < a.Length; i++)
                {
                    if (y[i] > 0) s += 5 * a[i];
                }

                return s;
            }
            """).Writes("y").AtKink().InDoubleOnly(Rounded), n => [Equal(n, 0.1), Equal(n, 0.3), Equal(n, -(0.1 * 0.3))]),
        Lengths(new Row("cancelling: products added to scratch", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, double x)
            {
                double[] h = new double[a.Length];
                double s = 0;
                for (int i = 0; i < a.Length; i++) h[i] = b[i];
                for (int i = 0; i < a.Length; i++) h[i] += a[i] * x;
                for (int i = 0; i < a.Length; i++) s += h[i] > 0 ? h[i] * a[i] : 2 * a[i];
                return s;
            }
            """).AtKink().InDoubleOnly(Rounded), n => [Equal(n, 0.1), Equal(n, -(0.1 * 0.3)), 0.3]),
        Lengths(new Row("cancelling: differences of products", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> y, double m)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * y[i] - m * x[i];
                return s != 0 ? 7 * s : s + m;
            }
            """).AtKink().InDoubleOnly(Rounded), n => [Equal(n, 0.1), Equal(n, 0.7), 0.7]),
        Lengths(new Row("cancelling: a factor that a branch gives", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> t, ReadOnlySpan<double> u, bool flag)
            {
                double loss = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double s = 1.5;
                    if (flag) s = x[i] * x[i] + t[i];
                    loss -= s * u[i];
                }

                return loss;
            }
            """), n => [LaneRows.Numbers(n), LaneRows.Numbers(n, 0.3), LaneRows.Numbers(n, 0.7), n % 4 == 0]),
        Lengths(new Row("cancelling: a root that a branch gives, taken off and squared", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> t, ReadOnlySpan<double> u, bool flag)
            {
                double loss = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double s = u[i];
                    if (flag) s = Math.Sqrt(x[i] * x[i] + 1) * t[i];
                    double e = t[i] - s * u[i];
                    loss += e * e;
                }

                return loss;
            }
            """), n => [LaneRows.Numbers(n), LaneRows.Numbers(n, 0.3), LaneRows.Numbers(n, 0.7), n % 4 == 0]),
        Lengths(new Row("cancelling: a sum that an inner loop gives", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, ReadOnlySpan<double> t)
            {
                int n = t.Length;
                double loss = 0;
                for (int i = 0; i < n; i++)
                {
                    double s = 0;
                    for (int j = 0; j < w.Length; j++) s += w[j] * x[j * n + i];
                    loss += t[i] * t[i] - s * t[i];
                    loss -= s * s;
                }

                return loss;
            }
            """), n => [LaneRows.Numbers(3 * n), LaneRows.Numbers(3, 0.3), LaneRows.Numbers(n, 0.7)]),
        Lengths(new Row("cancelling: sums of rounds in scratch, taken off and added", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
            {
                int n = w.Length;
                double[] h = new double[n], k = new double[n];
                for (int j = 0; j < 3; j++)
                {
                    for (int i = 0; i < n; i++)
                    {
                        h[i] += w[i] * x[j];
                        k[i] += w[i] * x[j] - x[j + 1] * h[i];
                    }
                }

                double s = 0;
                for (int i = 0; i < n; i++) s -= h[i] * k[i] * x[0];
                return s;
            }
            """), n => [LaneRows.Numbers(4), LaneRows.Numbers(n, 0.3)]),
    ];

    private static T[] Equal<T>(int count, T number) => [.. Enumerable.Repeat(number, count)];

    private static Row Lengths(Row row, Func<int, object[]> arguments)
    {
        foreach (int n in s_lengths)
        {
            row.At(arguments(n));
        }

        return row;
    }
}
