namespace SourceGrad.Tests.Conformance;

/// <summary>Operators, assignments, conversions of literals, constants.</summary>
internal static class ArithmeticRows
{
    private const double A = 1.3, B = -0.7, C = 2.9;

    public static readonly Row[] All =
    [
        Formula("sum", "x + y + z").At(A, B, C).Gives(A + B + C, 1.0, 1.0, 1.0).Exactly(),
        Formula("difference", "x - y - z").At(A, B, C).Gives(A - B - C, 1.0, -1.0, -1.0).Exactly(),
        Formula("product", "x * y * z").At(A, B, C).Gives(A * B * C, B * C, A * C, A * B),
        Formula("quotient", "x / y / z").At(A, B, C).Gives(A / B / C, 1 / (B * C), -A / (B * B * C), -A / (B * C * C)),
        Formula("remainder of expressions", "(x * z) % (y * y)").At(A, B, C),
        Formula("negation", "-x * -(-y) + -z").At(A, B, C).Gives(-A * B - C, -B, -A, -1.0),
        Formula("unary plus", "+x * +y - +z").At(A, B, C).Gives(A * B - C, B, A, -1.0),
        Formula("parentheses", "(x + y) * (y - (z - x))").At(A, B, C),
        Formula("the same operand twice", "x * x * x + y * y - z / z").At(A, B, C).Gives(A * A * A + B * B - 1, 3 * A * A, 2 * B, 0.0),
        Formula("subtraction of itself", "(x - x) * y + z").At(A, B, C).Gives(C, 0.0, 0.0, 1.0),
        Formula("constants fold", "2 * 3 * x + (1.0 / 4) * y - z * (7 / 2)").At(A, B, C).Gives(6 * A + 0.25 * B - 3 * C, 6.0, 0.25, -3.0),
        Formula("literals in all forms", "1e-3 * x + 0x10 * y + 1_000 * z - 2.5f - 3L - 1.5d").At(A, B, C).Gives(1e-3 * A + 16 * B + 1000 * C - 7, 1e-3, 16.0, 1000.0),
        Formula("named constants", "Math.PI * x + Math.E * y + double.Epsilon * z").At(A, B, C).Gives(Math.PI * A + Math.E * B, Math.PI, Math.E, 0.0),
        Formula("one and zero as factors", "1 * x + 0 * y + z * 1 + 0").At(A, B, C).Gives(A + C, 1.0, 0.0, 1.0),
        Formula("unused parameters", "3.5").At(A, B, C).Gives(3.5, 0.0, 0.0, 0.0).Exactly(),
        Formula("deep chain", "x / (1 + y / (2 + z / (3 + x / (4 + y * z))))").At(A, B, C),
        Formula("polynomial", "3 * x * x * y - 4 * y * z + z * z * z - 2 * x").At(A, B, C).Gives(
            3 * A * A * B - 4 * B * C + C * C * C - 2 * A, 6 * A * B - 2, 3 * A * A - 4 * C, -4 * B + 3 * C * C),
        Formula("square root of a sum of squares", "Math.Sqrt(x * x + y * y + z * z)").At(A, B, C),
        Formula("catastrophic cancellation is not simplified", "(x + 1e16) - 1e16 + y * 0 + z").At(A, B, C).Gives(2 + C, 1.0, 0.0, 1.0).Exactly().AtKink()
            .InDoubleOnly("what cancels is the rounding of double precision"),
        Formula("checked and unchecked", "checked(x * y) + unchecked(z)").At(A, B, C).Gives(A * B + C, B, A, 1.0),

        Body("compound assignments", """
            double s = x;
            s += y;
            s *= z;
            s -= x;
            s /= y;
            s %= 100;
            return s;
            """).At(A, B, C),

        Body("increments of a real", """
            double s = x++;
            double t = ++x;
            y--;
            return s * t * --y + z--;
            """).At(A, B, C).Gives(A * (A + 2) * (B - 2) + C, (2 * A + 2) * (B - 2), A * (A + 2), 1.0),

        Body("assignment is an expression", """
            double a, b;
            a = b = x * y;
            double c = (a += z) * b;
            return a * b + c;
            """).At(A, B, C),

        Body("reassigned local", """
            double t = x;
            t = t * t;
            t = t * y;
            t = t + t * z;
            t = t - x;
            return t;
            """).At(A, B, C),

        Body("self-assignment", """
            x = x;
            y += y;
            z *= z;
            return x * y * z;
            """).At(A, B, C).Gives(2 * A * B * C * C, 2 * B * C * C, 2 * A * C * C, 4 * A * B * C),

        Body("uninitialized local", """
            double t;
            t = x * z;
            double u;
            u = t - y;
            return t * u;
            """).At(A, B, C),

        Body("local constants", """
            const double K = 2.5;
            const int N = 3;
            return K * x + N * y + K * N * z;
            """).At(A, B, C).Gives(2.5 * A + 3 * B + 7.5 * C, 2.5, 3.0, 7.5),

        Body("var", """
            var p = x * y;
            var n = 2;
            var q = p * n;
            return q + z;
            """).At(A, B, C).Gives(2 * A * B + C, 2 * B, 2 * A, 1.0),

        Body("blocks and shadow-free scopes", """
            double r;
            {
                double t = x * y;
                r = t * t;
            }
            {
                double t = r + z;
                r = t * r;
            }
            return r;
            """).At(A, B, C),

        Body("tuple swap", """
            (x, y) = (y, x);
            (y, z) = (z, y);
            return x - 2 * y + 3 * z * z;
            """).At(A, B, C).Gives(B - 2 * C + 3 * A * A, 6 * A, 1.0, -2.0),

        Body("tuple local and deconstruction", """
            (double a, double b) t = (x * y, y * z);
            var (p, q) = t;
            double r = t.a + t.Item2;
            (double u, _) = (p * r, 5.0);
            return u * q;
            """).At(A, B, C),

        Body("tuple elements are assigned", """
            var t = (first: x, second: y);
            t.first *= z;
            t.second += t.first;
            return t.first * t.second;
            """).At(A, B, C),

        Body("nested tuples", """
            var ((a, b), c) = ((x, y), z);
            (a, (b, c)) = (b, (c, a));
            return a + 2 * b + 4 * c;
            """).At(A, B, C).Gives(B + 2 * C + 4 * A, 4.0, 1.0, 2.0),

        new Row("static readonly scalars and constants", """
            private const double Rate = 0.25;
            private static readonly double s_offset = 1.75;
            private static readonly int s_count = 3;

            [Differentiable]
            public static double F(double x) => Rate * x * x + s_offset * x + s_count * x;
            """).At(A).Gives(0.25 * A * A + 4.75 * A, 0.5 * A + 4.75),

        new Row("static readonly array", """
            private static readonly double[] s_weights = { 0.5, -1.5, 2.0 };

            [Differentiable]
            public static double F(double x)
            {
                double p = 0;
                for (int i = 0; i < s_weights.Length; i++) p = p * x + s_weights[i];
                return p;
            }
            """).At(A).Gives(0.5 * A * A - 1.5 * A + 2, A - 1.5),

        new Row("constant of another type", """
            public static class Scale { public const double Factor = 4; public static readonly double Shift = -2; }

            [Differentiable]
            public static double F(double x) => Scale.Factor * x * x + Scale.Shift;
            """).At(A).Gives(4 * A * A - 2, 8 * A),

        new Row("rosenbrock", """
            [Differentiable]
            public static double Rosenbrock(double x, double y)
            {
                double a = 1 - x, b = y - x * x;
                return a * a + 100 * b * b;
            }
            """).At(-1.2, 1.0).Gives(24.2, -215.6, -88.0).At(1.0, 1.0).Gives(0.0, 0.0, 0.0),

        new Row("chosen parameters", """
            [Differentiable(nameof(x), nameof(z))]
            public static double F(double x, double y, double z) => x * y * z + y;
            """).At(A, B, C).Gives(A * B * C + B, B * C, A * B),

        new Row("no gradient for a parameter", """
            [Differentiable]
            public static double F(double x, [NoGradient] double y, double z) => x * y * z + y;
            """).At(A, B, C).Gives(A * B * C + B, B * C, A * B),

        new Row("stop gradient", """
            [Differentiable]
            public static double F(double x, double y) => x * Differentiation.StopGradient(x * y) + Differentiation.StopGradient(Math.Floor(y)) * y;
            """).At(1.5, 2.5).Gives(1.5 * 3.75 + 5, 3.75, 2.0).Exactly().AtKink(),
    ];

    private static Row Formula(string name, string formula) => new(name, $"""
        [Differentiable]
        public static double F(double x, double y, double z) => {formula};
        """);

    private static Row Body(string name, string body) => new(name, $$"""
        [Differentiable]
        public static double F(double x, double y, double z)
        {
            {{body}}
        }
        """);
}
