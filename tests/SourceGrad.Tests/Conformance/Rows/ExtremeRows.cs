namespace SourceGrad.Tests.Conformance;

/// <summary>Loops that look for the largest or smallest element, of which a method takes the place; and those that do more than that.</summary>
internal static class ExtremeRows
{
    public static readonly Row[] All =
    [
        Sum("extreme: the largest", "double m = double.NegativeInfinity; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); s = x.Length == 0 ? 1 : m * m * 2;"),
        Sum("extreme: the smallest", "double m = 0.2; for (int i = 0; i < x.Length; i++) m = Math.Min(m, x[i]); s = m * Math.Exp(m);"),
        Sum("extreme: no more than there was", "double m = 1000; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); s = m * m;"),
        Sum("extreme: what there was is one of them", "if (x.Length > 0) { double m = x[0] * x[0]; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); s = m * m; }"),
        Sum("extreme: both", "double m = -9, n = 9; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); for (int i = 0; i < x.Length; i++) n = Math.Min(n, x[i]); s = m * n;"),
        Sum("extreme: log of the sum of exponentials", "double m = double.NegativeInfinity; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); for (int i = 0; i < x.Length; i++) s += Math.Exp(x[i] - m); s = x.Length == 0 ? 0 : m + Math.Log(s);"),
        Sum("extreme: the other way round", "double m = -9; for (int i = 0; i < x.Length; i++) m = Math.Max(x[i], m); s = m * m;"),
        Sum("extreme: of what is computed", "double m = -9; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i] * x[i]); s = m * m;"),
        Sum("extreme: of scratch", "double[] y = new double[x.Length]; for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i]; double m = -9; for (int i = 0; i < y.Length; i++) m = Math.Max(m, y[i]); s = m * m;"),
        Sum("extreme: of scratch that changes afterwards", "double[] y = new double[x.Length]; for (int i = 0; i < y.Length; i++) y[i] = x[i] * x[i]; double m = -9; for (int i = 0; i < y.Length; i++) m = Math.Max(m, y[i]); for (int i = 0; i < y.Length; i++) { y[i] *= m; s += y[i]; }"),
        Sum("extreme: each so far is used", "double m = -9; for (int i = 0; i < x.Length; i++) { m = Math.Max(m, x[i]); s += m * x[i]; }"),
        Sum("extreme: downwards", "double m = -9; for (int i = x.Length - 1; i >= 0; i--) m = Math.Max(m, x[i]); s = m * m;"),
        Sum("extreme: of the first half", "double m = -9; for (int i = 0; i < x.Length / 2; i++) m = Math.Max(m, x[i]); s = m * m;"),
        Sum("extreme: in a loop", "for (int t = 1; t < 3; t++) { double m = -t; for (int i = 0; i < x.Length; i++) m = Math.Max(m, x[i]); s += m * m * t; }"),
        Sum("extreme: row by row", "int n = (int)Math.Sqrt(x.Length); for (int r = 0; r < n; r++) { double m = -9, z = 0; for (int c = 0; c < n; c++) m = Math.Max(m, x[r * n + c]); for (int c = 0; c < n; c++) z += Math.Exp(x[r * n + c] - m); s += m + Math.Log(z); }"),
        new Row("extreme: single precision", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> x)
            {
                float m = float.NegativeInfinity;
                for (int i = 0; i < x.Length; i++)
                {
                    m = MathF.Max(m, x[i]);
                }

                return m * m;
            }
            """).Within(1e-4).At(Enumerable.Range(0, 37).Select(i => i == 21 ? 3 : 0.05f * (i * 7 % 37)).ToArray()).At(new float[] { 1, 2 }),
        new Row("extreme: of an array, and of one that is null", """
            [Differentiable(nameof(x))]
            public static double F(double[] w, double[] x)
            {
                double m = double.NegativeInfinity;
                for (int i = 0; i < w.Length; i++)
                {
                    m = Math.Max(m, w[i]);
                }

                return m * x[0];
            }
            """).At(new double[] { 1, 3, 2 }, new double[] { 0.5 }).At(null!, new double[] { 0.5 }).Throws<NullReferenceException>(),
        new Row("extreme: equal elements", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double m = -1;
                for (int i = 0; i < x.Length; i++)
                {
                    m = Math.Max(m, x[i]);
                }

                return 3 * m;
            }
            """)
            .At(new double[] { 1, 5, 2, 5, 5 }).Gives(15.0, new double[] { 0, 3, 0, 0, 0 }).AtKink()
            .At(new double[] { -1, -1, -2 }).Gives(-3.0, new double[] { 0, 0, 0 }).AtKink()
            .At(new double[] { 1, double.NaN, 7 }).Gives(double.NaN, new double[] { 0, 3, 0 }).AtKink(),
    ];

    /// <summary>No two alike.</summary>
    private static double[] Numbers(int count) => [.. LaneRows.Numbers(count).Select((number, i) => number + (0.001 * i))];

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
        foreach (int length in new[] { 0, 1, 2, 5, 16, 17, 81 })
        {
            row.At(Numbers(length));
        }

        return row;
    }
}
