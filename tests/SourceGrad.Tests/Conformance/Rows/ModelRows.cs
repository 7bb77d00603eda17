namespace SourceGrad.Tests.Conformance;

/// <summary>Models and losses as people write them.</summary>
internal static class ModelRows
{
    private static readonly double[] s_x = [1.5, -2, 0.5, 3];

    public static readonly Row[] All =
    [
        new Row("runge-kutta", """
            private static double Slope(double y, double k) => -k * y * y + Math.Sin(y);

            [Differentiable]
            public static double F(double y, double k, double h, int steps)
            {
                for (int t = 0; t < steps; t++)
                {
                    double k1 = Slope(y, k);
                    double k2 = Slope(y + h / 2 * k1, k);
                    double k3 = Slope(y + h / 2 * k2, k);
                    double k4 = Slope(y + h * k3, k);
                    y += h / 6 * (k1 + 2 * k2 + 2 * k3 + k4);
                }
                return y;
            }
            """).At(0.8, 0.7, 0.05, 6),

        new Row("trapezoidal rule", """
            [Differentiable]
            public static double F(double a, double b, double k)
            {
                const int n = 16;
                double h = (b - a) / n, s = 0.5 * (Math.Exp(-k * a * a) + Math.Exp(-k * b * b));
                for (int i = 1; i < n; i++)
                {
                    double t = a + i * h;
                    s += Math.Exp(-k * t * t);
                }
                return s * h;
            }
            """).At(0.1, 1.9, 1.3),

        new Row("logistic loss", """
            [Differentiable(nameof(w))]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
            {
                int d = w.Length, n = y.Length;
                double loss = 0;
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < d; j++) z += w[j] * x[i * d + j];
                    loss += Math.Log(1 + Math.Exp(-y[i] * z));
                }
                return loss / n;
            }
            """).At(new double[] { 0.5, -0.25 }, new double[] { 1, 2, -1, 0.5, 3, -2 }, new double[] { 1, -1, 1 }),

        new Row("multi-layer perceptron with scratch layers", """
            [Differentiable(nameof(w))]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int label)
            {
                Span<double> h = stackalloc double[3];
                Span<double> z = stackalloc double[2];
                int k = 0;
                for (int i = 0; i < 3; i++)
                {
                    double s = w[k++];
                    for (int j = 0; j < x.Length; j++) s += w[k++] * x[j];
                    h[i] = 1 / (1 + Math.Exp(-s));
                }
                for (int i = 0; i < 2; i++)
                {
                    double s = w[k++];
                    for (int j = 0; j < 3; j++) s += w[k++] * h[j];
                    z[i] = s;
                }
                double max = Math.Max(z[0], z[1]), sum = 0;
                for (int i = 0; i < 2; i++) sum += Math.Exp(z[i] - max);
                return max + Math.Log(sum) - z[label];
            }
            """).At(Enumerable.Range(0, 17).Select(i => Math.Sin(i * 1.7)).ToArray(), new double[] { 0.5, -1 }, 1),

        new Row("rosenbrock in n dimensions", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                for (int i = 0; i < x.Length - 1; i++)
                {
                    double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
                    s += a * a + 100 * b * b;
                }
                return s;
            }
            """).At(new double[] { 1, 1, 1 }).Gives(0.0, new double[] { 0, 0, 0 }).At(new double[] { 0, 1, 2 }).Gives(201.0, new double[] { -2, -200, 200 }),

        new Row("polyline length", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> p)
            {
                double length = 0;
                for (int i = 2; i + 1 < p.Length; i += 2)
                {
                    double dx = p[i] - p[i - 2], dy = p[i + 1] - p[i - 1];
                    length += Math.Sqrt(dx * dx + dy * dy);
                }
                return length;
            }
            """).At(new double[] { 0, 0, 3, 4, 3, 5 }).Gives(6.0, new double[] { -0.6, -0.8, 0.6, -0.2, 0, 1 }),

