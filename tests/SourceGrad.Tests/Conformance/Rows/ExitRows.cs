namespace SourceGrad.Tests.Conformance;

/// <summary><c>break</c>, <c>continue</c> and <c>return</c> in every nesting, and throws.</summary>
internal static class ExitRows
{
    private static readonly double[] s_x = [1.5, 2, -1, 0.5, 3];

    public static readonly Row[] All =
    [
        Over("break in for", "double s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] < 0) break; s += x[i] * x[i]; } return s;")
            .At(s_x).Gives(6.25, new double[] { 3, 4, 0, 0, 0 }).At(new double[] { -1, 2 }).Gives(0.0, new double[] { 0, 0 }).At(new double[] { 2 }).Gives(4.0, new double[] { 4 }).Exactly(),

        Over("break after the work", "double p = 1; for (int i = 0; i < x.Length; i++) { p *= x[i]; if (p > 2.5) break; p += 0.25; } return p;").At(s_x),

        Over("continue in for", "double s = 0; for (int i = 0; i < x.Length; i++) { if (x[i] < 0) continue; s += x[i] * x[i]; } return s;")
            .At(s_x).Gives(15.5, new double[] { 3, 4, 0, 1, 6 }).Exactly(),

        Over("continue in the middle", "double s = 1; for (int i = 0; i < x.Length; i++) { s *= x[i]; if (s > 2) continue; s += x[i]; } return s;").At(s_x),

        Over("continue in while", "double s = 0; int i = -1; while (++i < x.Length) { if (i % 2 == 1) continue; s += x[i] * i; } return s;")
            .At(s_x).Gives(-2.0 + 12, new double[] { 0, 0, 2, 0, 4 }).Exactly(),

        Over("continue in do", "double s = 1; int i = 0; do { i++; if (i == 2) continue; s *= x[i]; } while (i < 4); return s;")
            .At(s_x).Gives(2 * 0.5 * 3.0, new double[] { 0, 1.5, 0, 6, 1 }).Exactly(),

        Over("break in while", "double s = 1; int i = 0; while (true) { if (i >= x.Length) break; s = s * x[i] + 1; i++; } return s;").At(s_x).At(Array.Empty<double>()).Gives(1.0, Array.Empty<double>()),

        Over("break in do", "double s = 1; int i = 0; do { s *= x[i]; if (s < 0) break; i++; } while (i < x.Length); return s * i;")
            .At(s_x).Gives(-6.0, new double[] { -4, -3, 6, 0, 0 }).Exactly(),

        Over("infinite for", "double s = 0; for (int i = 0; ; i++) { s += x[i]; if (s > 3) return s * s; }")
            .At(s_x).Gives(12.25, new double[] { 7, 7, 0, 0, 0 }).Exactly(),

        Over("return in for", "double s = 1; for (int i = 0; i < x.Length; i++) { if (x[i] < 0) return s * x[i]; s *= x[i]; } return s + 1;")
            .At(s_x).Gives(-3.0, new double[] { -2, -1.5, 3, 0, 0 }).At(new double[] { 2, 3 }).Gives(7.0, new double[] { 3, 2 }).Exactly(),

        Over("return in nested loops", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                for (int j = 0; j < x.Length; j++)
                {
                    s += x[i] * x[j];
                    if (s > 11.7) return s * x[i];
                }
            }
            return -s;
            """).At(s_x).At(new double[] { 1, 2 }).Gives(-9.0, new double[] { -6, -6 }),

        Over("break of the inner loop only", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                double p = 1;
                for (int j = i; j < x.Length; j++)
                {
                    if (x[j] < 0) break;
                    p *= x[j];
                }
                s += p * (i + 1);
            }
            return s;
            """).At(s_x),

        Over("break and continue in both loops", """
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0) continue;
                for (int j = x.Length - 1; j >= 0; j--)
                {
                    if (j == i) continue;
                    if (x[j] > 0 && x[j] < 1) break;
                    s = s * 0.5 + x[i] * x[j];
                }
                if (s > 100) break;
            }
            return s;
            """).At(s_x),

