namespace SourceGrad.Tests.Conformance;

/// <summary>The kernels of System.Numerics.Tensors: loops in the generated code.</summary>
internal static class TensorRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];
    private static readonly double[] s_y = [0.75, 1.25, -0.5, -0.25];

    public static readonly Row[] All =
    [
        Kernel("kernels: sums", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.Sum<double>(x) * TensorPrimitives.SumOfSquares<double>(y) + TensorPrimitives.SumOfMagnitudes<double>(x) + TensorPrimitives.Average<double>(y);
            }
            """).At(s_x, s_y),

        Kernel("kernels: dot product", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.Dot<double>(x, y);
            }
            """).At(s_x, s_y).Gives(-2.375, s_y, s_x),

        Kernel("kernels: norm and distance", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.Norm<double>(x) * TensorPrimitives.Distance<double>(x, y);
            }
            """).At(s_x, s_y),

        Kernel("kernels: cosine similarity", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.CosineSimilarity<double>(x, y);
            }
            """).At(s_x, s_y),

        Kernel("kernels: products", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.Product<double>(x) + TensorPrimitives.ProductOfSums<double>(x, y) * TensorPrimitives.ProductOfDifferences<double>(x, y);
            }
            """).At(s_x, s_y),

        Kernel("kernels: standard deviation", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.StdDev<double>(x) * TensorPrimitives.StdDev<double>(y);
            }
            """).At(s_x, s_y),

        Kernel("kernels: largest and smallest", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.Max<double>(x) * TensorPrimitives.Min<double>(y) + x[TensorPrimitives.IndexOfMin<double>(x)];
            }
            """).At(s_x, s_y),

        Kernel("kernels: first of the largest", """
            [Differentiable]
            public static double F(double[] x)
            {
                return TensorPrimitives.Max<double>(x);
            }
            """).At(new double[] { 1, 3, 3 }).Gives(3.0, new double[] { 0, 1, 0 }).AtKink(),

        Kernel("kernels: four operations", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.Add<double>(x, y, t);
                TensorPrimitives.Multiply<double>(t, x, t);
                TensorPrimitives.Subtract<double>(t, y, t);
                TensorPrimitives.Divide<double>(t, y, t);
                return TensorPrimitives.SumOfSquares<double>(t);
            }
            """).At(s_x, s_y),

        Kernel("kernels: operations with a number", """
            [Differentiable]
            public static double F(double[] x, double k)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.Add<double>(x, k, t);
                TensorPrimitives.Multiply<double>(t, k, t);
                TensorPrimitives.Subtract<double>(k, t, t);
                TensorPrimitives.Divide<double>(1, t, t);
                TensorPrimitives.Negate<double>(t, t);
                return TensorPrimitives.SumOfSquares<double>(t);
            }
            """).At(s_x, 0.75),

        Kernel("kernels: multiply and add", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.MultiplyAdd<double>(x, y, x, t);
                TensorPrimitives.AddMultiply<double>(t, 2, y, t);
                TensorPrimitives.FusedMultiplyAdd<double>(t, x, 3, t);
                TensorPrimitives.MultiplyAdd<double>(t, 0.25, y, t);
                return TensorPrimitives.SumOfSquares<double>(t);
            }
            """).At(s_x, s_y),

        Kernel("kernels: exponentials", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[x.Length];
                double s = 0;
                TensorPrimitives.Exp<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Exp2<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Tanh<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Sigmoid<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                return s;
            }
            """).At(s_x),

        Kernel("kernels: logarithms and roots", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[x.Length];
                double s = 0;
                double[] p = new double[x.Length];
                TensorPrimitives.Multiply<double>(x, x, p);
                TensorPrimitives.Log<double>(p, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Log2<double>(p, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Sqrt<double>(p, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Log10<double>(p, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Cbrt<double>(p, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Reciprocal<double>(p, t);
                s += TensorPrimitives.Dot<double>(t, x);
                return s;
            }
            """).At(s_x),

        Kernel("kernels: hyperbolic functions", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[x.Length];
                double s = 0;
                TensorPrimitives.Sinh<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Cosh<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Tanh<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Asinh<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                return s;
            }
            """).At(s_x),

        Kernel("kernels: trigonometric functions", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[x.Length];
                double s = 0;
                TensorPrimitives.Sin<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Cos<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Tan<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                TensorPrimitives.Atan<double>(x, t);
                s += TensorPrimitives.Dot<double>(t, x);
                return s;
            }
            """).At(s_x),

        Kernel("kernels: abs at zero", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.Abs<double>(x, t);
                return TensorPrimitives.Sum<double>(t);
            }
            """).At(new double[] { 0, -2, 3 }).Gives(5.0, new double[] { 0, -1, 1 }).AtKink(),

        Kernel("kernels: softmax", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.SoftMax<double>(x, t);
                return TensorPrimitives.Dot<double>(t, y);
            }
            """).At(s_x, s_y),

        Kernel("kernels: softmax in place", """
            [Differentiable]
            public static double F(Span<double> x)
            {
                TensorPrimitives.SoftMax<double>(x, x);
                return x[0] - 2 * x[1];
            }
            """).At(s_x).Leaves("x", Softmax(s_x)),

        Kernel("kernels: powers", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.Multiply<double>(x, x, t);
                TensorPrimitives.Pow<double>(t, y, t);
                double s = TensorPrimitives.Sum<double>(t);
                TensorPrimitives.Pow<double>(x, 3, t);
                s += TensorPrimitives.Sum<double>(t);
                TensorPrimitives.Pow<double>(2, x, t);
                return s + TensorPrimitives.Sum<double>(t);
            }
            """).At(s_x, s_y),

        Kernel("kernels: larger and smaller of two", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.Max<double>(x, y, t);
                double s = TensorPrimitives.SumOfSquares<double>(t);
                TensorPrimitives.Min<double>(x, 0.25, t);
                TensorPrimitives.Clamp<double>(t, -1, 1, t);
                return s + TensorPrimitives.Sum<double>(t);
            }
            """).At(s_x, s_y),

        Kernel("kernels: angles and lengths", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[x.Length];
                TensorPrimitives.Atan2<double>(y, x, t);
                double s = TensorPrimitives.SumOfSquares<double>(t);
                TensorPrimitives.Hypot<double>(x, y, t);
                TensorPrimitives.Lerp<double>(t, x, y, t);
                return s + TensorPrimitives.Sum<double>(t);
            }
            """).At(s_x, s_y),

        Kernel("kernels: slices", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                double[] t = new double[3];
                TensorPrimitives.Exp<double>(x.AsSpan(1, 2), t.AsSpan(0, 2));
                TensorPrimitives.Multiply<double>(t.AsSpan(0, 2), y.AsSpan()[1..3], t.AsSpan()[..2]);
                TensorPrimitives.Add<double>(t.AsSpan(0, 1), t.AsSpan(1, 1), t.AsSpan(2));
                return x[0] * t[1] * t[2];
            }
            """).At(s_x, s_y),

        Kernel("kernels: views that overlap", """
            [Differentiable]
            public static double F(double[] x, int start)
            {
                double[] t = new double[8];
                TensorPrimitives.Exp<double>(x, t);
                TensorPrimitives.Negate<double>(t.AsSpan(0, 4), t.AsSpan(start, 4));
                return t[0] + 2 * t[4];
            }
            """).At(s_x, 0).At(s_x, 4).At(s_x, 1).Throws<ArgumentException>(),

        Kernel("kernels: written parameter", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, Span<double> y) => TensorPrimitives.Multiply<double>(x, y, y);
            """).At(s_x, new double[] { 2, 3, 4, 5 }).Leaves("y", new double[] { 3, -6, 2, 15 })
            .PullsBack([new double[] { 1, 10, 100, 1000 }], new double[] { 2, 30, 400, 5000 }, new double[] { 1.5, -20, 50, 3000 }),

        Kernel("kernels: lengths that differ", """
            [Differentiable]
            public static double F(double[] x, double[] y)
            {
                return TensorPrimitives.Dot<double>(x, y);
            }
            """).At(s_x, new double[3]).Throws<ArgumentException>(),

        Kernel("kernels: destination too short", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[2];
                TensorPrimitives.Exp<double>(x, t);
                return t[0];
            }
            """).At(s_x).Throws<ArgumentException>(),

        Kernel("kernels: largest of nothing", """
            [Differentiable]
            public static double F(double[] x)
            {
                return TensorPrimitives.Max<double>(x);
            }
            """).At(Array.Empty<double>()).Throws<ArgumentException>(),

        Kernel("kernels: float", """
            [Differentiable]
            public static float F(float[] x, float[] y)
            {
                float[] t = new float[x.Length];
                TensorPrimitives.Sigmoid(x, t);
                TensorPrimitives.Multiply(t, y, t);
                TensorPrimitives.AddMultiply(t, y, 0.5f, t);
                return TensorPrimitives.Dot(t, x) + TensorPrimitives.Norm(y) + TensorPrimitives.Max(x);
            }
            """).At(new float[] { 1.5f, -2, 0.5f }, new float[] { 0.5f, 1, -0.75f }),

        Kernel("kernels: linear layer", """
            [Differentiable]
            public static float F(float[] w, float[] x)
            {
                ReadOnlySpan<float> all = w;
                int n = x.Length, m = w.Length / n;
                float[] h = new float[m];
                for (int j = 0; j < m; j++) h[j] = TensorPrimitives.Dot(all.Slice(j * n, n), x);
                TensorPrimitives.Tanh(h, h);
                TensorPrimitives.SoftMax(h, h);
                return -MathF.Log(h[0]);
            }
            """).At(new float[] { 0.5f, -1, 0.25f, 0.75f, 1, -0.5f }, new float[] { 1, 0.5f }),
    ];

    private static Row Kernel(string name, string source) =>
        new Row(name, $"using System.Numerics.Tensors;\npublic static partial class Table\n{{\n{source}\n}}", "Table").OfLibrary();

    private static double[] Softmax(double[] x) => [.. x.Select(v => Math.Exp(v) / x.Sum(Math.Exp))];
}