        new Row("dynamic time warping", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b)
            {
                int n = a.Length, m = b.Length;
                double[] d = new double[(n + 1) * (m + 1)];
                for (int i = 0; i <= n; i++)
                    for (int j = 0; j <= m; j++)
                    {
                        if (i == 0 && j == 0) continue;
                        if (i == 0 || j == 0) { d[i * (m + 1) + j] = 1e6; continue; }
                        double c = (a[i - 1] - b[j - 1]) * (a[i - 1] - b[j - 1]);
                        d[i * (m + 1) + j] = c + Math.Min(d[(i - 1) * (m + 1) + j], Math.Min(d[i * (m + 1) + j - 1], d[(i - 1) * (m + 1) + j - 1]));
                    }
                return d[n * (m + 1) + m];
            }
            """).At(new double[] { 1, 2.5, 4 }, new double[] { 1.25, 2, 3.75, 4.5 }),

        new Row("matrix product in place of scratch", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n)
            {
                Span<double> c = stackalloc double[9];
                for (int i = 0; i < n; i++)
                    for (int k = 0; k < n; k++)
                        for (int j = 0; j < n; j++)
                            c[i * n + j] += a[i * n + k] * b[k * n + j];
                double s = 0;
                foreach (double v in c) s += v * v;
                return s;
            }
            """).At(new double[] { 1, 2, 3, 4 }, new double[] { -1, 0.5, 2, 1 }, 2),

        new Row("geometric mean and harmonic mean", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double log = 0, inverse = 0;
                foreach (double v in x)
                {
                    if (v <= 0) throw new ArgumentException("must be positive");
                    log += Math.Log(v);
                    inverse += 1 / v;
                }
                return Math.Exp(log / x.Length) - x.Length / inverse;
            }
            """).At(new double[] { 1, 2, 4 }).Gives(2 - 12.0 / 7).At(new double[] { 1, 0 }).Throws<ArgumentException>(),

        new Row("lotka-volterra", """
            [Differentiable]
            public static double F(double prey, double hunters, double birth, double death, int steps)
            {
                const double dt = 0.05;
                for (int t = 0; t < steps; t++)
                {
                    double p = prey + dt * (birth * prey - 0.4 * prey * hunters);
                    hunters += dt * (0.1 * prey * hunters - death * hunters);
                    prey = p;
                }
                return prey * prey + hunters;
            }
            """).At(10.0, 5.0, 1.1, 0.4, 20).Within(1e-11),

        new Row("heat equation", """
            [Differentiable]
            public static double F(Span<double> u, double k, int steps)
            {
                Span<double> next = stackalloc double[8];
                for (int t = 0; t < steps; t++)
                {
                    for (int i = 1; i < u.Length - 1; i++) next[i] = u[i] + k * (u[i - 1] - 2 * u[i] + u[i + 1]);
                    for (int i = 1; i < u.Length - 1; i++) u[i] = next[i];
                }
                double s = 0;
                for (int i = 0; i < u.Length; i++) s += u[i] * u[i];
                return s;
            }
            """).At(new double[] { 0, 1, 3, 1, 0 }, 0.2, 0).Gives(11.0, new double[] { 0, 2, 6, 2, 0 }, 0.0).Leaves("u", new double[] { 0, 1, 3, 1, 0 })
            .At(new double[] { 0, 1, 3, 1, 0 }, 0.2, 1).Leaves("u", new double[] { 0, 1.2, 2.2, 1.2, 0 }),

        new Row("kahan sum", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0, c = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double y = x[i] * x[i] - c;
                    double t = s + y;
                    c = (t - s) - y;
                    s = t;
                }
                return s;
            }
            """).At(s_x).Gives(15.5, new double[] { 3, -4, 1, 6 }),

        new Row("continued fraction", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a)
            {
                double f = a[^1];
                for (int i = a.Length - 2; i >= 0; --i) f = a[i] + 1 / f;
                return f;
            }
            """).At(new double[] { 1, 2, 3 }).Gives(1 + 1 / (2 + 1.0 / 3), new double[] { 1, -9.0 / 49, 1.0 / 49 }),

        new Row("viterbi-like maximum over paths", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> emit, ReadOnlySpan<double> move, int n)
            {
                double a = emit[0], b = emit[1];
                for (int t = 1; t < n; t++)
                {
                    double na = Math.Max(a + move[0], b + move[2]) + emit[2 * t];
                    double nb = Math.Max(a + move[1], b + move[3]) + emit[2 * t + 1];
                    (a, b) = (na, nb);
                }
                return Math.Max(a, b);
            }
            """).At(new double[] { 1, 0.5, 0.25, 2, 1.5, 1 }, new double[] { -0.1, -0.75, -0.9, -0.2 }, 3),
    ];
}
