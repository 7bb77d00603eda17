namespace SourceGrad.Tests.Conformance;

/// <summary>Sums to neighbours that one round gathers, at all lengths at which the first and the last rounds meet; and such as stay apart.</summary>
internal static class GatheredRows
{
    public static readonly Row[] All =
    [
        Sum("gathered: the other way", "for (int i = 1; i < x.Length; i++) { double b = x[i] - x[i - 1] * x[i - 1]; s += b * b + x[i]; }"),
        Sum("gathered: downwards", "for (int i = x.Length - 2; i >= 0; i--) { double b = x[i + 1] * x[i]; s += b * b - x[i]; }"),
        Sum("gathered: three of one weight", "for (int i = 1; i < x.Length - 1; i++) { double b = x[i - 1] + x[i] + x[i + 1]; s += b * b; }"),
        Sum("gathered: five", "for (int i = 2; i < x.Length - 2; i++) { double b = x[i - 2] - 4 * x[i - 1] + 6 * x[i] - 4 * x[i + 1] + x[i + 2]; s += b * b * b; }"),
        Sum("gathered: two that are four apart", "for (int i = 0; i < x.Length - 4; i++) s += x[i] * x[i + 4] * x[i];"),
        Sum("gathered: two that are five apart", "for (int i = 0; i < x.Length - 5; i++) s += x[i] * x[i + 5] * x[i];"),
        Sum("gathered: near and far", "for (int i = 0; i < x.Length - 9; i++) s += x[i] * x[i + 1] * x[i + 9] + x[i + 8] * x[i + 2];"),
        Sum("gathered: with a root", "for (int i = 0; i < x.Length - 1; i++) { double b = x[i + 1] - x[i]; s += Math.Sqrt(1 + b * b); }"),
        Sum("gathered: with a dear function", "for (int i = 0; i < x.Length - 1; i++) s += Math.Exp(0.1 * x[i + 1] * x[i]);"),
        Sum("gathered: with a number counted besides", "int k = 3; for (int i = 0; i < x.Length - 1; i++) { s += x[i] * x[i + 1] * k; k += 2; }"),
        Sum("gathered: every second round", "for (int i = 0; i < x.Length - 1; i += 2) s += x[i] * x[i + 1] * x[i];"),
        Sum("gathered: a branch besides", "for (int i = 0; i < x.Length - 1; i++) { if (x[i] > 0) s += x[i] * x[i + 1]; }"),
        Sum("gathered: twice", "for (int i = 0; i < x.Length - 1; i++) s += x[i] * x[i + 1]; for (int i = 0; i < x.Length - 2; i++) s += x[i] * x[i] * x[i + 2];"),
        Ranges(new Row("gathered: from and to anywhere", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int from, int to)
            {
                double s = 0;
                for (int i = from; i < to; i++)
                {
                    double b = x[i + 2] - x[i] * x[i + 1];
                    s += b * b;
                }

                return s;
            }
            """)),
        new Row("gathered: as far as numbers go", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int to)
            {
                double s = 0;
                for (int i = 0; i < to; i++)
                {
                    s += x[i] * x[i + 1] * x[i + 3];
                }

                return s;
            }
            """).At(LaneRows.Numbers(9), int.MinValue).At(LaneRows.Numbers(9), int.MinValue + 2).At(LaneRows.Numbers(9), -1).At(LaneRows.Numbers(9), 6)
            .At(LaneRows.Numbers(9), 7).Throws<IndexOutOfRangeException>().At(LaneRows.Numbers(9), int.MaxValue).Throws<IndexOutOfRangeException>(),
        new Row("gathered: from as far as numbers go", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int from, int to)
            {
                double s = 0;
                for (int i = from; i < to; i++)
                {
                    s += x[i] * x[i + 1] * x[i + 3];
                }

                return s;
            }
            """).At(LaneRows.Numbers(9), int.MaxValue, 5).At(LaneRows.Numbers(9), int.MaxValue - 1, 5).At(LaneRows.Numbers(9), int.MaxValue, int.MaxValue).At(LaneRows.Numbers(9), int.MaxValue, int.MinValue)
            .At(LaneRows.Numbers(9), int.MaxValue - 1, int.MaxValue).Throws<IndexOutOfRangeException>().At(LaneRows.Numbers(9), int.MinValue, 4).Throws<IndexOutOfRangeException>(),
        new Row("gathered: places that only look alike", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n, int a, int b)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    s += x[i + a + a + b] * x[i + a + b + b + 1];
                }

                return s;
            }
            """).At(LaneRows.Numbers(30), 2, 2, 3).At(LaneRows.Numbers(40), 17, 2, 3).At(LaneRows.Numbers(40), 17, 3, 3).At(LaneRows.Numbers(40), 17, 4, 1),
        new Row("gathered: two buffers, one of which is read at the same places", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w)
            {
                double s = 0;
                for (int i = 1; i < x.Length - 1; i++)
                {
                    s += (x[i - 1] + w[i] * x[i] + w[i + 1] * x[i + 1]) * x[i];
                }

                return s;
            }
            """).At(LaneRows.Numbers(40), LaneRows.Numbers(40, 0.3)).At(LaneRows.Numbers(6), LaneRows.Numbers(6, 0.3)).At(LaneRows.Numbers(3), LaneRows.Numbers(3, 0.3)).At(LaneRows.Numbers(2), LaneRows.Numbers(2, 0.3)),
        new Row("gathered: rows of a plane", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> u, int n, int m)
            {
                double s = 0;
                for (int r = 1; r < n - 1; r++)
                {
                    for (int c = 1; c < m - 1; c++)
                    {
                        double d = u[r * m + c - 1] + u[r * m + c + 1] + u[(r - 1) * m + c] + u[(r + 1) * m + c] - 4 * u[r * m + c];
                        s += d * d;
                    }
                }

                return s;
            }
            """).Within(1e-10).At(LaneRows.Numbers(120), 6, 20).At(LaneRows.Numbers(24), 6, 4).At(LaneRows.Numbers(9), 3, 3).At(LaneRows.Numbers(18), 9, 2),
        new Row("gathered: in a state that goes on", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int steps)
            {
                int n = x.Length;
                double[] u = x.ToArray(), v = new double[n];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 1; i < n - 1; i++)
                    {
                        v[i] = u[i] + 0.1 * (u[i - 1] - 2 * u[i] + u[i + 1]) * u[i];
                    }

                    for (int i = 1; i < n - 1; i++)
                    {
                        u[i] = v[i];
                    }
                }

                double s = 0;
                for (int i = 0; i < n; i++) s += u[i] * u[i];
                return s;
            }
            """).Within(1e-10).At(LaneRows.Numbers(30), 5).At(LaneRows.Numbers(7), 2).At(LaneRows.Numbers(3), 2).At(LaneRows.Numbers(1), 2),
    ];

    private static Row Sum(string name, string statements)
    {
        Row row = new Row(name, $$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                {{statements}}
                return s;
            }
            """).Within(1e-10);
        foreach (int length in new[] { 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 17, 33 })
        {
            row.At(LaneRows.Numbers(length));
        }

        return row;
    }

    private static Row Ranges(Row row)
    {
        foreach ((int from, int to) in new[] { (0, 0), (0, 1), (0, 2), (0, 3), (5, 4), (5, 8), (3, 12), (2, 22), (-1, -1), (7, 3) })
        {
            row.At(LaneRows.Numbers(24), from, to);
        }

        return row.At(LaneRows.Numbers(24), 3, 23).Throws<IndexOutOfRangeException>().At(LaneRows.Numbers(24), -1, 3).Throws<IndexOutOfRangeException>();
    }
}
