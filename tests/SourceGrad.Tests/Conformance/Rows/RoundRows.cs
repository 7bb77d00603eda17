namespace SourceGrad.Tests.Conformance;

/// <summary>Loops whose rounds call dear functions between their inner loops, so that blocks of rounds are done together; and such as look like that.</summary>
internal static class RoundRows
{
    public static readonly Row[] All =
    [
        Rounds("logistic loss", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Log(1 + Math.Exp(-x[i] * z));"),
        Rounds("two sums", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; double e = Math.Exp(0.1 * z); s += e; t += Math.Sin(e) * z;"),
        Rounds("calls, loops, calls", "double a = Math.Sin(x[i]), z = a; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Exp(0.1 * z) * a;"),
        Rounds("loops, calls, loops, calls", "double z = 0, q = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; double e = Math.Tanh(z); for (int j = 0; j < d; j++) q += w[j] * w[j] * e + x[i * d + j] * z; s += Math.Sin(q) * e + z;"),
        Rounds("the number of the round", "double z = i * 0.01; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; int m = i % 3; s += 0.1 * Math.Sin(z) * (0.01 * i + 1) + m * 0.01 * Math.Cos(x[i] + w[0]);"),
        Rounds("a branch", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; if (z > 0.1) s += Math.Exp(-z); else t += Math.Sin(z) * z;"),
        Rounds("a branch with loops", "double z = 0; if (x[i] > 0) { for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; } s += Math.Sin(z) * w[0];"),
        Rounds("a sum that goes on in the loop", "for (int j = 0; j < d; j++) s += w[j] * x[i * d + j]; t += Math.Sin(w[0] * x[i]);"),
        Rounds("a sum in two places", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z); for (int j = 0; j < d; j++) s += w[j] * z;"),
        Rounds("what is carried on", "double z = t; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; t = Math.Sin(z); s += t;"),
        Rounds("an element a round", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; p[i] = Math.Tanh(z); s += p[i] * z;"),
        Rounds("an element a round, and that of the round before", "double z = i > 0 ? p[i - 1] : 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; p[i] = Math.Tanh(z);"),
        Rounds("elements for all", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; double e = Math.Tanh(z); for (int j = 0; j < d; j++) p[j] += e * w[j];"),
        Rounds("elements for all that are read", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; double e = Math.Tanh(z); for (int j = 0; j < d; j++) p[j] = p[j] * 0.5 + e * w[j];"),
        Rounds("elements that one part writes and another reads", "for (int j = 0; j < d; j++) p[j] = w[j] * x[i * d + j]; double e = Math.Tanh(p[0]); for (int j = 0; j < d; j++) s += p[j] * e;"),
        Rounds("scratch of a round", "double[] q = new double[d]; for (int j = 0; j < d; j++) q[j] = w[j] * x[i * d + j]; double e = Math.Tanh(w[0] * x[i]); for (int j = 0; j < d; j++) s += q[j] * e;"),
        Rounds("softmax", "double m = -100; for (int j = 0; j < d; j++) m = Math.Max(m, w[j] * x[i * d + j]); double z = 0; for (int j = 0; j < d; j++) z += Math.Exp(w[j] * x[i * d + j] - m); s += Math.Log(z) + m - w[0] * x[i * d];"),
        Rounds("a division of ints", "double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z) * (12 / (d - 1000));"),
        Loop("in each round of another loop", "for (int r = 0; r < 3; r++) { for (int i = 0; i < n; i++) { double z = r; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z) * w[r]; } }"),
        Loop("from somewhere on", "for (int i = 2; i < n; i++) { double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z); }"),
        Loop("backwards", "for (int i = n - 1; i >= 0; i--) { double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z) * w[0]; }"),
        Loop("by twos", "for (int i = 0; i < n; i += 2) { double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z) * w[0]; }"),
        new Row("rounds: none", Text("for (int i = 0; i < n; i++) { double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z); }"))
            .At(LaneRows.Numbers(9), LaneRows.Numbers(9), -3, 9).At(LaneRows.Numbers(9), LaneRows.Numbers(9), int.MinValue + 1, 9),
        new Row("rounds: no columns", Text("for (int i = 0; i < n; i++) { double z = w[0]; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z) * i; }"))
            .At(LaneRows.Numbers(9), LaneRows.Numbers(70), 70, 0).At(LaneRows.Numbers(9), LaneRows.Numbers(70), 70, -5),
        new Row("rounds: too few rows", Text("for (int i = 0; i < n; i++) { double z = 0; for (int j = 0; j < d; j++) z += w[j] * x[i * d + j]; s += Math.Sin(z); }"))
            .At(LaneRows.Numbers(9), LaneRows.Numbers(70 * 9), 71, 9).Throws<IndexOutOfRangeException>(),
        new Row("rounds: arrays", """
            [Differentiable(nameof(w))]
            public static double F(double[] w, double[] x, double[] c, int n, int d)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < d; j++) z += w[j] * x[i * d + j];
                    s += Math.Exp(0.1 * z) * c[i];
                }

                return s;
            }
            """)
            .At(LaneRows.Numbers(5), LaneRows.Numbers(70 * 5), LaneRows.Numbers(70), 70, 5).At(Array.Empty<double>(), LaneRows.Numbers(5), LaneRows.Numbers(70), 70, 0)
            .At(LaneRows.Numbers(5), LaneRows.Numbers(69 * 5), LaneRows.Numbers(70), 70, 5).Throws<IndexOutOfRangeException>()
            .At(LaneRows.Numbers(5), LaneRows.Numbers(70 * 5), LaneRows.Numbers(69), 70, 5).Throws<IndexOutOfRangeException>(),
        new Row("rounds: what the caller sees", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n, int d, Span<double> y)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    double z = 0;
                    for (int j = 0; j < d; j++) z += w[j] * x[i * d + j];
                    y[i] = 0.5 * i;
                    s += Math.Sin(z);
                }

                return s;
            }
            """).Writes("y")
            .At(LaneRows.Numbers(9), LaneRows.Numbers(20 * 9), 20, 9, LaneRows.Numbers(20)).At(LaneRows.Numbers(9), LaneRows.Numbers(12 * 9), 15, 9, LaneRows.Numbers(20)).Throws<IndexOutOfRangeException>(),
        new Row("rounds: in float", """
            [Differentiable(nameof(w))]
            public static float F(ReadOnlySpan<float> w, ReadOnlySpan<float> x, int n, int d)
            {
                float s = 0;
                for (int i = 0; i < n; i++)
                {
                    float z = 0;
                    for (int j = 0; j < d; j++) z += w[j] * x[i * d + j];
                    s += MathF.Log(1 + MathF.Exp(-x[i] * z));
                }

                return s / n;
            }
            """).Within(1e-4).At(LaneRows.Floats(9), LaneRows.Floats(9), 1, 9).At(LaneRows.Floats(17), LaneRows.Floats(150 * 17), 150, 17),
    ];

    private static Row Rounds(string name, string round) => Loop(name, $"for (int i = 0; i < n; i++) {{ {round} }}");

    private static Row Loop(string name, string statements)
    {
        Row row = new("rounds: " + name, Text(statements));
        foreach ((int n, int d) in new[] { (0, 3), (63, 2), (65, 9), (134, 5) })
        {
            row.At(LaneRows.Numbers(d + 3), LaneRows.Numbers((n * d) + 200), n, d);
        }

        return row;
    }

    private static string Text(string statements) => $$"""
        [Differentiable(nameof(w))]
        public static double F(ReadOnlySpan<double> w, ReadOnlySpan<double> x, int n, int d)
        {
            double s = 0, t = 0;
            double[] p = new double[200];
            {{statements}}
            for (int i = 0; i < p.Length; i++) s += p[i] * p[i];
            return s + t;
        }
        """;
}
