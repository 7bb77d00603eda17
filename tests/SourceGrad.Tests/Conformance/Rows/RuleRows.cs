namespace SourceGrad.Tests.Conformance;

/// <summary>Hand-written rules; where a row's method differs from its rule on purpose, the rule's numbers are stated.</summary>
internal static class RuleRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        new Row("sigmoid node", """
            /// The forward pass of a sigmoid node.
            public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

            /// Its backward pass: what comes in is the gradient with respect to the node's output.
            [DerivativeOf(typeof(Table), nameof(Sigmoid))]
            public static double SigmoidBackward(double x, double incoming)
            {
                double y = Sigmoid(x);
                return incoming * y * (1 - y);
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> w, double x, double b)
            {
                double y = x;
                for (int i = 0; i < w.Length; i++)
                {
                    y = Sigmoid(w[i] * y + b);
                }

                return y;
            }
            """).At(s_x, 0.8, 0.1),

        new Row("a rule wins over the body", """
            private static double Twice(double x) => 2 * x;

            [DerivativeOf(typeof(Table), nameof(Twice))]
            private static double TwiceRule(double x, double adjoint) => 100 * adjoint;

            [Differentiable]
            public static double F(double x) => Twice(Twice(x));
            """).At(1.5).AtKink().Gives(6.0, 10000.0),

        new Row("rule with several arguments", """
            private static double Blend(double a, int n, double b, bool flip) => flip ? a * b : a * n + b * b;

            [DerivativeOf(typeof(Table), nameof(Blend))]
            private static (double A, double B) BlendRule(double a, int n, double b, bool flip, double adjoint) =>
                flip ? (adjoint * b, adjoint * a) : (adjoint * n, adjoint * 2 * b);

            [Differentiable]
            public static double F(double x, double y) => Blend(x, 3, y * y, false) * Blend(y, 1, x, true) + Blend(b: x, a: 2, n: 1, flip: false);
            """).At(0.7, 1.3),

        new Row("rule for overloads", """
            private static double G(double x) => x * x;

            private static double G(double x, double y) => x * y;

            [DerivativeOf(typeof(Table), nameof(G))]
            private static double One(double x, double adjoint) => 2 * x * adjoint;

            [DerivativeOf(typeof(Table), nameof(G))]
            private static (double, double) Two(double x, double y, double adjoint) => (y * adjoint, x * adjoint);

            [Differentiable]
            public static double F(double x, double y) => G(x) * G(x, y);
            """).At(0.7, 1.3),

        new Row("rule with buffers", """
            private static double Dot(ReadOnlySpan<double> a, double[] b, double scale)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    s += a[i] * b[i];
                }

                return s * scale;
            }

            [DerivativeOf(typeof(Table), nameof(Dot))]
            private static double DotRule(ReadOnlySpan<double> a, double[] b, double scale, double adjoint, Span<double> aAdjoint, Span<double> bAdjoint)
            {
                double s = 0;
                for (int i = 0; i < a.Length; i++)
                {
                    s += a[i] * b[i];
                    aAdjoint[i] += adjoint * scale * b[i];
                    bAdjoint[i] += adjoint * scale * a[i];
                }

                return s * adjoint;
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double[] y, double k)
            {
                double s = 0;
                for (int i = 0; i < 3; i++)
                {
                    s = Math.Sin(s) + Dot(x, y, s + k);
                }

                return s + Dot(x[1..], y, k) * Dot(y.AsSpan(0, 2), y, k);
            }
            """).At(s_x, new[] { 0.5, 1, -1, 0.25 }, 0.4),

        new Row("rule with an inactive argument", """
            private static double G(double x, double temperature) => x * x / temperature;

            [DerivativeOf(typeof(Table), nameof(G))]
            private static double GRule(double x, [NoGradient] double temperature, double adjoint) => 2 * x / temperature * adjoint;

            [Differentiable(nameof(x))]
            public static double F(double x, double t) => G(x, t) + x;
            """).At(0.7, 1.3),

        new Row("rule by method group", """
            private static double Square(double x) => x * x;

            [DerivativeOf(typeof(Table), nameof(Square))]
            private static double SquareRule(double x, double adjoint) => 2 * x * adjoint;

            private static double Apply(Func<double, double> f, double x) => f(f(x));

            [Differentiable]
            public static double F(double x) => Apply(Square, x);
            """).At(0.7),
    ];
}
