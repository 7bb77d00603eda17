namespace SourceGrad.Tests.Conformance;

/// <summary>The rows that the specification states, to the last bit.</summary>
internal static class IssueRows
{
    public static readonly Row[] All =
    [
        new Row("overwritten parameter", """
            [Differentiable]
            public static double F(double x, double y)
            {
                x *= x;
                x *= y;
                return x;
            }
            """).At(3.0, 5.0).Gives(45.0, 30.0, 9.0).Exactly(),

        new Row("while with a break and a counter", """
            [Differentiable]
            public static double F(double x)
            {
                double s = x;
                int n = 0;
                while (s < 10)
                {
                    s = s * s + x;
                    n++;
                    if (n > 20) break;
                }
                return s * n;
            }
            """).At(1.5).Gives(31.125, 62.0).Exactly(),

        new Row("aliasing element store", """
            [Differentiable]
            public static double F(Span<double> a, int i, int j)
            {
                a[i] = a[i] * a[j];
                return a[i] + a[j];
            }
            """)
            .At(new double[] { 3, 5 }, 0, 1).Gives(20.0, new double[] { 5, 4 }).Leaves("a", new double[] { 15, 5 })
            .At(new double[] { 3, 5 }, 0, 0).Gives(18.0, new double[] { 12, 0 }).Leaves("a", new double[] { 9, 5 }).Exactly(),

        new Row("foreach with continue, return and break", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double p = 1;
                foreach (double v in x)
                {
                    if (v == 0) continue;
                    if (v < 0) return p * v;
                    p *= v;
                    if (p > 100) break;
                }
                return p;
            }
            """).At(new double[] { 2, 0, 3, -4, 7 }).Gives(-24.0, new double[] { -12, 0, -8, 6, 0 }).Exactly().AtKink(),

        new Row("guarded length at the origin", """
            [Differentiable]
            public static double F(double x, double y) => Math.Max(Math.Sqrt(x * x + y * y), 1e-10);
            """).At(0.0, 0.0).Gives(1e-10, 0.0, 0.0).Exactly().AtKink(),

        new Row("remainder of a negative number", """
            [Differentiable]
            public static double F(double x, double y) => x % y;
            """).At(-5.5, 2.0).Gives(-1.5, 1.0, 2.0).Exactly(),

        new Row("index with side effects", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a)
            {
                int i = 0;
                return a[i++] * a[i++] + a[i];
            }
            """).At(new double[] { 2, 3, 5 }).Gives(11.0, new double[] { 3, 2, 1 }).Exactly(),
    ];
}
