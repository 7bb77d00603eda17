namespace SourceGrad.Tests.Conformance;

/// <summary>Small algorithms as people write them.</summary>
internal static class AlgorithmRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        new Row("horner", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> c, double x)
            {
                double p = 0;
                for (int i = c.Length - 1; i >= 0; i--) p = p * x + c[i];
                return p;
            }
            """).At(new double[] { 1, -2, 3 }, 2.0).Gives(9.0, new double[] { 1, 2, 4 }, 10.0).Exactly(),

        new Row("prefix sums in place", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                for (int i = 1; i < x.Length; i++) x[i] += x[i - 1];
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
                return s;
            }
            """).At(s_x).Gives(2.25 + 0.25 + 0 + 9, new double[] { 8, 5, 6, 6 }).Leaves("x", new double[] { 1.5, -0.5, 0, 3 }).Exactly(),

        new Row("gauss elimination 3x3", """
            [Differentiable]
            public static double F(Span<double> a, Span<double> b)
            {
                const int n = 3;
                for (int k = 0; k < n; k++)
                {
                    for (int i = k + 1; i < n; i++)
                    {
                        double f = a[i * n + k] / a[k * n + k];
                        for (int j = k; j < n; j++) a[i * n + j] -= f * a[k * n + j];
                        b[i] -= f * b[k];
                    }
                }
                double s = 0;
                for (int i = n - 1; i >= 0; i--)
                {
                    for (int j = i + 1; j < n; j++) b[i] -= a[i * n + j] * b[j];
                    b[i] /= a[i * n + i];
                    s += b[i] * b[i];
                }
                return s;
            }
            """).At(new double[] { 4, 1, -1, 2, 5, 1, 1, -2, 6 }, new double[] { 4, 8, 5 })
            .Leaves("a", new double[] { 4, 1, -1, 0, 4.5, 1.5, 0, 0, 7 }).Leaves("b", new double[] { 1, 1, 1 }).Within(1e-11),

        new Row("cholesky log-determinant", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, int n)
            {
                double[] l = new double[n * n];
                double logdet = 0;
                for (int j = 0; j < n; j++)
                {
                    double d = a[j * n + j];
                    for (int k = 0; k < j; k++) d -= l[j * n + k] * l[j * n + k];
                    double root = Math.Sqrt(d);
                    l[j * n + j] = root;
                    logdet += Math.Log(root);
                    for (int i = j + 1; i < n; i++)
                    {
                        double v = a[i * n + j];
                        for (int k = 0; k < j; k++) v -= l[i * n + k] * l[j * n + k];
                        l[i * n + j] = v / root;
                    }
                }
                return 2 * logdet;
            }
            """).At(new double[] { 4, 1, 0.5, 1, 3, -0.25, 0.5, -0.25, 2 }, 3),

        new Row("determinant by cofactors", """
            private static double Det2(double a, double b, double c, double d) => a * d - b * c;

            [Differentiable]
            public static double F(ReadOnlySpan<double> m) =>
                m[0] * Det2(m[4], m[5], m[7], m[8]) - m[1] * Det2(m[3], m[5], m[6], m[8]) + m[2] * Det2(m[3], m[4], m[6], m[7]);
            """).At(new double[] { 2, 0, 1, 3, 1, 0, 1, 2, 4 }).Gives(13.0, new double[] { 4, -12, 5, 2, 7, -4, -1, 3, 2 }),

        new Row("newton's square root", """
            [Differentiable]
            public static double F(double x)
            {
                double r = x > 1 ? x : 1;
                for (int i = 0; i < 20; i++) r = 0.5 * (r + x / r);
                return r;
            }
            """).At(2.0).Gives(Math.Sqrt(2), 0.5 / Math.Sqrt(2)),

        new Row("newton until it converges", """
            [Differentiable]
            public static double F(double a)
            {
                double x = 1;
                int n = 0;
                while (true)
                {
                    double step = (x * x * x - a) / (3 * x * x);
                    x -= step;
                    if (Math.Abs(step) < 1e-13 || ++n > 50) break;
                }
                return x;
            }
            """).At(10.0).Gives(Math.Cbrt(10), 1 / (3 * Math.Cbrt(100))),

        new Row("bisection with a final newton step", """
            [Differentiable]
            public static double F(double a)
            {
                double low = 0, high = 4;
                for (int i = 0; i < 30; i++)
                {
                    double mid = (low + high) / 2;
                    if (mid * mid > a) high = mid;
                    else low = mid;
                }
                double x = (low + high) / 2;
                return x - (x * x - a) / (2 * x);
            }
            """).At(2.5).Gives(Math.Sqrt(2.5), 1 / (2 * Math.Sqrt(2.5))).Within(1e-8).AtKink(),

        new Row("insertion sort", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                for (int i = 1; i < x.Length; i++)
                {
                    double v = x[i];
                    int j = i - 1;
                    while (j >= 0 && x[j] > v)
                    {
                        x[j + 1] = x[j];
                        j--;
                    }
                    x[j + 1] = v;
                }
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += (i + 1) * x[i];
                return s;
            }
            """).At(s_x).Gives(-2.0 + 1 + 4.5 + 12, new double[] { 3, 1, 2, 4 }).Leaves("x", new double[] { -2, 0.5, 1.5, 3 }).Exactly(),

        new Row("bubble sort with an early exit", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                bool swapped;
                do
                {
                    swapped = false;
                    for (int i = 0; i + 1 < x.Length; i++)
                    {
                        if (x[i] > x[i + 1])
                        {
                            (x[i], x[i + 1]) = (x[i + 1], x[i]);
                            swapped = true;
                        }
                    }
                }
                while (swapped);
                return x[0] * x[1] + x[2] * x[3] * x[3];
            }
            """).At(s_x).Gives(-1.0 + 13.5, new double[] { 9, 0.5, -2, 9 }).Leaves("x", new double[] { -2, 0.5, 1.5, 3 }).Exactly(),

        new Row("fast fourier transform", """
            [Differentiable]
            public static double F(Span<double> re, Span<double> im)
            {
                int n = re.Length;
                for (int i = 1, j = 0; i < n; i++)
                {
                    int bit = n >> 1;
                    for (; (j & bit) != 0; bit >>= 1) j ^= bit;
                    j ^= bit;
                    if (i < j)
                    {
                        (re[i], re[j]) = (re[j], re[i]);
                        (im[i], im[j]) = (im[j], im[i]);
                    }
                }
                for (int size = 2; size <= n; size *= 2)
                {
                    int half = size / 2;
                    for (int start = 0; start < n; start += size)
                    {
                        for (int k = 0; k < half; k++)
                        {
                            double angle = -2 * Math.PI * k / size;
                            double c = Math.Cos(angle), s = Math.Sin(angle);
                            int a = start + k, b = a + half;
                            double tr = c * re[b] - s * im[b], ti = c * im[b] + s * re[b];
                            re[b] = re[a] - tr;
                            im[b] = im[a] - ti;
                            re[a] += tr;
                            im[a] += ti;
                        }
                    }
                }
                double power = 0;
                for (int i = 0; i < n; i++) power += (i + 1) * (re[i] * re[i] + im[i] * im[i]);
                return power;
            }
            """).At(new double[] { 1, 2, -1, 0.5, 3, -2, 0.25, 1 }, new double[] { 0, 1, 0.5, -0.5, 2, 0, 1, -1 })
            .Leaves("re", Fourier(real: true)).Leaves("im", Fourier(real: false)).Within(1e-11),
    ];

    /// <summary>The transform by its definition.</summary>
    private static double[] Fourier(bool real)
    {
        double[] re = [1, 2, -1, 0.5, 3, -2, 0.25, 1], im = [0, 1, 0.5, -0.5, 2, 0, 1, -1];
        return [.. Enumerable.Range(0, 8).Select(k => Enumerable.Range(0, 8).Sum(n =>
        {
            (double sin, double cos) = Math.SinCos(-Math.PI * k * n / 4);
            return real ? cos * re[n] - sin * im[n] : cos * im[n] + sin * re[n];
        }))];
    }
}
