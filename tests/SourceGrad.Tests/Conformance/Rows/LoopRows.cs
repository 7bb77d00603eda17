namespace SourceGrad.Tests.Conformance;

/// <summary>Every form of loop, with any number of iterations.</summary>
internal static class LoopRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        Over("sum upwards", "double s = 0; for (int i = 0; i < x.Length; i++) s += x[i]; return s;")
            .At(s_x).Gives(3.0, new double[] { 1, 1, 1, 1 }).At(Array.Empty<double>()).Gives(0.0, Array.Empty<double>()).Exactly(),

        Over("product of elements", "double p = 1; for (int i = 0; i < x.Length; ++i) p *= x[i]; return p;")
            .At(s_x).Gives(-4.5, new double[] { -3, 2.25, -9, -1.5 }).At(new double[] { 0, 2, 3 }).Gives(0.0, new double[] { 6, 0, 0 }).Exactly(),

        Over("downwards", "double h = 0; for (int i = x.Length - 1; i >= 0; i--) h = h * 2 + x[i]; return h;")
            .At(s_x).Gives(1.5 - 4 + 2 + 24, new double[] { 1, 2, 4, 8 }).Exactly(),

        Over("downwards to above zero", "double h = 0; for (int i = x.Length - 1; i > 0; --i) h += x[i] * x[i - 1]; return h;")
            .At(s_x).Gives(-3.0 - 1 + 1.5, new double[] { -2, 2, 1, 0.5 }).Exactly(),

        Over("step of two", "double s = 0; for (int i = 0; i < x.Length; i += 2) s += x[i] * x[i]; return s;")
            .At(s_x).Gives(2.5, new double[] { 3, 0, 1, 0 }).Exactly(),

        Over("downwards by two", "double s = 1; for (int i = x.Length - 1; i >= 0; i -= 2) s *= x[i]; return s;")
            .At(s_x).Gives(-6.0, new double[] { 0, 3, 0, -2 }).Exactly(),

        Over("step of three", "double s = 0; for (int i = 1; i < x.Length; i += 3) s += i * x[i]; return s;")
            .At(new double[] { 1, 2, 3, 4, 5, 6, 7, 8 }).Gives(1.0 * 2 + 4 * 5 + 7 * 8, new double[] { 0, 1, 0, 0, 4, 0, 0, 7 }).Exactly(),

        Over("to and including", "double s = 0; for (int i = 1; i <= x.Length; i++) s += x[i - 1] / i; return s;")
            .At(s_x).Gives(1.5 - 1 + 0.5 / 3 + 0.75, new double[] { 1, 0.5, 1.0 / 3, 0.25 }),

        Over("not equal as the condition", "double s = 0; for (int i = 0; i != x.Length; i++) s += x[i] * i; return s;")
            .At(s_x).Gives(-2.0 + 1 + 9, new double[] { 0, 1, 2, 3 }).Exactly(),

        Over("bound on the left", "double s = 0; for (int i = 0; x.Length > i; i++) s += x[i] * x[i]; return s;")
            .At(s_x).Gives(2.25 + 4 + 0.25 + 9, new double[] { 3, -4, 1, 6 }).Exactly(),

        Over("step written out", "double s = 0; for (int i = 0; i < x.Length; i = i + 1) s -= x[i]; return s;")
            .At(s_x).Gives(-3.0, new double[] { -1, -1, -1, -1 }).Exactly(),

        Over("two indices", "double s = 0; for (int i = 0, j = x.Length - 1; i < j; i++, j--) s += x[i] * x[j]; return s;")
            .At(s_x).Gives(4.5 - 1, new double[] { 3, 0.5, -2, 1.5 }).Exactly(),

        Over("doubling index", "double s = 0; for (int i = 1; i < x.Length; i *= 2) s += x[i] * x[i]; return s;")
            .At(s_x).Gives(4.25, new double[] { 0, -4, 1, 0 }).Exactly(),

        Over("index changed in the body", "double s = 0; for (int i = 0; i < x.Length; i++) { s += x[i]; if (x[i] < 0) i++; } return s;")
            .At(s_x).Gives(2.5, new double[] { 1, 1, 0, 1 }).Exactly(),

        Over("bound changed in the body", "double s = 0; int n = x.Length; for (int i = 0; i < n; i++) { s += x[i] * x[i]; if (x[i] < 0) n--; } return s;")
            .At(s_x).Gives(6.5, new double[] { 3, -4, 1, 0 }).Exactly(),

        Over("index used after the loop", "double s = 0; int i; for (i = 0; i < x.Length; i++) { if (x[i] < 0) break; s += x[i]; } return s * i + x[i];")
            .At(s_x).Gives(1.5 - 2, new double[] { 1, 1, 0, 0 }).Exactly(),

        Over("nested", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < x.Length; j++)
                    s += x[i] * x[j] * (i + 1);
            return s;
            """).At(s_x),

        Over("triangular", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
                for (int j = 0; j < i; j++)
                    s += x[i] * x[j];
            return s;
            """).At(s_x).Gives((9.0 - 15.5) / 2, new double[] { 1.5, 5, 2.5, 0 }).Exactly(),

        Over("triangular products", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double p = 1;
                for (int j = i; j < x.Length; j++)
                {
                    p *= x[j];
                    s += p;
                }
            }
            return s;
            """).At(s_x),

        Over("three deep", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
                for (int j = i; j < x.Length; j++)
                {
                    double t = x[i] * x[j];
                    for (int k = 0; k <= j - i; k++) t = t * 0.5 + x[k];
                    s += t * t;
                }
            return s;
            """).At(s_x),

        Over("inner loop carries the outer state", """
            double a = 1, b = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < i; j++) { b += a * x[j]; a = a * 0.5 + b * 0.25; }
                a += x[i];
            }
            return a * b;
            """).At(s_x),

        Over("two state variables swap", "double a = 1, b = 2; for (int i = 0; i < x.Length; i++) { (a, b) = (b * x[i], a + b); } return a - b;").At(s_x),

        Over("foreach", "double s = 0; foreach (double v in x) s += v * v * v; return s;")
            .At(s_x).Gives(3.375 - 8 + 0.125 + 27, new double[] { 6.75, 12, 0.75, 27 }).Exactly(),

        Over("foreach nested", "double s = 0; foreach (var u in x) { foreach (var v in x) s += u * v; s *= 0.5; } return s;").At(s_x),

        Over("mean and variance", """
            double mean = 0;
            foreach (double v in x) mean += v;
            mean /= x.Length;
            double variance = 0;
            foreach (double v in x) variance += (v - mean) * (v - mean);
            return variance / (x.Length - 1);
            """).At(s_x),

        Over("log-sum-exp", """
            double max = x[0];
            for (int i = 1; i < x.Length; i++) if (x[i] > max) max = x[i];
            double sum = 0;
            for (int i = 0; i < x.Length; i++) sum += Math.Exp(x[i] - max);
            return max + Math.Log(sum);
            """).At(s_x).At(new double[] { 700, 710, 709 }),

        Over("state without effect on the result", "double s = 0, dead = 1; for (int i = 0; i < x.Length; i++) { dead *= x[i]; s += 2 * x[i]; } return s;")
            .At(s_x).Gives(6.0, new double[] { 2, 2, 2, 2 }).Exactly(),

        Over("branch in a loop", "double s = 1; for (int i = 0; i < x.Length; i++) { if (x[i] > 0) s *= x[i]; else s -= x[i] * x[i]; } return s;").At(s_x),

        Over("nonlinear recurrence with a branch on the state", """
            double s = 0.5;
            for (int i = 0; i < x.Length; i++)
            {
                if (s > 1) s = Math.Sqrt(s) * x[i];
                else s = s * s + x[i];
            }
            return s;
            """).At(s_x).At(new double[] { 2, 3, 0.5, 0.25, 1 }),

        Steps("logistic recurrence", """
            double s = x;
            for (int t = 0; t < steps; t++) { double u = r * s; s = u * (1 - s); }
            return s;
            """).At(0.3, 3.2, 0).Gives(0.3, 1.0, 0.0).At(0.3, 3.2, 1).Gives(0.672, 1.28, 0.21).At(0.3, 3.2, 25).At(0.3, 3.2, -4).Gives(0.3, 1.0, 0.0),

        Steps("power by a loop", "double p = r; for (int t = 0; t < steps; t++) p *= x; return p;")
            .At(2.0, 3.0, 5).Gives(96.0, 240.0, 32.0).At(0.0, 3.0, 1).Gives(0.0, 3.0, 0.0).At(0.0, 3.0, 0).Gives(3.0, 0.0, 1.0).Exactly(),

        Steps("invariant computation in a loop", "double s = 0; for (int t = 0; t < steps; t++) s += Math.Sin(x) * r; return s;")
            .At(0.4, 2.0, 3).Gives(6 * Math.Sin(0.4), 6 * Math.Cos(0.4), 3 * Math.Sin(0.4)),

        Steps("loop from a negative start", "double s = 0; for (int t = -steps; t <= steps; t++) s += t * t * x + t * r; return s;")
            .At(2.0, 3.0, 3).Gives(56.0, 28.0, 0.0).Exactly(),

        Steps("while with a counter", "double s = x; int t = 0; while (t < steps) { s = Math.Sin(s) * r; t++; } return s;")
            .At(0.4, 1.5, 0).Gives(0.4, 1.0, 0.0).At(0.4, 1.5, 6),

        Steps("while on the state", "double s = x; while (s < steps) s *= r; return s;")
            .At(1.5, 2.0, 20).Gives(24.0, 16.0, 48.0).At(50.0, 2.0, 20).Gives(50.0, 1.0, 0.0).Exactly(),

        Steps("while with a short-circuit condition", "double s = x; int n = 0; while (n < steps && s * s < 1000) { s = s * r + 1; n++; } return s + n;")
            .At(1.5, 2.0, 4).At(1.5, 3.0, 40),

        Steps("do while", "double s = x; int t = 0; do { s = s * s - r; t++; } while (t < steps); return s;")
            .At(1.1, 0.5, 0).Gives(1.1 * 1.1 - 0.5, 2.2, -1.0).At(1.1, 0.5, 3),

        Steps("do while on the state", "double s = x; do s = s * r + x; while (s < steps); return s;").At(1.0, 1.5, 9).At(1.0, 1.5, -9).Gives(2.5, 2.5, 1.0),

        Steps("while nested in for", """
            double s = 0;
            for (int t = 0; t < steps; t++)
            {
                double u = x + t;
                while (u > 1) u /= r;
                s += u * u;
            }
            return s;
            """).At(0.7, 1.6, 5),

        Steps("for nested in while", """
            double s = x;
            int n = 0;
            while (s < 50)
            {
                for (int t = 0; t < n; t++) s = s * 1.1 + r;
                s += x;
                n++;
            }
            return s;
            """).At(0.7, 1.7, 5),

        Steps("trip count from a real", "double s = 0; int n = (int)Differentiation.StopGradient(r); for (int t = 0; t < n; t++) s = s * x + r; return s;").At(0.5, 3.5, 0),

        Steps("collatz-like path", """
            double s = r;
            int n = steps;
            while (n != 1)
            {
                if (n % 2 == 0) { n /= 2; s *= x; }
                else { n = 3 * n + 1; s += x * x; }
            }
            return s;
            """).At(0.9, 2.0, 7).At(0.9, 2.0, 1).Gives(2.0, 0.0, 1.0),

        new Row("bounds that constructors, operators and accessors change", """
            public sealed class Payment
            {
                public Payment(int[] left, double amount) { left[0]--; Amount = amount; }

                public double Amount;
            }

            public readonly struct Purse(int[] left)
            {
                private readonly int[] _left = left;

                public double Coin { get { _left[0]--; return 2.0; } }

                public double Debt { get => 0.0; set { _left[0]--; } }

                public static double operator *(Purse purse, double x) { purse._left[0]--; return x; }

                public static double operator -(Purse purse) { purse._left[0] -= 2; return 1.5; }
            }

            [Differentiable]
            public static double F(double x)
            {
                double s = 0;
                int[] left = [6];
                for (int i = 0; i < left[0]; i++) s += new Payment(left, x * i).Amount;
                left[0] = 5;
                Purse purse = new(left);
                for (int i = 0; i < left[0]; i++) s += purse.Coin * x * x;
                left[0] = 8;
                for (int i = 0; i < left[0]; i++) s += purse * (x + i) * x;
                left[0] = 9;
                for (int i = 0; i < left[0]; i++) s *= x * -purse;
                left[0] = 7;
                for (int i = 0; i < left[0]; i++) { purse.Debt = 1.0; s += x; }
                return s;
            }
            """).At(3.0).At(0.5),

        Steps("two values in a circle, beside one that they read", """
            double a = x, b = 1, c = r, s = 0;
            for (int i = 0; i < steps; i++)
            {
                double t = Math.Sin(a * x);
                s += t * t * b;
                (b, c) = (a + c, b);
                a = t;
            }
            return s * b + c;
            """).At(0.5, 2.0, 5),

        new Row("local function that a query calls in a loop", """
            public sealed class Cell { public double X; }

            [Differentiable]
            public static double F(double[] a, double[] d)
            {
                Cell cell = new() { X = d[0] };
                double Halve(double y) { cell.X *= 0.5; return y * cell.X; }
                double s = 0;
                foreach (double x in a) s += x * System.Linq.Enumerable.Sum(System.Linq.Enumerable.Select(d, y => Halve(y)));
                return s + cell.X;
            }
            """).At(new[] { 1.5, -0.5 }, new[] { 2.0, 3.0, 0.25 }),

        Over("assignment to what a call returns, whose argument throws", """
            double[] own = [1, 2];
            ref double At(double[] of, int at) => ref of[at];
            At(own, x.Length < 0 ? 1 : throw new InvalidOperationException("none")) += x[0];
            return own[1];
            """).At(new[] { 1.0 }).Throws<InvalidOperationException>(),

        Steps("down to the largest int", "double s = r; for (int k = 2; k > Math.Max(steps >>> 1, 0); k--) { s = s * x + k; for (int m = 4; m > k; m--) s += m * x * s; } return s;").At(0.5, 2.0, 0).At(0.5, 2.0, 2).At(0.5, 2.0, -1),

        Steps("long counter", "double s = r; for (long t = 0; t < steps; t++) s = s * x + t; return s;").At(0.5, 2.0, 5),
    ];

    private static Row Over(string name, string body) => new(name, $$"""
        [Differentiable]
        public static double F(ReadOnlySpan<double> x)
        {
            {{body}}
        }
        """);

    private static Row Steps(string name, string body) => new(name, $$"""
        [Differentiable]
        public static double F(double x, double r, int steps)
        {
            {{body}}
        }
        """);
}
