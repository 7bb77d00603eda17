namespace SourceGrad.Tests.Conformance;

/// <summary><c>if</c>, <c>?:</c>, short-circuit operators: the gradient of the path taken.</summary>
internal static class BranchRows
{
    public static readonly Row[] All =
    [
        Body("if without else", """
            double r = x * y;
            if (x > 0) r *= x;
            return r;
            """).At(2.0, 3.0).Gives(12.0, 12.0, 4.0).At(-2.0, 3.0).Gives(-6.0, 3.0, -2.0),

        Body("if with else", """
            double r;
            if (x < y) { r = x * x; } else { r = y * y * y; }
            return r + x;
            """).At(1.0, 3.0).Gives(2.0, 3.0, 0.0).At(3.0, 2.0).Gives(11.0, 1.0, 12.0),

        Body("else-if chain", """
            double r = 0;
            if (x < -1) r = -x;
            else if (x < 0) r = x * y;
            else if (x <= 1) r = x * x * y;
            else r = y / x;
            return r;
            """).At(-2.0, 3.0).Gives(2.0, -1.0, 0.0).At(-0.5, 3.0).Gives(-1.5, 3.0, -0.5).At(0.5, 3.0).Gives(0.75, 3.0, 0.25).At(2.0, 3.0).Gives(1.5, -0.75, 0.5),

        Body("early return", """
            if (x < 0) return -x * y;
            double t = x * x;
            if (t > 4) { t -= y; return t * 2; }
            return t * y;
            """).At(-1.5, 2.0).Gives(3.0, -2.0, 1.5).At(3.0, 2.0).Gives(14.0, 12.0, -2.0).At(1.5, 2.0).Gives(4.5, 6.0, 2.25),

        Body("every path returns", """
            if (x > y) { return x * 2; }
            else { return y * 3; }
            """).At(2.0, 1.0).Gives(4.0, 2.0, 0.0).At(1.0, 2.0).Gives(6.0, 0.0, 3.0),

        Body("conditional expression", "return (x > y ? x * x : y * x) + (x > 0 ? 1 : y);")
            .At(3.0, 2.0).Gives(10.0, 6.0, 0.0).At(-1.0, 2.0).Gives(0.0, 2.0, 0.0),

        Body("nested conditional expressions", "return x > 1 ? y > 1 ? x * y : x / y : y > 1 ? x - y : x + y;")
            .At(2.0, 4.0).Gives(8.0, 4.0, 2.0).At(2.0, 0.5).Gives(4.0, 2.0, -8.0).At(0.5, 2.0).Gives(-1.5, 1.0, -1.0).At(0.5, 0.25).Gives(0.75, 1.0, 1.0),

        Body("branch not taken is not evaluated", """
            return x > 0 ? Math.Log(x) : y;
            """).At(-1.0, 2.0).Gives(2.0, 0.0, 1.0).At(2.0, 3.0).Gives(Math.Log(2), 0.5, 0.0),

        Body("division not reached", """
            double r = 0;
            if (x != 0 && y / x > 1) r = y / x;
            return r + y;
            """).At(0.0, 2.0).Gives(2.0, 0.0, 1.0).At(1.0, 2.0).Gives(4.0, -2.0, 2.0).AtKink(),

        Body("short-circuit or", """
            if (x < 0 || Math.Sqrt(x) > y) return x * x;
            return y * x;
            """).At(-2.0, 1.0).Gives(4.0, -4.0, 0.0).At(9.0, 1.0).Gives(81.0, 18.0, 0.0).At(1.0, 2.0).Gives(2.0, 2.0, 1.0),

        Body("bool locals", """
            bool big = x > 1, both = big & y > 1;
            bool odd = big ^ both;
            bool none = !(big | both);
            double r = x;
            if (both) r *= y;
            if (odd) r += y;
            if (none) r -= y * y;
            return r;
            """).At(2.0, 3.0).Gives(6.0, 3.0, 2.0).At(2.0, 0.5).Gives(2.5, 1.0, 1.0).At(0.5, 3.0).Gives(-8.5, 1.0, -6.0),

        Body("bool compound assignments", """
            bool flag = x > 0;
            flag &= y > 0;
            flag |= x * y > 10;
            flag ^= y > 5;
            return flag ? x * y : x - y;
            """).At(1.0, 2.0).Gives(2.0, 2.0, 1.0).At(1.0, 6.0).Gives(-5.0, 1.0, -1.0),

        Body("all comparisons", """
            double r = 0;
            if (x < y) r += x;
            if (x <= y) r += 2 * x;
            if (x > y) r += 4 * x;
            if (x >= y) r += 8 * x;
            if (x == y) r += 16 * x;
            if (x != y) r += 32 * x;
            return r;
            """).At(1.0, 2.0).Gives(35.0, 35.0, 0.0).At(2.0, 1.0).Gives(88.0, 44.0, 0.0),

        Body("comparison with NaN takes the other branch", """
            double z = x / (x - x);
            if (z - z > 0) return x;
            return y * 2;
            """).At(1.0, 2.0).Gives(4.0, 0.0, 2.0).Exactly().AtKink(),

        Body("branches overwrite the same variable", """
            double t = x * y;
            if (t > 0)
            {
                t = t * t;
                if (t > 10) t = t / x;
                else t = t - y;
            }
            else
            {
                t = t + 1;
            }
            return t * x;
            """).At(2.0, 3.0).Gives(36.0, 36.0, 24.0).At(1.0, 2.0).Gives(2.0, 10.0, 3.0).At(-1.0, 2.0).Gives(1.0, -3.0, 1.0),

        Body("condition on an overwritten value", """
            double t = x;
            if (t > 1)
            {
                t = -t;
            }
            if (t > 1) t *= 5;
            return t * y;
            """).At(3.0, 2.0).Gives(-6.0, -2.0, -3.0),

        Body("side effect in a condition", """
            double t = x;
            if ((t *= y) > 2) t += x;
            return t;
            """).At(2.0, 3.0).Gives(8.0, 4.0, 2.0).At(0.5, 3.0).Gives(1.5, 3.0, 0.5),

        Body("side effect behind a short circuit", """
            double t = x;
            int n = 0;
            if (x > 0 && n++ == 0 && (t = t * y) > 1) t = t * t;
            return t * (n + 1);
            """).At(2.0, 3.0).Gives(72.0, 72.0, 48.0).At(-2.0, 3.0).Gives(-2.0, 1.0, 0.0).At(0.5, 1.5).Gives(1.5, 3.0, 1.0),

        Body("ternary selects a tuple", """
            (double a, double b) = x > y ? (x, y) : (y, x);
            return a * a - b;
            """).At(3.0, 2.0).Gives(7.0, 6.0, -1.0).At(2.0, 3.0).Gives(7.0, -1.0, 6.0),

        Body("leaky rectifier", "return x >= 0 ? x : 0.01 * x * y;").At(2.0, 3.0).Gives(2.0, 1.0, 0.0).At(-2.0, 3.0).Gives(-0.06, 0.03, -0.02),

        Body("huber loss", """
            double d = x - y, a = Math.Abs(d);
            if (a <= 1.5) return 0.5 * d * d;
            return 1.5 * (a - 0.75);
            """).At(2.0, 1.0).Gives(0.5, 1.0, -1.0).At(-2.0, 1.0).Gives(1.5 * 2.25, -1.5, 1.5),

        Body("goto-free nested ifs with returns in some arms", """
            double r = x;
            if (x > 0)
            {
                if (y > 0)
                {
                    if (x > y) return x * y;
                    r += y;
                }
                else
                {
                    r -= y;
                }
                r *= 2;
            }
            return r * r;
            """).At(3.0, 2.0).Gives(6.0, 2.0, 3.0).At(1.0, 2.0).Gives(36.0, 24.0, 24.0).At(1.0, -2.0).Gives(36.0, 24.0, -24.0).At(-3.0, 1.0).Gives(9.0, -6.0, 0.0),

        new Row("branch on an integer parameter", """
            [Differentiable]
            public static double F(double x, int n, bool flag)
            {
                double r = n > 2 ? x * n : x / n;
                return flag && n % 2 == 0 ? -r : r;
            }
            """).At(2.0, 4, true).Gives(-8.0, -4.0).At(2.0, 2, false).Gives(1.0, 0.5).At(2.0, 3, true).Gives(6.0, 3.0),
    ];

    private static Row Body(string name, string body) => new(name, $$"""
        [Differentiable]
        public static double F(double x, double y)
        {
            {{body}}
        }
        """);
}
