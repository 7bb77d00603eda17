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
    ];
}
