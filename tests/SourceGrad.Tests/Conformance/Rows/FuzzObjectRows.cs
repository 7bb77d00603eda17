namespace SourceGrad.Tests.Conformance;

/// <summary>What the fuzzer found in structs, objects, references and queries, at its smallest.</summary>
internal static class FuzzObjectRows
{
    public static readonly Row[] All =
    [
        new Row("reference to an element that is not there, never used", """
            private static void Never(ref double v, bool uses)
            {
                if (uses)
                {
                    v = 1;
                }
            }

            [Differentiable]
            public static double F(Span<double> a, double x)
            {
                ref double p = ref a[1];
                Never(ref a[2], x > 5);
                return x * x + a[0];
            }
            """).At(new double[] { 1 }, 2.0).Throws<IndexOutOfRangeException>().At(new double[] { 1, 2 }, 2.0).Throws<IndexOutOfRangeException>()
                .At(new double[] { 1, 2, 3 }, 2.0).Leaves("a", new double[] { 1, 2, 3 }),

        new Row("list assigned in a loop, counted from the end", """
            [Differentiable]
            public static double F(double x, int n)
            {
                List<double> d = [x, x * x];
                for (int i = 0; i < n; i++)
                {
                    if (i != 1)
                    {
                        d[0] = d[^1] * d[^2];
                    }

                    d[^1] *= x;
                }

                return d[0] * d[^1];
            }
            """).At(1.5, 3),

        new Row("object assigned in a loop", """
            private sealed class State { public double Value; public int Steps; }

            [Differentiable]
            public static double F(double x, int n)
            {
                State state = new() { Value = x };
                for (int i = 0; i < n; i++)
                {
                    state.Value *= x + state.Steps;
                    state.Steps++;
                }

                return state.Value;
            }
            """).At(1.5, 3),

        new Row("checked elements of a stackalloc", """
            [Differentiable]
            public static double F(double x, int n)
            {
                Span<int> powers = stackalloc int[] { checked(n * 2), unchecked(n + 1) };
                return Math.Pow(x, powers[0]) + Math.Pow(x, powers[1]);
            }
            """).At(1.5, 1).At(1.5, int.MaxValue).Throws<OverflowException>(),

        new Row("parameters that cannot be assigned, changed by a callee", """
            private static double Grow(double x, int n)
            {
                for (int i = 0; i < n; i++)
                {
                    x *= x + 1;
                }

                return x;
            }

            [Differentiable]
            public static double F(in double x, byte n)
            {
                double y = Grow(x, n);
                while (n > 1)
                {
                    n--;
                    y *= x;
                }

                return y;
            }
            """).At(0.5, (byte)3),

        new Row("structs in buffers, written in code that never runs", """
            public record struct Part(double X, double Y)
            {
                public void Grow(double by) => Y += by;
            }

            [Differentiable]
            public static double F(double[] x)
            {
                Span<Part> a = new Part[2], b = new Part[2], c = new Part[2];
                a[0].X = x[0];
                if (false)
                {
                    b[1].X = x[0];
                    c[0].Grow(x[0]);
                    foreach (ref double v in x.AsSpan())
                    {
                        v *= 2;
                    }
                }

                return a[0].X * x[0] + b[1].X + c[0].Y;
            }
            """).At(new double[] { 3 }).Leaves("x", new double[] { 3 }),

        new Row("query behind one in a branch and one in a loop", """
            using System.Linq;
            public static partial class Table
            {
                [Differentiable]
                public static double F(double x, double[] b, int n)
                {
                    if (n > 7)
                    {
                        x = b.Where(u => u > 5).Sum();
                    }

                    for (int i = 0; i < n; i++)
                    {
                        x *= b.Average(v => v * v);
                    }

                    return x * b.Sum(v => v * x) + b.Max(v => v * 2);
                }
            }
            """, "Table").At(0.5, new double[] { 1, 2, 6 }, 2).At(0.5, new double[] { 3 }, 8),

        new Row("methods that change a struct, called on what cannot change", """
            public struct Counter
            {
                public double Sum;

                public double Add(double x)
                {
                    Sum += x;
                    return Sum;
                }
            }

            public static partial class Counters
            {
                [Differentiable]
                public static double F(double x, double y)
                {
                    Span<Counter> counters = stackalloc Counter[2];
                    counters[0].Sum = x * x;
                    counters[1].Sum = y;
                    ReadOnlySpan<Counter> fixedOnes = counters;
                    double s = fixedOnes[0].Add(x) * fixedOnes[0].Sum;
                    foreach (Counter counter in counters)
                    {
                        s += counter.Add(y) * counter.Sum;
                    }

                    return s + Twice(in counters[1], x) + counters[0].Add(y) * counters[0].Sum;
                }

                private static double Twice(in Counter counter, double x) => counter.Add(x) * counter.Add(x);
            }
            """, "Counters").At(1.5, 0.75),

        new Row("accessors that change a struct, on what cannot change", """
            public struct Counter
            {
                public double Sum;

                public double Add(double x)
                {
                    Sum += x;
                    return Sum;
                }

                public double Twice
                {
                    get
                    {
                        Sum *= 2;
                        return Sum;
                    }
                }

                public int Length => 3;

                public double this[int i]
                {
                    get
                    {
                        Sum += i;
                        return Sum;
                    }
                }
            }

            public struct Holder
            {
                public Counter Inner;
            }

            public sealed class Fixed
            {
                private readonly Counter _counter;

                public Fixed(double x) => _counter.Add(x);

                public double Start { init => _counter.Add(value); }

                public double Next(double x) => _counter.Add(x) * _counter.Sum;
            }

            public readonly struct Kept(Counter counter)
            {
                public double Next(double x) => counter.Add(x) * counter.Sum;
            }

            public static partial class Counters
            {
                [Differentiable]
                public static double F(double x, double y)
                {
                    Span<Holder> holders = stackalloc Holder[2];
                    holders[0].Inner.Sum = x;
                    holders[1].Inner.Sum = y * y;
                    double s = 0;
                    foreach (Holder holder in holders)
                    {
                        s += holder.Inner.Add(x) * holder.Inner.Sum;
                    }

                    Span<Counter> counters = stackalloc Counter[2];
                    counters[0].Sum = x;
                    counters[1].Sum = y;
                    foreach (Counter counter in counters)
                    {
                        s += counter.Twice * counter.Sum + counter[^1] * counter.Sum;
                    }

                    ReadOnlySpan<Counter> fixedOnes = counters;
                    s += fixedOnes[0].Twice * fixedOnes[0].Twice + fixedOnes[1][^2] * fixedOnes[1].Sum;
                    s += new Fixed(x) { Start = y }.Next(x) + new Kept(counters[0]).Next(y);
                    return s + Both(in counters[1], x) + counters[0].Twice * counters[0].Sum;
                }

                private static double Both(in Counter counter, double x) => counter.Twice * counter.Twice + counter[2] * counter.Add(x);
            }
            """, "Counters").At(1.5, 0.75),

        new Row("query in a branch, and again in a loop", """
            using System.Linq;
            public static partial class Table
            {
                [Differentiable]
                public static double F(double[] a, bool flag)
                {
                    double s = 0;
                    if (flag)
                    {
                        s = a.Where(x => x < 2).Sum(x => x * a[0]);
                    }

                    for (int i = 0; i < 2; i++)
                    {
                        s += a.Average(x => x * x);
                    }

                    return s;
                }
            }
            """, "Table").At(new double[] { 1, 3 }, true).At(new double[] { 1, 3 }, false),

        new Row("remainder of a division by zero that is known", """
            [Differentiable]
            public static double F(double x)
            {
                int none = 0;
                int i = none % none;
                return x * i;
            }
            """).At(2.0).Throws<DivideByZeroException>(),

        new Row("field that nothing needs, of an element that does not exist", """
            public struct Part
            {
                public double X;

                public double Y;
            }

            public static partial class Table
            {
                [Differentiable]
                public static double F(double x, int k)
                {
                    Part[] parts = new Part[2];
                    parts[0] = new Part { X = x, Y = 2 };
                    double unused = parts[k].Y;
                    return x * parts[0].X;
                }
            }
            """, "Table").At(2.0, 1).At(2.0, 2).Throws<IndexOutOfRangeException>(),

        new Row("bounds of loops that their bodies change", """
            [Differentiable]
            public static double F(double p, double q)
            {
                double[] d = [q, 3.5];
                int[] n = [4, 4];
                double s = 0;
                for (int i = 0; i < (int)d[1]; i++)
                {
                    s += p * d[0];
                    d[1] = 1.5;
                }

                ref int most = ref n[1];
                for (int i = 0; i < n[1]; i++)
                {
                    s += p * q;
                    most = 2;
                }

                return s * p;
            }
            """).At(2.0, 0.5).Gives(6.0, 6.0, 12.0),
    ];
}
