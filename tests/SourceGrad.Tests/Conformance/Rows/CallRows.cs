namespace SourceGrad.Tests.Conformance;

/// <summary>Calls of methods with source, and local functions.</summary>
internal static class CallRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5];

    public static readonly Row[] All =
    [
        new Row("call of an expression-bodied method", """
            private static double Square(double v) => v * v;

            [Differentiable]
            public static double F(double x, double y) => Square(x) * Square(y + Square(x));
            """).At(1.5, -0.5).Gives(2.25 * 1.75 * 1.75, 3 * 1.75 * 1.75 + 2.25 * 2 * 1.75 * 3, 2.25 * 2 * 1.75),

        new Row("call of a method with branches and early returns", """
            private static double Smooth(double v)
            {
                if (v < 0) return 0;
                if (v < 1) return v * v * (3 - 2 * v);
                return 1;
            }

            [Differentiable]
            public static double F(double x) => Smooth(x) + 2 * Smooth(x - 1) + 4 * Smooth(x + 3);
            """).At(0.25).Gives(0.0625 * 2.5 + 4, 6 * 0.25 * 0.75).At(1.5).Gives(1 + 1.0 + 4, 3.0).At(-5.0).Gives(0.0, 0.0),

        new Row("call of a method with a loop that returns", """
            private static double FirstAbove(ReadOnlySpan<double> v, double limit)
            {
                for (int i = 0; i < v.Length; i++)
                {
                    if (v[i] > limit) return v[i] * v[i];
                }
                return limit;
            }

            [Differentiable]
            public static double F(ReadOnlySpan<double> x, double y) => FirstAbove(x, y) + 3 * FirstAbove(x.Slice(1), y * 10);
            """).At(s_x, 0.75).Gives(2.25 + 22.5, new double[] { 3, 0, 0 }, 30.0),

        new Row("call of a void method that writes", """
            private static void Scale(Span<double> v, double k)
            {
                for (int i = 0; i < v.Length; i++) v[i] *= k;
            }

            [Differentiable]
            public static double F(Span<double> x, double k)
            {
                Scale(x, k);
                Scale(x.Slice(1), k);
                return x[0] * x[1] + x[2];
            }
            """).At(s_x, 2.0).Gives(3.0 * -8 + 2, new double[] { -16, 12, 4 }, -34.0).Leaves("x", new double[] { 3, -8, 2 }),

        new Row("call with a changed argument", """
            private static double Drain(double v, int n)
            {
                while (n-- > 0) v = v * 0.5 + 1;
                return v;
            }

            [Differentiable]
            public static double F(double x, int n) => Drain(x, n) * x + n;
            """).At(3.0, 2).Gives(2.25 * 3 + 2, 0.25 * 3 + 2.25),

        new Row("named and optional arguments", """
            private static double Mix(double a, double b = 2, double t = 0.25) => a * (1 - t) + b * t;

            [Differentiable]
            public static double F(double x, double y) => Mix(t: x, a: y) + Mix(x) * Mix(b: y, a: x);
            """).At(0.5, 3.0),

        new Row("calls of calls", """
            private static double A(double v) => B(v * 2) + 1;
            private static double B(double v) => v > 1 ? C(v) : v;
            private static double C(double v) => Math.Sin(v) * v;

            [Differentiable]
            public static double F(double x) => A(x) * B(x);
            """).At(0.8).At(1.7),

        new Row("call in a loop", """
            private static double Step(double s, double r) => r * s * (1 - s);

            [Differentiable]
            public static double F(double x, double r)
            {
                double s = x;
                for (int t = 0; t < 7; t++) s = Step(s, r);
                return s;
            }
            """).At(0.2, 3.1),

        new Row("call of a method of another class", """
            public static class Shapes { public static double Area(double w, double h) => w * h; }

            [Differentiable]
            public static double F(double x) => Shapes.Area(x, Shapes.Area(x, 2));
            """).At(3.0).Gives(18.0, 12.0),

        new Row("call of another differentiable method", """
            public static double G(double v) => v * v * v;

            [Differentiable]
            public static double F(double x) => G(x) + G(2 * x);
            """).At(1.5).Gives(9 * 3.375, 27 * 2.25),

        new Row("generic call", """
            private static T Pick<T>(bool first, T a, T b) => first ? a : b;

            [Differentiable]
            public static double F(double x, double y) => Pick(x > 1, x, y) * Pick(x > 5, x, y);
            """).At(2.0, 3.0).Gives(6.0, 3.0, 2.0),

        new Row("method that returns a tuple", """
            private static (double Sum, double Product) Both(double a, double b) => (a + b, a * b);

            [Differentiable]
            public static double F(double x, double y)
            {
                var (s, p) = Both(x, y);
                return s * p + Both(p, s).Sum;
            }
            """).At(2.0, 3.0).Gives(41.0, 25.0, 19.0),

        new Row("out and ref parameters of a callee", """
            private static void Polar(double a, double b, out double r, ref double total)
            {
                r = Math.Sqrt(a * a + b * b);
                total += r;
            }

            [Differentiable]
            public static double F(double x, double y)
            {
                double total = x;
                Polar(x, y, out double r, ref total);
                Polar(r, y, out r, ref total);
                return r * total;
            }
            """).At(2.0, 3.0),

        new Row("local function", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double Square(double v) => v * v;
                return Square(x) + Square(x * y);
            }
            """).At(2.0, 3.0).Gives(40.0, 40.0, 24.0),

        new Row("local function that captures", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double k = x * y;
                double Scale(double v) => v * k + y;
                double a = Scale(x);
                k = k * 2;
                return a * Scale(y);
            }
            """).At(1.5, 0.5),

        new Row("local function that changes what it captures", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double total = 1;
                int calls = 0;
                void Add(double v)
                {
                    total += v * total;
                    calls++;
                }
                for (int i = 0; i < x.Length; i++) Add(x[i]);
                Add(total);
                return total * calls;
            }
            """).At(s_x),

        new Row("static local function over a span", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                return Norm(x) * Norm(x.Slice(1));

                static double Norm(ReadOnlySpan<double> v)
                {
                    double s = 0;
                    foreach (double e in v) s += e * e;
                    return Math.Sqrt(s);
                }
            }
            """).At(s_x),

        new Row("local function with an early return in a loop", """
            [Differentiable]
            public static double F(double x, double y)
            {
                double s = 0;
                for (int i = 0; i < 4; i++)
                {
                    s += Bound(x * i);
                }
                return s;

                double Bound(double v)
                {
                    if (v > y) return y * y;
                    return v;
                }
            }
            """).At(1.0, 1.5).Gives(1 + 2.25 * 2, 1.0, 6.0),

        new Row("callee with scratch", """
            private static double Mid(double a, double b)
            {
                Span<double> t = stackalloc double[2];
                t[0] = a;
                t[1] = b;
                t[0] *= t[1];
                return t[0] + t[1];
            }

            [Differentiable]
            public static double F(double x, double y) => Mid(x, y) * Mid(y, x);
            """).At(2.0, 3.0).Gives(72.0, 60.0, 42.0),

        new Row("callee that throws", """
            private static double Positive(double v) => v > 0 ? v : throw new ArgumentOutOfRangeException(nameof(v));

            [Differentiable]
            public static double F(double x) => Math.Log(Positive(x));
            """).At(2.0).Gives(Math.Log(2), 0.5).At(-2.0).Throws<ArgumentOutOfRangeException>(),

        new Row("callee with in parameters", """
            private static double Sum(in double a, in double b) => a + b * b;

            [Differentiable]
            public static double F(double x, double y) => Sum(in x, y) * Sum(y, x * y);
            """).At(2.0, 3.0),
    ];
}
