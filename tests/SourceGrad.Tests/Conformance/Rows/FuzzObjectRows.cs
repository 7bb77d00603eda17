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
    ];
}
