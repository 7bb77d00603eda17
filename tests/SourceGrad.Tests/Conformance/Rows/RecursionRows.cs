namespace SourceGrad.Tests.Conformance;

/// <summary>Methods that call themselves, directly or through others, and what they pass and return.</summary>
internal static class RecursionRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3, -0.25];

    public static readonly Row[] All =
    [
        new Row("recursive power", """
            [Differentiable]
            public static double F(double x, int n) => n == 0 ? 1 : x * F(x, n - 1);
            """).At(1.5, 4).Gives(5.0625, 13.5).At(-2.0, 3).At(0.0, 0).Gives(1.0, 0.0),

        new Row("power by squaring", """
            private static double Power(double x, int n)
            {
                if (n == 0)
                {
                    return 1;
                }

                double half = Power(x, n / 2);
                return n % 2 == 0 ? half * half : half * half * x;
            }

            [Differentiable]
            public static double F(double x, double y, int n) => Math.Sin(Power(x, n) * y) + Power(y, 3);
            """).At(1.1, 0.7, 13),

        new Row("binary recursion", """
            private static double Tree(double x, double y, int depth)
            {
                if (depth == 0)
                {
                    return x * y;
                }

                double left = Tree(x * 0.9, y + x, depth - 1);
                double right = Tree(Math.Sin(x), y * 0.5, depth - 1);
                return left * Math.Cos(right) + x;
            }

            [Differentiable]
            public static double F(double x, double y) => Tree(x, y, 5);
            """).At(0.8, -0.3),

        new Row("mutual recursion", """
            private static double Even(double x, int n) => n == 0 ? x : Math.Sin(Odd(x * 1.1, n - 1));

            private static double Odd(double x, int n) => n == 0 ? x * x : Even(x + 0.3, n - 1) * x;

            [Differentiable]
            public static double F(double x, int n) => Even(x, n) + Odd(x, n);
            """).At(0.7, 6).At(0.7, 5),

        new Row("ackermann-like guards", """
            private static double A(double x, int m, int n)
            {
                if (m == 0)
                {
                    return x + n;
                }

                if (n == 0)
                {
                    return A(x * 1.01, m - 1, 1);
                }

                return A(x, m - 1, (int)(n - 1 + 0 * m)) * 0.5 + A(x * 0.99, m, n - 1);
            }

            [Differentiable]
            public static double F(double x) => A(x, 2, 3);
            """).At(0.6),

        new Row("recursion with a struct", """
            public struct Point
            {
                public double X;
                public double Y;
            }

            private static Point Turn(Point p, double k, int n) =>
                n == 0 ? p : Turn(new Point { X = p.X * 0.5 - p.Y * k, Y = p.Y + p.X * p.X * 0.1 }, k, n - 1);

            [Differentiable]
            public static double F(double x, double y, double k)
            {
                Point p = Turn(new Point { X = x, Y = y }, k, 4);
                return p.X * p.Y;
            }
            """).At(0.7, -0.4, 0.3),

        new Row("recursion in a loop", """
            private static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable]
            public static double F(ReadOnlySpan<double> v, double s)
            {
                for (int i = 0; i < v.Length; i++)
                {
                    s = Math.Sin(s) + Power(v[i] * s, i);
                }

                return s;
            }
            """).At(s_x, 0.4),

        new Row("recursion in a sum", """
            private static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable]
            public static double F(ReadOnlySpan<double> v, double k)
            {
                double loss = 0;
                for (int i = 0; i < v.Length; i++)
                {
                    loss += Power(v[i] - k, 3);
                }

                return loss / v.Length;
            }
            """).At(s_x, 0.4),

        new Row("recursion in a while loop with an exit", """
            private static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable]
            public static double F(double x, double limit)
            {
                double y = x;
                int n = 0;
                while (true)
                {
                    y += Power(y, 2) * 0.1;
                    n++;
                    if (y > limit || n > 20)
                    {
                        break;
                    }
                }

                return y * limit;
            }
            """).At(0.5, 2.0),

        new Row("recursion in a branch", """
            private static double Power(double x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable]
            public static double F(double x, double y)
            {
                double z = x;
                if (x > 0)
                {
                    z = Power(x, 3) * y;
                }

                return z * z + y;
            }
            """).At(0.5, 2.0).At(-0.5, 2.0),

        new Row("recursive local function", """
            [Differentiable]
            public static double F(double x, double k, int n)
            {
                double scale = k * k;
                return Walk(x, n) * x;

                double Walk(double y, int m) => m == 0 ? y : Math.Sin(y * scale) + Walk(y * 0.9, m - 1);
            }
            """).At(0.7, 1.2, 4),

        new Row("recursive local function that counts", """
            [Differentiable]
            public static double F(double x, int n)
            {
                double total = 0;
                Walk(x, n);
                return total * x;

                void Walk(double y, int m)
                {
                    total += y * y;
                    if (m > 0)
                    {
                        Walk(y * 0.5, m - 1);
                        Walk(Math.Sin(y), m - 2);
                    }
                }
            }
            """).At(0.7, 4),

        new Row("recursion by reference", """
            private static void Step(ref double x, double k, int n)
            {
                if (n > 0)
                {
                    x = Math.Sin(x * k) + k;
                    Step(ref x, k, n - 1);
                }
            }

            [Differentiable]
            public static double F(double x, double k)
            {
                double y = x;
                Step(ref y, k, 3);
                return y * x;
            }
            """).At(0.7, 1.3),

        new Row("generic recursion", """
            private static T Power<T>(T x, int n)
                where T : System.Numerics.IFloatingPointIeee754<T> => n == 0 ? T.One : x * Power(x, n - 1);

            [Differentiable]
            public static double F(double x) => Power(x, 3) + Power(x * x, 2);
            """).At(1.3),

        new Row("recursion on a struct", """
            private readonly struct Node(double weight)
            {
                public double Eval(double x, int n) => n == 0 ? x : weight * Math.Sin(Eval(x, n - 1));
            }

            [Differentiable]
            public static double F(double w, double x)
            {
                Node node = new(w);
                return node.Eval(x, 3);
            }
            """).At(0.8, 1.1),

        new Row("adaptive quadrature", """
            private static double Simpson(double a, double b, double k) => (b - a) / 6 * (Math.Exp(-k * a * a) + 4 * Math.Exp(-k * (a + b) * (a + b) / 4) + Math.Exp(-k * b * b));

            private static double Integrate(double a, double b, double k, int depth)
            {
                double m = 0.5 * (a + b);
                double whole = Simpson(a, b, k), left = Simpson(a, m, k), right = Simpson(m, b, k);
                return depth == 0 || Math.Abs(left + right - whole) < 1e-5 ? left + right : Integrate(a, m, k, depth - 1) + Integrate(m, b, k, depth - 1);
            }

            [Differentiable]
            public static double F(double a, double b, double k) => Integrate(a, b, k, 6);
            """).At(0.1, 2.0, 1.3),

        new Row("recursion that throws", """
            private static double Down(double x, int n) => n < 0 ? throw new ArgumentException("n") : n == 0 ? x : Math.Sin(Down(x, n - 1));

            [Differentiable]
            public static double F(double x, int n) => Down(x, n);
            """).At(0.5, 3).At(0.5, -1).Throws<ArgumentException>(),

        new Row("recursion in float", """
            private static float Power(float x, int n) => n == 0 ? 1 : x * Power(x, n - 1);

            [Differentiable]
            public static float F(float x, float y) => Power(x, 3) * Power(y, 2);
            """).At(1.25f, 0.5f),

        new Row("names of a recursion are taken", """
            private static double FCallees(double x) => x;

            private static double PowerVjp(double resultAdjoint, int xGradient) => xGradient == 0 ? 1 : resultAdjoint * PowerVjp(resultAdjoint, xGradient - 1);

            [Differentiable]
            public static double F(double x) => FCallees(PowerVjp(x, 3));
            """).At(1.5),

        new Row("overloads that call themselves", """
            private static double G(double x, int n) => n == 0 ? x : Math.Sin(G(x, n - 1));

            private static double G(double x, double y, int n) => n == 0 ? x * y : G(y, x, n - 1) * G(x, n - 1);

            [Differentiable]
            public static double F(double x, double y) => G(x, y, 3) + G(x, 2);
            """).At(0.5, 0.9),
    ];
}