        Over("while in while with breaks", """
            double s = 0;
            int i = 0;
            while (i < x.Length)
            {
                double u = x[i];
                int n = 0;
                while (true)
                {
                    u = u * 0.5 + 1;
                    if (++n > i) break;
                    if (u > 1.9) { s += 1; break; }
                }
                s += u * u;
                i++;
                if (s > 20) break;
            }
            return s;
            """).At(s_x),

        Over("do in foreach with return", """
            double s = 0;
            foreach (double v in x)
            {
                double u = v;
                do
                {
                    u *= v;
                    if (u < 0) return s + u;
                }
                while (u * u < 4 && u * u > 0.1);
                s += u;
            }
            return s;
            """).At(s_x).At(new double[] { 1.5, 1.25 }),

        Over("search then use", """
            int best = 0;
            for (int i = 1; i < x.Length; i++)
            {
                if (x[i] > x[best]) best = i;
            }
            return x[best] * x[0];
            """).At(s_x).Gives(4.5, new double[] { 3, 0, 0, 0, 1.5 }).Exactly(),

        Over("flag and break", """
            bool found = false;
            double s = 1;
            for (int i = 0; i < x.Length && !found; i++)
            {
                if (x[i] < 0) found = true;
                else s *= x[i];
            }
            return found ? -s : s;
            """).At(s_x).Gives(-3.0, new double[] { -2, -1.5, 0, 0, 0 }).Exactly(),

        Over("statements after a conditional return in a loop", """
            double a = 0, b = 1;
            for (int i = 0; i < x.Length; i++)
            {
                a += x[i];
                if (a < 0) { b *= 2; return a * b; }
                b *= a;
                if (b > 10)
                {
                    if (x[i] > 2.5) return b - a;
                    b = Math.Sqrt(b);
                }
            }
            return a / b;
            """).At(s_x).At(new double[] { -1, 2 }).Gives(-2.0, new double[] { 2, 0 }),

        Over("throw as a guard", """
            if (x.Length == 0) throw new ArgumentException("empty", nameof(x));
            double s = 0;
            for (int i = 0; i < x.Length; i++)
            {
                if (x[i] < 0) throw new InvalidOperationException("negative");
                s += Math.Sqrt(x[i]);
            }
            return s;
            """).At(new double[] { 4, 9 }).Gives(5.0, new double[] { 0.25, 1.0 / 6 })
            .At(Array.Empty<double>()).Throws<ArgumentException>().At(new double[] { 4, -1, 2 }).Throws<InvalidOperationException>(),

        Over("throw expression", "double d = x.Length > 1 ? x[1] : throw new ArgumentException(\"short\"); return x[0] / d;")
            .At(new double[] { 3, 4 }).Gives(0.75, new double[] { 0.25, -3.0 / 16 }).At(new double[] { 3 }).Throws<ArgumentException>(),

        Over("throw helper", "ArgumentOutOfRangeException.ThrowIfZero(x.Length); return x[0] * x[0];")
            .At(new double[] { 3 }).Gives(9.0, new double[] { 6 }).At(Array.Empty<double>()).Throws<ArgumentOutOfRangeException>(),

        Over("index out of range", "return x[3] * x[0];")
            .At(new double[] { 3, 1, 1, 2 }).Gives(6.0, new double[] { 2, 0, 0, 3 }).At(new double[] { 3 }).Throws<IndexOutOfRangeException>(),

        new Row("integer division by zero", """
            [Differentiable]
            public static double F(double x, int n) => x * (12 / n);
            """).At(2.0, 4).Gives(6.0, 3.0).At(2.0, 0).Throws<DivideByZeroException>(),

        new Row("throw in a branch with a value", """
            [Differentiable]
            public static double F(double x)
            {
                double r;
                if (x > 0) r = Math.Log(x);
                else throw new ArgumentOutOfRangeException(nameof(x), "must be positive");
                return r * x;
            }
            """).At(2.0).Gives(2 * Math.Log(2), Math.Log(2) + 1).At(-1.0).Throws<ArgumentOutOfRangeException>(),
    ];

    private static Row Over(string name, string body) => new(name, $$"""
        [Differentiable]
        public static double F(ReadOnlySpan<double> x)
        {
            {{body}}
        }
        """);
}
