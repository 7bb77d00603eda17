namespace SourceGrad.Tests.Conformance;

/// <summary>What the fuzzer found, at its smallest.</summary>
internal static class FuzzRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5];

    public static readonly Row[] All =
    [
        new Row("branch at the end of a void method", """
            [Differentiable]
            public static void F(double v, Span<double> y)
            {
                v *= v > -1.5 ? y[1] : 1.0;
                y[0] = v;
            }
            """).At(-0.32, s_x).Leaves("y", new double[] { 0.64, -2, 0.5 })
            .At(-2.0, s_x).Leaves("y", new double[] { -2, -2, 0.5 }),

        new Row("length of scratch in an inner loop", """
            [Differentiable]
            public static double F(Span<double> b)
            {
                for (int k = 1; k < 3; k++)
                {
                    double[] c = new double[] { b[0], 2.0 };
                    int j = 0;
                    while (j++ < 4)
                    {
                        b[c.Length] += c[1] * b[k] * 0.5;
                    }
                }
                return b[2] * b[2];
            }
            """).At(s_x).Leaves("b", new double[] { 1.5, -2, -120 }),

        new Row("unused choice with a throw", """
            [Differentiable]
            public static double F(double u, double a)
            {
                double sum = a > 0 ? u : a > -1 ? u * 2 : throw new InvalidOperationException("too many");
                double unused = Math.Sin(Math.Min(Math.Atanh(0.5 * Math.Sin(u * a)), Math.Atanh(0.25 * Math.Cos(u * a) + sum)));
                return a * a;
            }
            """).At(0.5, 2.0).Gives(4.0, 0.0, 4.0).At(0.5, -0.5).Gives(0.25, 0.0, -1.0).At(0.5, -2.0).Throws<InvalidOperationException>(),

        new Row("two loops that end themselves", """
            [Differentiable]
            public static double F(double s)
            {
                int count = 0;
                do
                {
                    s *= 0.5;
                }
                while (count++ < 1 && s < 4);
                int i = 0;
                while (i++ < 3 && s < 4)
                {
                    s *= s + 1.5;
                }
                return s;
            }
            """).At(3.0),

        new Row("a number compared with itself", """
            [Differentiable]
            public static double F(double x)
            {
            #pragma warning disable CS1718
                return x == x ? x * x : 0.0;
            }
            """).At(3.0).Gives(9.0, 6.0),

        new Row("a number without its derivative from here on", """
            [Differentiable]
            public static double F(double sum, int m)
            {
                double before = sum * sum;
                sum = Differentiation.StopGradient(sum);
                if (m > 0) sum -= before;
                return sum * sum;
            }
            """).At(3.0, 1).Gives(36.0, 72.0).At(3.0, 0).Gives(9.0, 0.0).AtKink(),

        new Row("stackalloc of elements in parentheses", """
            [Differentiable]
            public static double F(double x)
            {
                Span<double> a = stackalloc double[] { (x * x), (x), ((2.0)) };
                Span<double> b = stackalloc double[(2)];
                b[1] = a[0] * a[1] * a[2];
                return b[1];
            }
            """).At(3.0).Gives(54.0, 54.0),

        new Row("copy to too short a destination", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> from, Span<double> to)
            {
                from.CopyTo(to);
                return to[0] * to[0];
            }
            """).At(s_x, new double[] { 1, 2 }).Throws<ArgumentException>().Leaves("to", new double[] { 1, 2 })
            .At(new double[] { 3 }, new double[] { 1, 2 }).Gives(9.0, new double[] { 6 }, new double[] { 0, 0 }).Leaves("to", new double[] { 3, 2 }),

        new Row("a condition that throws for nothing", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> d)
            {
                if (d[2] > 1 ? d[0] > 0 : d[1] > 0)
                {
                }
                return d[0] * 2;
            }
            """).At(s_x).At(new double[] { 1, 2 }).Throws<IndexOutOfRangeException>(),

        new Row("a branch with nothing in it at the end of a case", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> d, int n)
            {
                double s = 0;
                foreach (double u in d)
                {
                    switch (n)
                    {
                        case 0:
                            s += u * u;
                            break;
                        case >= 5:
                            if (n > 5) continue;
                            break;
                    }
                }
                return s;
            }
            """).At(s_x, 0).At(s_x, 5).At(s_x, 6),

        new Row("a parameter named nameof", """
            [Differentiable]
            public static double F(Span<double> nameof, double x)
            {
                nameof[0] = x * x;
                return nameof[0] + nameof[1];
            }
            """).At(s_x, 3.0).Gives(7.0, new double[] { 0, 1, 0 }, 6.0).Leaves("nameof", new double[] { 9, -2, 0.5 }),

        new Row("a local named nameof", """
            [Differentiable]
            public static double F(Span<double> a)
            {
                double nameof = a[0] * a[1];
                if (nameof < 0)
                {
                    nameof = nameof * nameof + Math.Exp(nameof);
                }
                return nameof * nameof;
            }
            """).At(s_x),

        new Row("a span without the element, and a value that throws", """
            [Differentiable]
            public static double F(Span<double> a, double x)
            {
                a[1] = x < 1 ? x * x : throw new InvalidOperationException("too many");
                return a[1];
            }
            """).At(new double[] { 1, 2 }, 0.5).Leaves("a", new double[] { 1, 0.25 }).At(new double[] { 1 }, 2.0).Throws<IndexOutOfRangeException>(),

        new Row("written in code that never runs", """
            [Differentiable]
            public static double F(double[] a, double x)
            {
                if (false)
                {
                    (a[0], x) = (x, 1.0);
                }

                return a[0] * x;
            }
            """).At(new double[] { 3 }, 2.0).Leaves("a", new double[] { 3 }),

        new Row("written through a view in code that never runs", """
            [Differentiable]
            public static double F(double x, double[] weights)
            {
                Span<double> all = weights;
                if (x > double.PositiveInfinity || false)
                {
                    x = 2;
                }

                if (false)
                {
                    Span<double> b = all[1..];
                    b[0] = x;
                }

                return x * weights[0];
            }
            """).At(-0.75, new double[] { 3 }).Leaves("weights", new double[] { 3 }),

        new Row("written by a local function that never runs", """
            [Differentiable]
            public static double F(Span<double> b, double[] a)
            {
                void Clear()
                {
                    Array.Clear(a);
                }

                b[0] = a[0] * a[0];
                if (false)
                {
                    Clear();
                }

                return b[0];
            }
            """).At(new double[] { 1 }, new double[] { 3 }).Leaves("b", new double[] { 9 }).Leaves("a", new double[] { 3 }),

        new Row("written by a helper, through a view that is assigned, in code that never runs", """
            [Differentiable]
            public static double F(Span<double> a, double[] b, Span<double> c, double x)
            {
                if (false)
                {
                    Span<double> view = a;
                    view = x > 0 ? b : c[1..];
                    Fill(view.Slice(1), ref c[0], x);
                }

                return a[0] * b[0] * x + c[0];
            }

            private static void Fill(Span<double> to, ref double first, double x)
            {
                ref double second = ref to[1];
                second = x;
                first += x;
            }
            """).At(new double[] { 1 }, new double[] { 3 }, new double[] { 5 }, 2.0)
                .Leaves("a", new double[] { 1 }).Leaves("b", new double[] { 3 }).Leaves("c", new double[] { 5 }),

        new Row("writes through a returned reference that nothing runs", """
            [Differentiable]
            public static double F(double z, Span<double> a, Span<double> b)
            {
                double g = 1;
                if (2 >= 5)
                {
                    (g, Spot(a, 0)) = (z, z * 2);
                    Spot(b, 0) = z;
                }

                return a[0] * z * g + b[0];
            }

            private static ref double Spot(Span<double> of, int at) => ref of[at];
            """).At(2.0, new double[] { 3, 1 }, new double[] { 0.5 }).Leaves("a", new double[] { 3, 1 }).Leaves("b", new double[] { 0.5 }),

        new Row("method that changes a value which is nowhere", """
            public record struct Part(double X, double Y)
            {
                public double Act(double by)
                {
                    X += by;
                    return X * Y;
                }
            }

            public static partial class Table
            {
                [Differentiable]
                public static double F(double w, double v)
                {
                    Part[] data = [new Part(v, w), new Part(2, v)];
                    double acted = (w <= 0.1 ? data[1] : new Part(w, 1.25)).Act(data[0].X);
                    return acted * data[0].X;
                }
            }
            """, "Table").At(2.0, 3.0).At(-2.0, 1.5),

        new Row("query in the test of a loop, after another one", """
            using System.Linq;

            public static partial class Table
            {
                [Differentiable]
                public static double F(double p, double[] c)
                {
                    double s = 0;
                    double[] first = c.Select(x => x * 2).Take(3).ToArray();
                    for (int i = 0; i < c.Zip(first, (x, y) => x).Append(p).Where(x => x > 0).Count(); i++)
                    {
                        s += first[0] * p;
                    }

                    return s;
                }
            }
            """, "Table").At(2.0, new double[] { 3, -1, 2, 5 }).At(-2.0, new double[] { 3, 1, 2, 5 }),

        new Row("bounds of loops that references change", """
            public struct Part
            {
                public int N;
            }

            public static partial class Table
            {
                [Differentiable]
                public static double F(double p, Span<double> d)
                {
                    double s = 0;
                    int count = 3;
                    ref int most = ref count;
                    for (int i = 0; i < count; i++)
                    {
                        most = 1;
                        s += p;
                    }

                    Part part = new Part { N = 3 };
                    ref Part same = ref part;
                    for (int i = 0; i < part.N; i++)
                    {
                        same.N = 2;
                        s += p * p;
                    }

                    ref double end = ref d[1];
                    for (int i = 0; i < (int)end; i++)
                    {
                        d[1] = 1;
                        s += d[0];
                    }

                    return s;
                }
            }
            """, "Table").At(3.0, new double[] { 0.5, 4.5 }).Gives(21.5, 13.0, new double[] { 1, 0 }).Leaves("d", new double[] { 0.5, 1 }),
    ];
}
