namespace SourceGrad.Tests.Conformance;

/// <summary>Lists as scratch.</summary>
internal static class ListRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        new Row("list filled in a loop", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                List<double> terms = new();
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] > 0) terms.Add(Math.Log(x[i]));
                    terms.Add(x[i] * x[i]);
                }
                terms.Add(x[0]);
                double s = 0;
                foreach (double t in terms) s += t * t;
                return s * terms.Count;
            }
            """).At(s_x),

        new Row("list of listed elements", """
            [Differentiable]
            public static double F(double x, double y)
            {
                List<double> a = new() { x, y, x * y };
                List<double> b = [x, 2, .. a];
                a[1] = a[0] * 3;
                a.Add(y);
                b.RemoveAt(0);
                b.Reverse();
                double s = a[1] * a[3];
                for (int i = 0; i < b.Count; i++) s += b[i] * i;
                return s;
            }
            """).At(0.5, 2.0),

        new Row("list index out of range", """
            [Differentiable]
            public static double F(double x, int n)
            {
                var a = new List<double> { x, x * x };
                return a[n];
            }
            """).At(0.5, 1).At(0.5, 2).Throws<ArgumentOutOfRangeException>(),

        new Row("list in nested loops and through an interface", """
            private static double Total(IReadOnlyList<double> values)
            {
                double s = 0;
                for (int i = 0; i < values.Count; i++) s += values[i] * (i + 1);
                return s;
            }

            [Differentiable]
            public static double F(double[] x, int n)
            {
                List<double> all = new();
                for (int i = 0; i < n; i++)
                    for (int j = 0; j < x.Length; j++)
                        all.Add(x[j] * (i + 1));
                return Total(all) * Total(x) + Total(all.ToArray());
            }
            """).At(s_x, 2).At(s_x, 0),

        new Row("list pattern on a list", """
            [Differentiable]
            public static double F(double x, double y)
            {
                List<double> a = [x, y];
                return a is [var first, > 0] ? first * y : a is { Count: 2 } ? x : 0;
            }
            """).At(0.5, 2.0).At(0.5, -2.0),

        new Row("list cleared and filled again", """
            [Differentiable]
            public static double F(double x)
            {
                List<double> a = new();
                double s = 0;
                for (int k = 0; k < 3; k++)
                {
                    List<double> b = new();
                    for (int i = 0; i <= k; i++) b.Add(x * i + k);
                    foreach (double v in b) s += v * v;
                }
                a.Add(x);
                a.Clear();
                a.Add(s * x);
                return a[0] * a.Count;
            }
            """).At(0.5),

        new Row("spread into an array", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double y)
            {
                double[] a = [y, .. x, y * y];
                ReadOnlySpan<double> b = [.. a, x[0]];
                double s = 0;
                for (int i = 0; i < b.Length; i++) s += b[i] * i;
                return s;
            }
            """).At(s_x, 2.0),
    ];
}
