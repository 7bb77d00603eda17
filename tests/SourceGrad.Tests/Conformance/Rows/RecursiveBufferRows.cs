namespace SourceGrad.Tests.Conformance;

/// <summary>Methods that call themselves on spans and arrays, read or written.</summary>
internal static class RecursiveBufferRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3, -0.25];

    public static readonly Row[] All =
    [
        new Row("sum by halves", """
            private static double Sum(ReadOnlySpan<double> v) => v.Length switch
            {
                0 => 0,
                1 => v[0] * v[0] * v[0],
                _ => Sum(v[..(v.Length / 2)]) + Sum(v[(v.Length / 2)..]),
            };

            [Differentiable]
            public static double F(ReadOnlySpan<double> v) => Math.Exp(0.1 * Sum(v));
            """).At([s_x]),

        new Row("horner by recursion", """
            private static double Horner(ReadOnlySpan<double> c, double x) => c.IsEmpty ? 0 : c[0] + x * Horner(c[1..], x);

            [Differentiable]
            public static double F(ReadOnlySpan<double> c, double x) => Horner(c, x) * Horner(c, -x);
            """).At(s_x, 0.8),

        new Row("de casteljau", """
            private static double Bezier(ReadOnlySpan<double> p, double t) => p.Length == 1
                ? p[0]
                : (1 - t) * Bezier(p[..^1], t) + t * Bezier(p[1..], t);

            [Differentiable]
            public static double F(ReadOnlySpan<double> p, double t) => Bezier(p, t);
            """).At(s_x, 0.3),

        new Row("three views of one span, given to recursion", """
            private static double Chain(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> c, int n) =>
                n == 0 ? a[0] * b[0] * c[0] : a[n] * b[n - 1] + c[n] * Chain(a, b, c, n - 1);

            [Differentiable]
            public static double F(ReadOnlySpan<double> v) => Chain(v, v[1..], v[2..], 2) * v[0];
            """).At([s_x]),

        new Row("recursion beside an inactive span", """
            private static double Horner(ReadOnlySpan<double> c, double x) => c.IsEmpty ? 0 : c[0] + x * Horner(c[1..], x);

            [Differentiable(nameof(x))]
            public static double F(ReadOnlySpan<double> c, double x) => Horner(c, x);
            """).At(s_x, 0.8),

        new Row("recursion with a tuple", """
            private static (double Sum, double Product) Both(ReadOnlySpan<double> v)
            {
                if (v.Length == 0)
                {
                    return (0, 1);
                }

                (double sum, double product) = Both(v[1..]);
                return (sum + v[0] * product, product * v[0]);
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> v)
            {
                (double sum, double product) = Both(v);
                return sum * product;
            }
            """).At([s_x]),

        new Row("recursion that writes", """
            private static void Scan(Span<double> v, int i)
            {
                if (i < v.Length)
                {
                    v[i] = v[i] * v[i - 1];
                    Scan(v, i + 1);
                }
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                Span<double> v = stackalloc double[5];
                x.CopyTo(v);
                Scan(v, 1);
                Scan(v, 3);
                double s = 0;
                foreach (double e in v)
                {
                    s += Math.Sin(e);
                }

                return s;
            }
            """).At([s_x]),

        new Row("recursion that writes a parameter", """
            private static void Scan(Span<double> v, double k, int i)
            {
                if (i < v.Length)
                {
                    v[i] = k * v[i] * v[i - 1];
                    Scan(v, k, i + 1);
                }
            }

            [Differentiable]
            public static double F(Span<double> v, double k)
            {
                Scan(v, k, 1);
                return v[^1] * v[^2];
            }
            """).At(new[] { 1.5, -2, 0.5 }, 0.8).Leaves("v", new[] { 1.5, -2.4, -0.96 }),

        new Row("recursion over scratch", """
            private static double Sum(double[] v, int n) => n == 0 ? 0 : v[n - 1] * v[n - 1] + Sum(v, n - 1);

            [Differentiable]
            public static double F(double x, double y, int n)
            {
                double[] v = new double[4];
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < v.Length; j++)
                    {
                        v[j] = x * j + y * i + s * 0.1;
                    }

                    s += Sum(v, 4);
                }

                return s;
            }
            """).At(0.3, 0.2, 3),

        new Row("fourier transform by halves", """
            private static void Transform(ReadOnlySpan<double> re, Span<double> outRe, Span<double> outIm, int start, int step, int n)
            {
                if (n == 1)
                {
                    outRe[0] = re[start];
                    outIm[0] = 0;
                    return;
                }

                int half = n / 2;
                Transform(re, outRe[..half], outIm[..half], start, 2 * step, half);
                Transform(re, outRe[half..], outIm[half..], start + step, 2 * step, half);
                for (int k = 0; k < half; k++)
                {
                    double c = Math.Cos(-2 * Math.PI * k / n), s = Math.Sin(-2 * Math.PI * k / n);
                    double tr = c * outRe[k + half] - s * outIm[k + half], ti = s * outRe[k + half] + c * outIm[k + half];
                    double ar = outRe[k], ai = outIm[k];
                    outRe[k] = ar + tr;
                    outIm[k] = ai + ti;
                    outRe[k + half] = ar - tr;
                    outIm[k + half] = ai - ti;
                }
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                Span<double> re = stackalloc double[4], im = stackalloc double[4];
                Transform(x, re, im, 0, 1, 4);
                return re[1] * re[1] + im[1] * im[1] + re[2] * re[2] * 0.5;
            }
            """).At([new[] { 1.5, -2, 0.5, 3 }]),

        // The reverse sweep has only what the arm has recorded: neither the scratch nor a view of it is there to be asked for its length.
        new Row("recursion over scratch that a branch makes", """
            [Differentiable]
            public static double F(double v, ReadOnlySpan<double> w) => Down(v, w, 2);

            private static double Down(double v, ReadOnlySpan<double> w, int depth)
            {
                if (v > 0.5)
                {
                    Span<double> scratch = stackalloc double[] { v * w[0], w[1], v };
                    if (depth > 0)
                    {
                        v += Down(v * w[0], scratch.Slice(1), depth - 1) * scratch[0];
                    }
                }

                return v * w[1];
            }
            """).At(0.75, new double[] { 1.25, 0.5 }).At(0.25, new double[] { 1.25, 0.5 }).At(1.5, new double[] { -0.25, 2 }),

        new Row("recursion over scratch that each round makes", """
            [Differentiable]
            public static double F(double v, ReadOnlySpan<double> w) => Down(v, w, 2);

            private static double Down(double v, ReadOnlySpan<double> w, int depth)
            {
                for (int k = 0; k < depth; k++)
                {
                    v += Round(v, w, k, depth);
                }

                return v * w[1];
            }

            private static double Round(double v, ReadOnlySpan<double> w, int k, int depth)
            {
                Span<double> scratch = stackalloc double[3];
                scratch[1] = v * w[k];
                scratch[2] = w[0];
                return v < 3 ? Down(v * w[0], scratch.Slice(1, 2), depth - 1) * scratch[1] : 0;
            }
            """).At(0.75, new double[] { 1.25, 0.5 }).At(4.0, new double[] { 1.25, 0.5 }),
    ];
}
