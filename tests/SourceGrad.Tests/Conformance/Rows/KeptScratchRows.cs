namespace SourceGrad.Tests.Conformance;

/// <summary>Scratch that rounds of a loop overwrite, which the reverse sweep finds as it was; and what else lets both sweeps share a loop.</summary>
internal static class KeptScratchRows
{
    private static readonly double[] s_points = [1.5, -2, 0.5, 3, 0.25, 1, -3, 0.75, -0.5, 2, 1.25, -1, 0.1, 0.2, 0.3, -0.4, 1.7, 0.6];
    private static readonly double[] s_centers = [0.5, -1, 2, 0.25, 1.5, -0.75];

    public static IEnumerable<Row> All { get; } =
    [
        Mixture("scratch by rows", """
            for (int c = 0; c < k; c++)
            {
                for (int j = 0; j < d; j++)
                {
                    t[j] = x[i * d + j] - centers[c * d + j];
                    u[j] = t[j] * centers[c * d + j];
                }
                for (int p = 0; p < d; p++)
                    for (int q = 0; q < p; q++)
                        u[p] += centers[q] * t[q];
                double square = 0;
                for (int j = 0; j < d; j++)
                    square += u[j] * u[j];
                terms[c] = square;
            }
            """),

        Mixture("scratch by rows with dear functions", """
            for (int c = 0; c < k; c++)
            {
                for (int j = 0; j < d; j++)
                {
                    t[j] = Math.Tanh(x[i * d + j] * centers[c * d + j]);
                    u[j] = 1;
                }
                for (int p = 0; p < d; p++)
                    for (int q = 0; q <= p; q++)
                        u[p] *= Math.Sin(t[q]) + 2;
                for (int p = 0; p < d; p++)
                    for (int q = 0; q <= p; q++)
                        u[p] += u[q] * t[p];
                double square = 0;
                for (int j = 0; j < d; j++)
                    square += u[j] * t[j];
                terms[c] = square * square;
            }
            """),

        Mixture("scratch by rows, from the last to the first", """
            for (int c = k - 1; c >= 0; c--)
            {
                for (int j = 0; j < d; j++)
                    t[j] = x[i * d + j] * centers[c * d + j];
                double square = 0;
                for (int p = 0; p < d; p++)
                    for (int q = 0; q < d; q++)
                        square += t[p] * t[q] * t[q];
                terms[c] = square;
            }
            """),

        Mixture("scratch by rows that are filled again", """
            for (int c = 0; c < k; c++)
            {
                for (int j = 0; j < d; j++)
                    t[j] = x[i * d + j] * centers[c * d + j];
                double square = 0;
                for (int p = 0; p < d; p++)
                    for (int q = 0; q < d; q++)
                        square += t[p] * t[q];
                for (int j = 0; j < d; j++)
                    t[j] = square * t[j] + centers[j];
                for (int p = 0; p < d; p++)
                    for (int q = 0; q < d; q++)
                        square += t[p] * t[q] * t[p];
                terms[c] = square;
            }
            """),

        Mixture("scratch by rows in a loop of two kinds", """
            for (int c = 0; c < k; c++)
            {
                if (centers[c] > 0)
                {
                    for (int j = 0; j < d; j++)
                        t[j] = x[i * d + j] * centers[c * d + j];
                    double square = 0;
                    for (int p = 0; p < d; p++)
                        for (int q = 0; q < d; q++)
                            square += t[p] * t[q] * t[q];
                    terms[c] = square;
                }
            }
            """),

        new Row("scratch by rows of no length", """
            [Differentiable]
            public static double F(double[] x, int d)
            {
                double[] t = new double[d];
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    for (int c = 0; c < 2; c++)
                    {
                        for (int j = 0; j < d; j++)
                            t[j] = x[i] * x[i] + c;
                        for (int p = 0; p < d; p++)
                            for (int q = 0; q < p; q++)
                                sum += t[p] * t[q];
                    }
                }

                return sum;
            }
            """).At(new[] { 1.5, -0.5, 2 }, 3).At(new[] { 1.5, -0.5, 2 }, 0).At(new[] { 1.5, -0.5, 2 }, -1).Throws<OverflowException>(),

        new Row("scratch read in the round that writes it", """
            [Differentiable]
            public static double F(double[] x)
            {
                double[] t = new double[x.Length], u = new double[x.Length];
                for (int i = 0; i < x.Length; i++)
                {
                    t[i] = x[i] * x[i];
                    u[i] = t[i] * Math.Sin(t[i]);
                    Span<double> moving = u.AsSpan(x.Length - 1 - i);
                    moving[i] = moving[i] * t[i] + x[i];
                    t[0] += moving[i] * moving[i];
                }

                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += t[i] * u[i];
                return sum;
            }
            """).At(new[] { 1.5, -0.5, 2, 0.25 }),

        new Row("sum whose factor is a function of a parameter", """
            [Differentiable]
            public static double F(double[] x, double r)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                    sum += Math.Sin(x[i] * r) * x[i];
                return Math.Exp(-r) * sum / Math.Sqrt(r);
            }
            """).At(s_points, 0.75),

        new Row("sign in a long loop", """
            [Differentiable]
            public static double F(double[] x, double r)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double rest = Math.Sign(x[i]) - r * x[i];
                    sum += rest * rest;
                }

                return sum;
            }
            """).At(s_points, 0.75).At(Enumerable.Range(0, 19).Select(i => i == 13 ? double.NaN : i - 6.5).ToArray(), 0.5).Throws<ArithmeticException>(),

        new Row("sign in a loop that writes", """
            [Differentiable]
            public static double F(double[] x, Span<double> y)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    y[i] = Math.Sign(x[i]) * x[i] * y[i];
                    sum += y[i];
                }

                return sum;
            }
            """).At(s_points, s_points.ToArray()).Leaves("y", s_points.Select(v => Math.Abs(v) * v).ToArray())
            .At(new[] { 1, 2, -3, double.NaN, 5, 6, 7, 8, 9.0 }, new double[] { 1, 1, 1, 1, 1, 1, 1, 1, 1 }).Throws<ArithmeticException>().Leaves("y", new double[] { 1, 2, 3, 1, 1, 1, 1, 1, 1 }),

        new Row("powers recorded for each coefficient", """
            [Differentiable]
            public static double F(double[] a, double[] x)
            {
                double sum = 0;
                for (int i = 0; i < x.Length; i++)
                {
                    double rest = 1, power = 1;
                    for (int j = 0; j < a.Length; j++)
                    {
                        rest -= a[j] * power;
                        power *= x[i];
                    }

                    sum += rest * rest;
                }

                return sum;
            }
            """).At(s_centers, s_points).At(Array.Empty<double>(), s_points),
    ];

    /// <summary>A function of points and centers with scratch for one pair.</summary>
    private static Row Mixture(string name, string round) => new Row(name, $$"""
        [Differentiable]
        public static double F(double[] x, double[] centers, int d)
        {
            int k = centers.Length / d, n = x.Length / d;
            double[] t = new double[d], u = new double[d], terms = new double[k];
            double sum = 0;
            for (int i = 0; i < n; i++)
            {
                {{round}}
                double part = 1;
                for (int c = 0; c < k; c++)
                    part += terms[c];
                sum += Math.Log(1 + part * part);
            }

            return sum;
        }
        """).At(s_points, s_centers, 2).At(s_points, s_centers, 3).At(s_points[..2], s_centers, 2).At(Array.Empty<double>(), s_centers, 2);
}
