namespace SourceGrad.Tests.Conformance;

/// <summary>Spans and arrays, read and written; scratch memory.</summary>
internal static class BufferRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5];

    public static readonly Row[] All =
    [
        new Row("dot product of spans", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) s += a[i] * b[i];
                return s;
            }
            """).At(s_x, new double[] { 2, 3, 4 }).Gives(-1.0, new double[] { 2, 3, 4 }, s_x).Exactly(),

        new Row("arrays", """
            [Differentiable]
            public static double F(double[] a, double k)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++) s += a[i] * a[i] * k;
                return s;
            }
            """).At(s_x, 2.0).Gives(13.0, new double[] { 6, -8, 2 }, 6.5).Exactly(),

        new Row("the same array as two read-only arguments", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b) => a[0] * b[1] + a[1] * b[0] * 2;
            """).At(new double[] { 3, 5 }, new double[] { 3, 5 }).Gives(45.0, new double[] { 5, 6 }, new double[] { 10, 3 }).Exactly(),

        new Row("only the weights", """
            [Differentiable(nameof(w))]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x)
            {
                double z = w[w.Length - 1];
                for (int j = 0; j < x.Length; j++) z += w[j] * x[j];
                return 1 / (1 + Math.Exp(-z));
            }
            """).At(new double[] { 0.1, -0.2, 0.3, 0.05 }, s_x),

        new Row("indices from a span of int", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, ReadOnlySpan<int> index)
            {
                double s = 1;
                for (int k = 0; k < index.Length; k++) s *= x[index[k]];
                return s;
            }
            """).At(s_x, new[] { 0, 2, 0 }).Gives(1.125, new double[] { 1.5, 0, 2.25 }).Exactly(),

        new Row("index from the end and element compound operators", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                x[^1] *= x[0];
                x[0] -= x[^1];
                x[1] /= x[0];
                x[1]++;
                --x[2];
                return x[0] * x[1] * x[2];
            }
            """).At(new double[] { 1.5, -2, 3 }).Leaves("x", new double[] { -3, 2.0 / 3 + 1, 3.5 }),

        new Row("overwritten in place", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                for (int i = 0; i < x.Length; i++) x[i] = x[i] * x[i];
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
                return s;
            }
            """).At(s_x).Gives(5.0625 + 16 + 0.0625, new double[] { 13.5, -32, 0.5 }).Leaves("x", new double[] { 2.25, 4, 0.25 }),

        new Row("overwritten by a constant", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                double before = x[1] * x[1];
                x[1] = 7;
                return before + x[1] * x[0];
            }
            """).At(s_x).Gives(14.5, new double[] { 7, -4, 0 }).Leaves("x", new double[] { 1.5, 7, 0.5 }).Exactly(),

        new Row("overwritten many times in a loop", """
            [Differentiable]
            public static double F(Span<double> x, int steps)
            {
                for (int t = 0; t < steps; t++)
                    for (int i = 0; i < x.Length; i++)
                        x[i] = Math.Sin(x[i]) + 0.5 * x[(i + 1) % x.Length];
                return x[0] * x[1];
            }
            """).At(s_x, 3).Leaves("x", Iterated()).At(s_x, 0).Gives(-3.0, new double[] { -2, 1.5, 0 }).Leaves("x", s_x),

        new Row("swap of elements", """
            [Differentiable]
            public static double F(Span<double> x, int i, int j)
            {
                (x[i], x[j]) = (x[j], x[i]);
                return x[0] + 2 * x[1] + 4 * x[2] * x[0];
            }
            """).At(s_x, 0, 2).Gives(0.5 - 4 + 3, new double[] { 2, 2, 7 }).Leaves("x", new double[] { 0.5, -2, 1.5 })
            .At(s_x, 1, 1).Gives(1.5 - 4 + 3, new double[] { 3, 2, 6 }).Leaves("x", s_x).Exactly(),

        new Row("reverse in place", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                for (int i = 0, j = x.Length - 1; i < j; i++, j--)
                {
                    double t = x[i];
                    x[i] = x[j];
                    x[j] = t;
                }
                double s = 0;
                for (int i = 0; i < x.Length; i++) s += (i + 1) * x[i];
                return s;
            }
            """).At(s_x).Gives(0.5 - 4 + 4.5, new double[] { 3, 2, 1 }).Leaves("x", new double[] { 0.5, -2, 1.5 }).Exactly(),

        new Row("conditional stores", """
            [Differentiable]
            public static double F(Span<double> x, double limit)
            {
                for (int i = 0; i < x.Length; i++)
                {
                    if (x[i] > limit) x[i] = limit * limit;
                    else if (x[i] < -limit) x[i] *= limit;
                }
                double p = 1;
                for (int i = 0; i < x.Length; i++) p *= x[i];
                return p;
            }
            """).At(s_x, 0.75).Gives(0.5625 * -1.5 * 0.5, new double[] { 0, 0.5625 * 0.75 * 0.5, 0.5625 * -1.5 }, 3 * 0.5625 * -2 * 0.5).Leaves("x", new double[] { 0.5625, -1.5, 0.5 }),

        new Row("store then load through another index", """
            [Differentiable]
            public static double F(Span<double> a, int i, int j, int k)
            {
                a[i] = a[j] * 2;
                a[k] = a[i] * a[j];
                a[i] += a[k];
                return a[0] * a[1] + a[2];
            }
            """).At(s_x, 0, 1, 2).Leaves("a", new double[] { 4, -2, 8 }).At(s_x, 0, 0, 0).Leaves("a", new double[] { 18, -2, 0.5 })
            .At(s_x, 0, 1, 0).Leaves("a", new double[] { 16, -2, 0.5 }).At(s_x, 1, 0, 0).Leaves("a", new double[] { 4.5, 7.5, 0.5 }),

        new Row("slices", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n)
            {
                ReadOnlySpan<double> head = x.Slice(0, n), tail = x.Slice(n);
                double s = 0;
                for (int i = 0; i < head.Length; i++) s += head[i] * 2;
                for (int i = 0; i < tail.Length; i++) s += tail[i] * tail[i];
                return s;
            }
            """).At(new double[] { 1, 2, 3, 4, 5 }, 2).Gives(56.0, new double[] { 2, 2, 6, 8, 10 }).Exactly(),

        new Row("ranges", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                ReadOnlySpan<double> inner = x[1..^1];
                return inner[0] * inner[^1] * x[^2];
            }
            """).At(new double[] { 1, 2, 3, 4, 5 }).Gives(32.0, new double[] { 0, 16, 0, 16, 0 }).Exactly(),

        new Row("a slice that is written shares its memory", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                Span<double> a = x.Slice(0, 2), b = x.Slice(1, 2);
                a[1] = a[0] * b[1];
                b[0] *= x[0];
                return x[1] * a[1] + b[1];
            }
            """).At(new double[] { 2, 3, 5 }).Gives(405.0, new double[] { 800, 0, 161 }).Leaves("x", new double[] { 2, 20, 5 }).Exactly(),

        new Row("rows of a matrix by slices", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> m, ReadOnlySpan<double> v)
            {
                int n = v.Length;
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    ReadOnlySpan<double> row = m.Slice(i * n, n);
                    double z = 0;
                    for (int j = 0; j < n; j++) z += row[j] * v[j];
                    s += z * z;
                }
                return s;
            }
            """).At(new double[] { 1, 2, 3, 4 }, new double[] { 5, -6 }),

        new Row("clear, fill and copy", """
            [Differentiable]
            public static double F(Span<double> x, Span<double> t, double k)
            {
                t.Clear();
                t[0] += x[0];
                x.CopyTo(t.Slice(1));
                x.Slice(1).Fill(k);
                double s = 0;
                for (int i = 0; i < t.Length; i++) s += t[i] * t[i];
                for (int i = 0; i < x.Length; i++) s += x[i] * x[i];
                return s;
            }
            """).At(new double[] { 2, 3 }, new double[] { 9, 9, 9 }, 5.0).Gives(4.0 + 4 + 9 + 4 + 25, new double[] { 12, 6 }, new double[] { 0, 0, 0 }, 10.0)
            .Leaves("x", new double[] { 2, 5 }).Leaves("t", new double[] { 2, 2, 3 }).Exactly(),

        new Row("stackalloc scratch", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                Span<double> t = stackalloc double[3];
                for (int i = 0; i < 3; i++) t[i] = x[i] * x[(i + 1) % 3];
                return t[0] * t[1] + t[2];
            }
            """).At(s_x).Gives(3.75, new double[] { 2.5, -3, 7.5 }),

        new Row("stackalloc with elements", """
            [Differentiable]
            public static double F(double x)
            {
                Span<double> t = stackalloc double[] { x, 2 * x, 3 };
                t[2] *= t[0];
                return t[0] * t[1] + t[2];
            }
            """).At(1.5).Gives(9.0, 9.0).Exactly(),

        new Row("array scratch", """
            [Differentiable]
            public static double F(double x, int n)
            {
                double[] t = new double[n];
                t[0] = x;
                for (int i = 1; i < n; i++) t[i] = t[i - 1] * x + 1;
                double s = 0;
                for (int i = 0; i < t.Length; i++) s += t[i];
                return s;
            }
            """).At(0.5, 3).Gives(0.5 + 1.25 + 1.625, 1 + 1 + 1.75).At(0.5, 1).Gives(0.5, 1.0),

        new Row("array with elements", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double[] t = { x, y, x * y };
                double p = 1;
                foreach (double v in t) p *= v;
                return p;
            }
            """).At(2.0, 3.0).Gives(36.0, 36.0, 24.0).Exactly(),

        new Row("scratch starts at zero in each round of a loop", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double[] t = new double[2];
                    t[0] += x[i];
                    t[1] = t[0] * t[1] + x[i] * x[i];
                    s += t[0] * t[1];
                }
                return s;
            }
            """).At(s_x).Gives(3.375 - 8 + 0.125, new double[] { 6.75, 12, 0.75 }).Exactly(),

        new Row("ping-pong between two scratch buffers", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                int n = x.Length;
                Span<double> a = stackalloc double[8];
                Span<double> b = stackalloc double[8];
                for (int i = 0; i < n; i++) a[i] = x[i];
                for (int t = 0; t < 2; t++)
                {
                    for (int i = 0; i < n; i++) b[i] = a[i] * a[(i + 1) % n];
                    for (int i = 0; i < n; i++) a[i] = b[i] + 0.5;
                }
                return a[0] + a[1] * a[2];
            }
            """).At(s_x),

        new Row("scratch of integers and of bools", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                int[] order = new int[x.Length];
                Span<bool> used = stackalloc bool[8];
                double s = 0;
                for (int i = 0; i < x.Length; i++) { order[i] = x.Length - 1 - i; used[i] = x[i] > 0; }
                for (int i = 0; i < x.Length; i++) if (used[order[i]]) s = s * 0.5 + x[order[i]] * x[order[i]];
                return s;
            }
            """).At(s_x).Gives(0.125 + 2.25, new double[] { 3, 0, 0.5 }).Exactly(),

        new Row("length arithmetic and empty spans", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double y) => x.IsEmpty ? y * y : x[0] * x.Length;
            """).At(Array.Empty<double>(), 3.0).Gives(9.0, Array.Empty<double>(), 6.0).At(s_x, 3.0).Gives(4.5, new double[] { 3, 0, 0 }, 0.0).Exactly(),

        new Row("write only output with a result", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, Span<double> y)
            {
                double s = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = Math.Exp(x[i]);
                    s += y[i];
                }
                for (int i = 0; i < x.Length; i++) y[i] /= s;
                return s;
            }
            """).At(s_x, new double[] { 9, 9, 9 }).Leaves("y", Softmax()),
    ];

    private static double[] Iterated()
    {
        double[] x = [.. s_x];
        for (int t = 0; t < 3; t++)
        {
            for (int i = 0; i < x.Length; i++)
            {
                x[i] = Math.Sin(x[i]) + 0.5 * x[(i + 1) % x.Length];
            }
        }

        return x;
    }

    private static double[] Softmax()
    {
        double sum = s_x.Sum(Math.Exp);
        return [.. s_x.Select(x => Math.Exp(x) / sum)];
    }
}
