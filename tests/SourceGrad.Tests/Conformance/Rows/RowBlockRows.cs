namespace SourceGrad.Tests.Conformance;

/// <summary>Rows of one buffer that are checked at once: all there, some of them not, and in buffers that are equally long.</summary>
internal static class RowBlockRows
{
    public static readonly Row[] All =
    [
        new Row("rows: of a parameter", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
            {
                int n = x.Length;
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    s += (w[i] * x[i] + w[n + i]) * (w[2 * n + i] * x[i] - w[3 * n + i]);
                }

                return s;
            }
            """)
            .At(LaneRows.Numbers(36), LaneRows.Numbers(9)).At(LaneRows.Numbers(40), LaneRows.Numbers(9)).At(LaneRows.Numbers(4), LaneRows.Numbers(1)).At(LaneRows.Numbers(3), LaneRows.Numbers(0))
            .At(LaneRows.Numbers(35), LaneRows.Numbers(9)).Throws<IndexOutOfRangeException>()
            .At(LaneRows.Numbers(20), LaneRows.Numbers(9)).Throws<IndexOutOfRangeException>(),
        new Row("rows: not all there where a condition keeps away", """
            [Differentiable]
            public static double F(double[] p, int n)
            {
                double[] q = new double[p.Length], r = new double[p.Length];
                for (int i = 0; i < p.Length; i++)
                {
                    q[i] = p[i] * p[i];
                    r[i] = p[i] + 1;
                }

                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    if (2 * n + i < p.Length)
                    {
                        s += p[n + i] * q[2 * n + i] * r[n + i] * r[2 * n + i];
                    }
                }

                return s;
            }
            """).At(LaneRows.Numbers(40), 16).At(LaneRows.Numbers(48), 16).At(LaneRows.Numbers(33), 16).At(LaneRows.Numbers(5), 16),
        new Row("rows: of two buffers, one of which has rows far apart", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n)
            {
                double[] v = new double[w.Length];
                for (int i = 0; i < w.Length; i++)
                {
                    v[i] = w[i] * w[i];
                }

                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    if (22 * n + i < w.Length)
                    {
                        s += w[n + i] * w[21 * n + i] * w[22 * n + i] * v[21 * n + i] * v[22 * n + i] * x[i];
                    }
                }

                return s;
            }
            """).At(LaneRows.Numbers(8 * 23), LaneRows.Numbers(8), 8).At(LaneRows.Numbers((8 * 22) + 5), LaneRows.Numbers(8), 8),
        new Row("rows: of a length that is known", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w)
            {
                double s = 0;
                for (int i = 0; i < 9; i++)
                {
                    s += w[i] * w[i + 9] * w[i + 18];
                }

                return s;
            }
            """).At(LaneRows.Numbers(27)).At(LaneRows.Numbers(30)).At(LaneRows.Numbers(26)).Throws<IndexOutOfRangeException>(),
        new Row("rows: backwards", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, int n, int k)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    s += w[k + i] * w[k - n + i] * w[k + 2 * n - n + i];
                }

                return s;
            }
            """).At(LaneRows.Numbers(27), 9, 9).At(LaneRows.Numbers(27), 9, 8).Throws<IndexOutOfRangeException>().At(LaneRows.Numbers(27), 9, 10).Throws<IndexOutOfRangeException>(),
    ];
}
