namespace SourceGrad.Tests.Conformance;

/// <summary>Short arrays that are used element by element, which become values: written in branches and loops, partly, twice, or after all as arrays.</summary>
internal static class ElementRows
{
    public static readonly Row[] All =
    [
        At("elements: straight line", "double[] h = new double[3]; h[0] = x * y; h[1] = Math.Sin(h[0]); h[2] = h[1] * h[0]; h[0] += h[2]; return h[0] * h[1] + h[2];"),
        At("elements: zero where nothing is written", "double[] h = new double[3]; h[1] = x; return h[0] + h[1] * y + h[2] * x;"),
        At("elements: a branch", "double[] h = new double[2]; h[0] = x; if (y > 0) { h[1] = h[0] * y; h[0] *= x; } else h[1] = x - y; return h[0] * h[1];"),
        At("elements: branches in branches", "double[] h = new double[2]; if (x > 0) { h[0] = x; if (y > 0) h[1] = h[0] * y; else { h[0] = y; h[1] = y * y; } } else { h[1] = x * x; } return h[0] + 3 * h[1] * h[0];"),
        At("elements: a branch that throws", "double[] h = new double[2]; h[0] = x; if (y > 100) { h[0] = 0; throw new InvalidOperationException(); } h[1] = h[0] * y; return h[1] * h[1];"),
        At("elements: a loop", "Span<double> h = stackalloc double[2]; h[0] = 1; h[1] = y; for (int i = 0; i < 5; i++) { double a = h[0] * Math.Cos(x) - h[1] * 0.3; h[1] = h[0] * x + 0.2 * i; h[0] = a; } return h[0] * h[1];"),
        At("elements: a loop that may not run", "double[] h = [x, y]; for (int i = 0; i < (x > 0.5 ? 3 : 0); i++) h[0] += h[1] * h[0] * 0.1; return h[0] * h[1];"),
        At("elements: loops in loops", "double[] h = [x, y]; for (int i = 0; i < 3; i++) { for (int k = 0; k < i; k++) h[0] += h[1] * 0.1; h[1] *= h[0]; } return h[0] + h[1];"),
        At("elements: made in a loop", "double s = 0; for (int i = 0; i < 4; i++) { double[] h = new double[2]; h[0] = x * i; if (i > 1) h[1] = h[0] * y; s += h[0] * h[1] + h[1]; } return s;"),
        At("elements: while", "double[] h = [x, y, 0]; while (h[2] < 3) { h[0] = Math.Sin(h[0] + h[1]); h[2] += 1; } return h[0] * h[1];"),
        At("elements: a test that writes", "double[] h = [x, y, 0]; int k = 0; while ((h[2] += 1) < 3 && k++ < 9) h[0] = Math.Sin(h[0] + h[1]); return h[0] * h[1] * h[2];"),
        At("elements: a matrix and a vector", "double[] r = [Math.Cos(x), -Math.Sin(x), Math.Sin(x), Math.Cos(x)], v = [y, x * y]; double a = r[0] * v[0] + r[1] * v[1], b = r[2] * v[0] + r[3] * v[1]; v[0] = a; v[1] = b; return v[0] * v[0] * 2 + v[1] * y;"),
        At("elements: their number", "double[] h = new double[4]; h[h.Length - 1] = x; return h[3] * h.Length * y;"),
        At("elements: cleared", "Span<double> h = stackalloc double[2]; h[0] = x; h[1] = y; double s = h[0] * h[1]; h.Clear(); h[1] += s; return h[1] * x + h[0];"),
        At("elements: one by an index that is not known", "double[] h = [x, y, x * y]; int k = x > 0.5 ? 1 : 2; h[k] *= y; return h[0] + h[1] * h[2];"),
        At("elements: handed on", "double[] h = [x, y]; return Dot(h, h) + h[0]; static double Dot(double[] a, double[] b) { double s = 0; for (int i = 0; i < a.Length; i++) s += a[i] * b[i]; return s; }"),
        At("elements: two names", "double[] h = [x, y], g = h; g[0] *= y; return h[0] * h[1];"),
        At("elements: a view", "Span<double> h = stackalloc double[3]; h[0] = x; h[1] = y; Span<double> t = h[1..]; t[0] *= x; t[1] = t[0] * y; return h[0] + h[1] * h[2];"),
        At("elements: swapped", "double[] h = [x, y]; if (x > 0.5) (h[0], h[1]) = (h[1], h[0]); return h[0] * h[0] * h[1];"),
        At("elements: integers and truths", "int[] n = [1, 2]; bool[] b = [x > 0, false]; double[] h = [x, y]; for (int i = 0; i < 3; i++) { n[0] += n[1]; b[1] |= b[0] && n[0] > 4; } return b[1] ? h[0] * n[0] : h[1] * n[1];"),
        At("elements: left by a break", "double[] h = [x, y]; for (int i = 0; i < 5; i++) { h[0] *= 1 + 0.1 * h[1]; if (h[0] > 1) break; h[1] += 0.1 * i * h[0]; } return h[0] * h[1];"),
        At("elements: an early return", "double[] h = [x, y]; if (x > 0.5) { h[1] = h[0] * h[0]; return h[1]; } h[0] = Math.Exp(h[1]); return h[0] * h[1];"),
        new Row("elements: outside", """
            [Differentiable]
            public static double F(double x)
            {
                double[] h = new double[2];
                h[0] = x;
                h[2] = x;
                return h[0];
            }
            """).At(0.5).Throws<IndexOutOfRangeException>(),
        new Row("elements: a row of outputs", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> r)
            {
                double a = x[0] * x[1];
                r[0] = a * a;
                r[1] = Math.Sin(x[0]) * a;
            }
            """)
            .At(new double[] { 0.5, 0.25 }, new double[] { 7, 8 }).Leaves("r", new double[] { 0.125 * 0.125, Math.Sin(0.5) * 0.125 })
            .At(new double[] { 0.5, 0.25 }, new double[] { 7, 8, 9 }).Leaves("r", new double[] { 0.125 * 0.125, Math.Sin(0.5) * 0.125, 9 })
            .At(new double[] { 0.5, 0.25 }, new double[] { 7 }).Throws<IndexOutOfRangeException>().Leaves("r", new double[] { 0.125 * 0.125 }),
    ];

    private static Row At(string name, string statements) => new Row(name, $$"""
            [Differentiable]
            public static double F(double x, double y)
            {
                {{statements}}
            }
            """).Within(1e-10).At(0.7, 0.4).At(0.3, -0.8).At(-0.6, 1.2);
}
