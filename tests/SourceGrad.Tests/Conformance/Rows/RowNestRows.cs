namespace SourceGrad.Tests.Conformance;

/// <summary>Loops over the rows and columns of a matrix that copy a row to all of them, or add all of them to one; what is stored first and never set to zero again; and such as look like that.</summary>
internal static class RowNestRows
{
    public static readonly Row[] All =
    [
        Nest("a row to all", "for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o];"),
        Nest("a row to all, from a place on", "for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[2 + o];"),
        Nest("a row to all, columns first", "for (int o = 0; o < m; o++) for (int b = 0; b < n; b++) y[b * m + o] = w[o];"),
        Nest("a row to all but one", "for (int b = 1; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o];"),
        Nest("a row to all, but its first element", "for (int b = 0; b < n; b++) for (int o = 1; o < m; o++) y[b * m + o] = w[o];"),
        Nest("a row to every second", "for (int b = 0; b < n; b += 2) for (int o = 0; o < m; o++) y[b * m + o] = w[o];"),
        Nest("rows that overlap", "for (int b = 0; b < n - 1; b++) for (int o = 0; o < m; o++) y[b + o] = w[o] * x[b];"),
        Nest("rows as long as their number", "for (int b = 0; b < Math.Min(n, m); b++) for (int o = 0; o < b; o++) y[b * b / 2 + o] = w[o] * x[b];"),
        Nest("a row where something holds", "for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) { if (x[b * m + o] > 0) y[b * m + o] = w[o]; }"),
        Nest("a row after something was read", "double before = n > 0 && m > 0 ? y[0] : 0; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o] + before;"),
        Nest("a row after something was stored", "if (n > 0 && m > 0) y[n * m - 1] = x[0]; for (int b = 0; b < n - 1; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o];"),
        Nest("stored twice", "for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o] * x[b * m + o]; for (int i = 0; i < n * m; i++) y[i] = Math.Tanh(y[i]);"),
        Nest("stored twice, by rows", "for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o]; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = Math.Sin(y[b * m + o]) * x[b * m + o];"),
        Nest("stored twice in the same loops", "for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) { y[b * m + o] = w[o]; y[b * m + o] = y[b * m + o] * x[b * m + o]; }"),
        Nest("stored before in the same loops", "for (int b = 0; b < n; b++) { if (b > 0 && m > 0) y[(b - 1) * m] = x[b] * x[b]; for (int o = 0; o < m; o++) y[b * m + o] = w[o]; }"),
        Nest("stored again in each of three rounds", "for (int t = 0; t < 3; t++) { for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o] * (t + 1) + x[b * m + o]; for (int i = 0; i < n * m; i++) s += y[i] * y[i]; }"),
        Nest("added to in each of three rounds", "for (int t = 0; t < 3; t++) { for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] += w[o] * x[b * m + o]; for (int i = 0; i < n * m; i++) y[i] = Math.Sin(y[i]); }"),
        Nest("anew in each of three rounds", "for (int t = 0; t < 3; t++) { double[] z = new double[n * m]; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) z[b * m + o] = w[o] * (t + 1); for (int i = 0; i < n * m; i++) z[i] = Math.Sin(z[i]) * x[i]; for (int i = 0; i < n * m; i++) y[i] += z[i]; }"),
        Nest("until something holds", "int t = 0; while (t < 2) { for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = y[b * m + o] * 0.5 + w[o]; t++; }"),
        Nest("three loops", "for (int a = 0; a < 2; a++) for (int b = 0; b < n / 2; b++) for (int o = 0; o < m; o++) y[(a * (n / 2) + b) * m + o] = w[o] * x[o]; for (int i = 0; i < n * m; i++) y[i] = Math.Tanh(y[i]);"),
        Nest("columns are summed", "double[] c = new double[m + 2]; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) c[o + 2] += x[b * m + o]; for (int o = 0; o < Math.Min(m, n * m); o++) y[o] = c[o + 2] * c[o + 2] * w[o];"),
        Nest("columns are summed, what was summed before too", "double[] c = new double[m]; for (int o = 0; o < m; o++) c[o] = w[o]; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) c[o] += x[b * m + o]; for (int o = 0; o < Math.Min(m, n * m); o++) y[o] = c[o] * c[o];"),
        Nest("rows are summed", "double[] c = new double[n]; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) c[b] += x[b * m + o] * w[o]; for (int b = 0; b < n; b++) s += c[b] * c[b];"),
        Nest("one round", "for (int k = 2; k < 3; k++) for (int i = 0; i < n * m; i++) y[i] = x[i] * k * w[0];"),
        Nest("one round, and what it leaves", "double p = 1; int at = -1; for (int k = 0; k < 1; k++) { p *= w[k]; at = k; } for (int k = 5; k < 5; k++) { p *= w[k + 9]; at = 3; } for (int i = 0; i < n * m; i++) y[i] = x[i] * p * (at + 2);"),
        Nest("one round of a larger step, counting down", "for (int k = 3; k > 0; k -= 4) { double[] z = new double[n * m]; for (int i = 0; i < n * m; i++) z[i] = x[i] * k; for (int i = 0; i < n * m; i++) y[i] = z[i] * z[i] * w[0]; }"),
        new Row("row nests: numbers that are negative", Text("for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o];", "double[] y = new double[n * m];"))
            .At(LaneRows.Numbers(6), LaneRows.Numbers(6), -2, -3).At(LaneRows.Numbers(6), LaneRows.Numbers(6), -1, -6),
        new Row("row nests: room for less", Text("for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o];", "double[] y = new double[n * m - 1];"))
            .At(LaneRows.Numbers(12), LaneRows.Numbers(6), 3, 4).Throws<IndexOutOfRangeException>(),
        new Row("row nests: room for more", Text("for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o]; for (int k = 0; k < 5; k++) s += y[n * m + k] * x[0];", "double[] y = new double[n * m + 5];"))
            .At(LaneRows.Numbers(12), LaneRows.Numbers(6), 3, 4).At(LaneRows.Numbers(90), LaneRows.Numbers(9), 9, 9),
        new Row("row nests: a row that ends too early", Text("for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o + 1];", "double[] y = new double[n * m];"))
            .At(LaneRows.Numbers(12), LaneRows.Numbers(4), 3, 4).Throws<IndexOutOfRangeException>(),
        new Row("row nests: a matrix that ends too early", Text("double[] c = new double[m]; for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) c[o] += x[b * m + o]; for (int o = 0; o < m; o++) y[o] = c[o] * w[o];", "double[] y = new double[n * m];"))
            .At(LaneRows.Numbers(11), LaneRows.Numbers(4), 3, 4).Throws<IndexOutOfRangeException>(),
        new Row("row nests: in float, biases and their sums", """
            [Differentiable]
            public static float F(ReadOnlySpan<float> w, ReadOnlySpan<float> x, int n, int m)
            {
                float[] y = new float[n * m];
                for (int b = 0; b < n; b++) for (int o = 0; o < m; o++) y[b * m + o] = w[o];
                for (int i = 0; i < n * m; i++) y[i] = y[i] * x[i] + 1;
                float s = 0;
                for (int i = 0; i < n * m; i++) s += y[i] * y[i];
                return s;
            }
            """).At(LaneRows.Floats(5), LaneRows.Floats(15), 3, 5).At(LaneRows.Floats(19), LaneRows.Floats(38), 2, 19).At(LaneRows.Floats(1), LaneRows.Floats(9), 9, 1),
    ];

    private static Row Nest(string name, string statements)
    {
        Row row = new("row nests: " + name, Text(statements, "double[] y = new double[n * m];"));
        foreach ((int n, int m) in new[] { (0, 3), (3, 0), (1, 1), (2, 3), (4, 5), (5, 12), (12, 5), (9, 33) })
        {
            row.At(LaneRows.Numbers(n * m + 40), LaneRows.Numbers(m + 40), n, m);
        }

        return row;
    }

    private static string Text(string statements, string memory) => $$"""
        [Differentiable]
        public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n, int m)
        {
            double s = 0;
            {{memory}}
            {{statements}}
            for (int i = 0; i < n * m; i++) s += y[i] * y[i] + y[i] * x[i];
            return s;
        }
        """;
}
