namespace SourceGrad.Tests.Conformance;

/// <summary>Products that are taken off, of factors that are known in a round alone; what cancels to the last bit is in <see cref="Models.CancellingTests"/>.</summary>
internal static class CancellingRows
{
    private static readonly int[] s_lengths = [0, 1, 4, 8, 11, 35];

    public static readonly Row[] All =
    [
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

    private static Row Lengths(Row row, Func<int, object[]> arguments)
    {
        foreach (int n in s_lengths)
        {
            row.At(arguments(n));
        }

        return row;
    }
}
