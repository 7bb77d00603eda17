namespace SourceGrad.Tests.Conformance;

/// <summary>What the fuzzer found about loops, checked arithmetic and what members of structs change.</summary>
internal static class FuzzFlowRows
{
    public static readonly Row[] All =
    [
        new Row("member of a struct with a loop, returned out of a loop", """
            public readonly record struct Part(double X, double Y)
            {
                public double Act(Part other, double q)
                {
                    int i = 0;
                    while (i++ < 2)
                    {
                        q += Y > 1.25 ? Y : 2;
                    }

                    return other.X * q;
                }
            }

            public struct Pair
            {
                internal double Hidden;

                public double X;

                public double Y
                {
                    get => Hidden;
                    set
                    {
                        Hidden = value;
                        X += 1;
                    }
                }

                public double Next
                {
                    get
                    {
                        X += 1;
                        return X;
                    }
                }

                public readonly double Sum(double q)
                {
                    int i = 0;
                    while (i++ < 2)
                    {
                        q += Next * (Y > 1 ? Y : 2);
                    }

                    return q;
                }
            }

            public static partial class Table
            {
                [Differentiable]
                public static double F(double r, double x0, double y0, double[] a)
                {
                    Part part = new(x0, y0);
                    Pair pair = new() { Hidden = x0 * y0, X = y0 };
                    double s = 0;
                    foreach (double x in a)
                    {
                        pair.Y = x * s;
                        s += pair.Sum(r) * pair.X + pair.Next;
                        if (x > 1)
                        {
                            return part.Act(part, r) * s + pair.X;
                        }
                    }

                    return s;
                }
            }
            """, "Table").At(0.75, 0.5, 1.5, new double[] { 0.5, 2 }).At(0.75, 0.5, 1.5, new double[] { 0.5 }),

        new Row("overflow that nothing reads", """
            [Differentiable]
            public static double F(double x, int n)
            {
                n = checked(n * 1000000000);
                return x * x;
            }
            """).At(2.0, 1).At(2.0, 5).Throws<OverflowException>(),

        new Row("bits of an int in a long", """
            [Differentiable]
            public static double F(double x, long i)
            {
                int n = 0;
                while (n++ < 3)
                {
                    i |= (long)(n % 2);
                }

                return x * i;
            }
            """).At(2.0, 4L),

        new Row("fields that change places around a loop", """
            public struct Part
            {
                public double X;
                public double Y;
            }

            public static partial class Table
            {
                [Differentiable]
                public static double F(double z, double x0, double y0, int n)
                {
                    Part state = new() { X = x0, Y = y0 };
                    for (int k = 0; k < n; k++)
                    {
                        for (int i = 1; i < n; i++)
                        {
                            int j = 0;
                            while (j++ < 3)
                            {
                                (state.X, state.Y) = (state.Y, state.X);
                                state.X = Math.Atan(state.Y * Math.Min(0.5, state.X));
                            }
                        }

                        (z, state.X) = (state.X, z);
                    }

                    return state.X * state.Y * z;
                }
            }
            """, "Table").At(0.75, 0.5, 1.5, 3),

        new Row("recursion through a reference that is not assigned", """
            [Differentiable]
            public static double F(double y, Span<double> d)
            {
                Step(ref d[0], 2);
                return y * d[0];
            }

            private static double Step(ref double q, int i)
            {
                if (i <= 0)
                {
                    return q;
                }

                double[] b = new double[4];
                b[3] = q * q;
                return Step(ref b[3], i - 1) * q;
            }
            """).At(1.5, new double[] { 0.75, 2 }),

        new Row("read-only structs at an index that is recorded", """
            public readonly record struct Part(double X, double Y, double Z);

            public static partial class Table
            {
                [Differentiable]
                public static double F(double x, int count)
                {
                    Span<Part> parts = stackalloc Part[3];
                    parts[0] = new Part(x, x * x, 2);
                    parts[1] = new Part(2 * x, 1, x);
                    return Sum(parts, count) * x;
                }

                private static double Sum(Span<Part> parts, int count)
                {
                    int j = 0;
                    while (j < 6)
                    {
                        parts[0] = parts[Math.Abs(count % 7) % parts.Length];
                        if (count == 3 && parts[1].X > 0.5)
                        {
                            count = j + 4;
                        }

                        parts[2] = parts[j % 2] with { Z = parts[0].Y * parts[1].Z };
                        j += 2;
                    }

                    return parts[0].Z * parts[2].Z + parts[2].X;
                }
            }
            """, "Table").At(0.75, 3).At(0.75, 1),

        new Row("span of read-only structs written at a recorded index", """
            public readonly record struct Part(double X, double Y, double Z);

            public static partial class Table
            {
                [Differentiable]
                public static double F(double[] x, int count)
                {
                    Part[] parts = new Part[2];
                    for (int i = 0; i < parts.Length; i++)
                    {
                        parts[i] = new Part(x[i], x[i] * x[0], 2);
                    }

                    return G(parts, count);
                }

                [Differentiable]
                public static double G(Part[] parts, int count)
                {
                    int j = 0;
                    while (j < 6)
                    {
                        parts[0] = parts[Math.Abs(count % 7) % parts.Length];
                        count = j + count;
                        j += 2;
                    }

                    return parts[0].Z * parts[1].Z + parts[0].X;
                }
            }
            """, "Table").At(new double[] { 0.75, 2 }, 3),

        new Row("variables that the test of a loop declares", """
            [Differentiable]
            public static double F(double q, double[] c, int count)
            {
                double a = c[0], b = c[1];
                int? maybe = q > -2 ? count : null;
                int k = 0;
                while (maybe is { } most && k < most)
                {
                    b = q * b * most;
                    k++;
                }

                for (int j = 0; maybe is { } last && j < last; j++)
                {
                    b += q * b * last;
                }

                for (int j = 0; j < Math.Min(maybe is { } end ? end : count, 5); j++)
                {
                    a *= b;
                }

                do
                {
                    k--;
                    b *= 2;
                }
                while (k > 0 && maybe is { } times && k < times);
                return a * b;
            }
            """).At(0.75, new double[] { 1.5, 0.5 }, 3).At(0.5, new double[] { 1.5, 0.5 }, 0),

        new Row("calls that are not written, in loops", """
            private sealed class Pair : IDisposable
            {
                public double X;
                public double Y;
                public double Reads;

                public int Length
                {
                    get
                    {
                        Reads += X;
                        return 2;
                    }
                }

                public double this[int i] => i == 0 ? X : Y;

                public void Deconstruct(out double x, out double y)
                {
                    Reads += X * Y;
                    x = X;
                    y = Y;
                }

                public Walk GetEnumerator()
                {
                    Reads += Y;
                    return new Walk { Of = this };
                }

                public void Dispose() => Reads *= X;
            }

            private sealed class Walk
            {
                public Pair Of = null!;
                private int _at;

                public double Current => Of.X * _at;

                public bool MoveNext()
                {
                    Of.Reads += Of.X;
                    return _at++ < 2;
                }
            }

            [Differentiable]
            public static double F(double x, double y)
            {
                Pair a = new() { X = x, Y = y }, b = new() { X = x, Y = y }, c = new() { X = x, Y = y };
                Pair d = new() { X = x, Y = y }, e = new() { X = x, Y = y };
                double s = 0;
                for (int i = 0; i < 3; i++)
                {
                    (double p, double q) = a;
                    s += p * q;
                }
                for (int i = 0; i < 3; i++)
                {
                    s += b is (var p, _) ? p : 1;
                }
                for (int i = 0; i < 3; i++)
                {
                    s += c[^1] * (c is [var p, _] ? p : 1);
                }
                for (int i = 0; i < 3; i++)
                {
                    foreach (double p in d)
                    {
                        s += p;
                    }
                }
                for (int i = 0; i < 3; i++)
                {
                    using Pair p = e;
                    e.Reads += y;
                }
                return s + a.Reads + b.Reads * c.Reads + d.Reads * e.Reads;
            }
            """).At(1.5, 0.7),
    ];
}
