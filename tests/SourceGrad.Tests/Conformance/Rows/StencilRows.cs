namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops that read an element and its neighbours, of all sizes: their adjoints add to neighbours, which would overlap as vectors, and so get loops of their own; and
/// others that may not.
/// </summary>
internal static class StencilRows
{
    public static readonly Row[] All =
    [
        Sum("stencil: two neighbours", "for (int i = 0; i < x.Length - 1; i++) { double b = x[i + 1] - x[i] * x[i]; s += b * b; }"),
        Sum("stencil: three neighbours", "for (int i = 1; i < x.Length - 1; i++) { double d = x[i - 1] - 2 * x[i] + x[i + 1]; s += d * d; }"),
        Sum("stencil: five neighbours", "for (int i = 2; i < x.Length - 2; i++) { double d = x[i - 2] + x[i - 1] * x[i] - x[i + 1] * x[i + 2]; s += d * d; }"),
        Sum("stencil: far neighbours", "for (int i = 0; i < x.Length - 40; i++) s += x[i] * x[i + 40] * x[i + 20];"),
        Sum("stencil: downwards", "for (int i = x.Length - 2; i >= 0; i--) s += x[i] * x[i + 1] * x[i + 1];"),
        Sum("stencil: by twos", "for (int i = 0; i < x.Length - 1; i += 2) s += x[i] * x[i + 1] * x[i + 1];"),
        Sum("stencil: dear to compute again", "for (int i = 0; i < x.Length - 1; i++) s += Math.Exp(0.1 * x[i] * x[i + 1]) * Math.Tanh(x[i + 1]);"),
        Sum("stencil: with what the loop carries", "double t = 1; for (int i = 0; i < x.Length - 1; i++) { t = 0.5 * t + x[i]; s += t * x[i] * x[i + 1]; }"),
        Sum("stencil: branches", "for (int i = 0; i < x.Length - 1; i++) { double b = x[i + 1] - x[i]; s += b > 0 ? b * b : -b * x[i]; }"),
        Sum("stencil: first and last differ", "for (int i = 0; i < x.Length; i++) { double left = i > 0 ? x[i - 1] : x[i], right = i < x.Length - 1 ? x[i + 1] : x[i]; s += (left + right) * x[i]; }"),
        Sum("stencil: steps of a state", "double[] u = x.ToArray(), v = new double[x.Length]; for (int t = 0; t < 3; t++) { for (int i = 1; i < x.Length - 1; i++) v[i] = u[i] + 0.1 * (u[i - 1] - 2 * u[i] * u[i] + u[i + 1]); for (int i = 0; i < x.Length; i++) { u[i] = v[i]; s += u[i] * u[i]; } }"),
        Sum("stencil: a state whose first element has a rule of its own", "if (x.Length > 2) { double[] k = new double[x.Length], u = new double[x.Length]; for (int t = 0; t < 3; t++) { k[0] = x[0] * x[0]; for (int i = 1; i < x.Length; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < x.Length; i++) u[i] += 0.25 * k[i] * x[i]; } for (int i = 0; i < x.Length; i++) s += u[i] * u[i]; }"),
        Sum("stencil: a state whose first two elements have rules of their own", "if (x.Length > 2) { double[] k = new double[x.Length], u = new double[x.Length]; for (int t = 0; t < 3; t++) { k[1] = x[1]; k[0] = x[0] * k[1]; for (int i = 2; i < x.Length; i++) k[i] = x[i] * u[i - 2]; for (int i = 0; i < x.Length; i++) u[i] += 0.25 * k[i] * x[i]; } for (int i = 0; i < x.Length; i++) s += u[i] * u[i]; }"),
        Sum("stencil: a state whose second element stays", "if (x.Length > 2) { double[] k = new double[x.Length], u = new double[x.Length]; for (int t = 0; t < 3; t++) { k[0] = x[0] * x[0]; for (int i = 2; i < x.Length; i++) k[i] = x[i] * u[i - 1]; for (int i = 0; i < x.Length; i++) u[i] += 0.25 * (k[i] + 0.5 * i) * x[i]; } for (int i = 0; i < x.Length; i++) s += u[i] * u[i]; }"),
        Sum("stencil: in place, each from the one before", "double[] u = x.ToArray(); for (int i = 1; i < x.Length; i++) { u[i] += 0.5 * u[i - 1] * u[i]; s += u[i] * u[i - 1]; }"),
        Sum("stencil: two sums of the user's", "double[] p = new double[x.Length + 1]; for (int i = 0; i < x.Length; i++) { p[i + 1] += 0.5 * x[i]; p[i] += x[i] * x[i]; } for (int i = 0; i < p.Length; i++) s += p[i] * p[i];"),
        Sum("stencil: two dimensions", "int n = (int)Math.Sqrt(x.Length); for (int r = 1; r < n - 1; r++) for (int c = 1; c < n - 1; c++) { double d = x[r * n + c - 1] + x[r * n + c + 1] + x[(r - 1) * n + c] + x[(r + 1) * n + c] - 4 * x[r * n + c]; s += d * d; }"),
        Sum("stencil: fewer elements than it reads", "if (x.Length > 7) { for (int i = 0; i < 7; i++) { double b = x[i + 1] - x[i] * x[i]; s += b * b; } }"),
        new Row("stencil: single precision", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> x)
            {
                float s = 0;
                for (int i = 0; i < x.Length - 2; i++)
                {
                    float d = x[i] - x[i + 1] * x[i + 2];
                    s += d * d;
                }

                return s;
            }
            """).Within(1e-4).At(LaneRows.Numbers(37).Select(number => (float)number).ToArray()).At(new float[] { 1, 2 }),
        new Row("stencil: an element that is missing", """
            [Differentiable]
            public static double F(double[] x, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++)
                {
                    double b = x[i + 1] - x[i] * x[i];
                    s += b * b;
                }

                return s;
            }
            """).At(LaneRows.Numbers(30), 29).At(LaneRows.Numbers(30), 20).At(LaneRows.Numbers(5), 0).At(LaneRows.Numbers(30), 30).Throws<IndexOutOfRangeException>(),
    ];

    private static Row Sum(string name, string statements)
    {
        Row row = new Row(name, $$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> x)
            {
                double s = 0;
                {{statements}}
                return s;
            }
            """).Within(1e-10);
        foreach (int length in new[] { 0, 1, 2, 5, 16, 17, 33, 81 })
        {
            row.At(LaneRows.Numbers(length));
        }

        return row;
    }
}
