namespace SourceGrad.Tests.Conformance;

/// <summary>Records in one buffer: of each the same element, so many elements apart; results that each round of a loop has for itself, and such as look like that.</summary>
internal static class RecordRows
{
    private static readonly Row[] s_written =
    [
        Records("two results of three numbers", "y[2 * i] = Math.Sin(x[3 * i]) * x[3 * i + 1] + w[i]; y[2 * i + 1] = x[3 * i + 1] * x[3 * i + 2] * w[0];"),
        Records("a branch", "double a = x[3 * i], b = x[i * 3 + 1], c = Math.Exp(x[3 * i + 2] * 0.1); if (a > b) { a = Math.Sqrt(a - b); b = a * c; } else { b = Math.Sin(a) / c; } y[2 * i] = a * w[i]; y[2 * i + 1] = b * b;"),
        Records("where something holds", "if (x[3 * i] > 0) y[2 * i] = Math.Sin(x[3 * i]) * w[i]; y[2 * i + 1] = x[3 * i + 2] * x[3 * i];"),
        Records("nothing but where something holds", "if (x[3 * i] > 0) y[2 * i] = Math.Sin(x[3 * i]) * w[i]; else y[2 * i + 1] = x[3 * i] * x[3 * i];"),
        Records("what is added", "y[2 * i] += Math.Sin(x[3 * i]) * w[i]; y[2 * i + 1] -= x[3 * i + 2] * x[3 * i];"),
        Records("what is stored and added to", "y[2 * i] = Math.Sin(x[3 * i]); y[2 * i] += x[3 * i + 1] * w[i]; y[2 * i + 1] = x[3 * i] * 2;"),
        Records("what is added to and stored", "y[2 * i] += x[3 * i + 1] * w[i]; y[2 * i] = Math.Sin(x[3 * i]) * y[2 * i]; y[2 * i + 1] = x[3 * i] * 2;"),
        Records("what is added to and stored over", "y[2 * i] += x[3 * i + 1] * w[i]; y[2 * i] = Math.Sin(x[3 * i]);"),
        Records("what was there before", "y[2 * i] = Math.Sin(y[2 * i]) * x[3 * i]; y[2 * i + 1] = y[2 * i] * y[2 * i + 1] * w[i];"),
        Records("what was there, after it was stored over", "double a = y[2 * i + 1]; y[2 * i + 1] = Math.Cos(x[3 * i]); y[2 * i] = a * a * x[3 * i + 1];"),
        Records("stored twice", "y[2 * i] = Math.Sin(x[3 * i]); y[2 * i] = y[2 * i] * y[2 * i] * x[3 * i + 1];"),
        Records("stored twice without a look", "y[2 * i] = Math.Sin(x[3 * i]); y[2 * i] = x[3 * i + 1] * x[3 * i + 1];"),
        Records("rounds that share elements", "y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 2] = Math.Cos(x[3 * i + 1]) * w[i];", spare: 2),
        Records("rounds that read what others stored", "y[2 * i + 2] = Math.Sin(x[3 * i]) * y[2 * i];", spare: 2),
        Records("rounds that read what others will store", "y[2 * i] = Math.Sin(x[3 * i]) * y[2 * i + 2];", spare: 2),
        Records("elements of two rounds", "y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 3] = Math.Cos(x[3 * i + 1]) * w[i];", spare: 3),
        Records("elements of a record that lies further on", "y[2 * i + 4] = Math.Sin(x[3 * i]); y[2 * i + 5] = Math.Cos(x[3 * i + 1]) * w[i];", spare: 5),
        Records("records that overlap", "y[i] = Math.Sin(x[3 * i]); y[i + 1] = y[i] * x[3 * i + 1];", spare: 1),
        Records("two distances", "y[2 * i] = Math.Sin(x[3 * i]); y[i] = y[2 * i] * w[i];"),
        Records("one element in all rounds", "y[2 * i] = Math.Sin(x[3 * i]); if (n > 1) y[1] = y[2 * i] * w[i];", spare: 2),
        Records("views", "Span<double> r = y.Slice(2 * i, 2); ReadOnlySpan<double> p = x.Slice(3 * i, 3); r[0] = Math.Sin(p[0]) * p[1]; r[1] = p[2] * p[2] * r[0];"),
        Records("views that move on by less than their length", "Span<double> r = y.Slice(i, 2); r[0] = Math.Sin(x[3 * i]) * w[i]; r[1] = r[0] * x[3 * i + 2];", spare: 2),
        Records("a sum beside it", "y[2 * i] = Math.Sin(x[3 * i]) * w[i]; s += y[2 * i] * x[3 * i + 1]; y[2 * i + 1] = x[3 * i + 2];"),
        Loop("counted along", "int p = 0; for (int i = 0; i < n; i++) { y[p] = Math.Sin(x[3 * i]); y[p + 1] = y[p] * w[i]; p += 2; }"),
        Loop("counted along, down", "int p = 2 * n; for (int i = 0; i < n; i++) { p -= 2; y[p] = Math.Sin(x[3 * i]); y[p + 1] = y[p] * w[i]; }"),
        Loop("counted along, not at all times", "int p = 0; for (int i = 0; i < n; i++) { y[p] = Math.Sin(x[3 * i]) * w[i]; if (x[3 * i] > 0) p += 2; }"),
        Loop("by twos", "for (int i = 0; i < 2 * n; i += 2) { y[i] = Math.Sin(x[i]); y[i + 1] = y[i] * w[i]; }"),
        Loop("backwards", "for (int i = n - 1; i >= 0; i--) { y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 1] = y[2 * i] * w[i]; }"),
        Loop("from one on", "for (int i = 1; i < n; i++) { y[2 * i - 2] = Math.Sin(x[3 * i - 3]) * x[3 * i]; y[2 * i - 1] = Math.Cos(x[3 * i - 1]) * w[i]; }"),
        Loop("from somewhere on", "int m = n / 3; for (int i = m; i < n; i++) { y[2 * (i - m)] = Math.Sin(x[3 * i]); y[2 * (i - m) + 1] = Math.Cos(x[3 * (i - m) + 1]) * w[i]; }"),
        Loop("from a place that is given", "int m = n / 2; for (int i = 0; i < n; i++) { y[2 * i + m] = Math.Sin(x[3 * i + m]); y[m + 1 + 2 * i] = Math.Cos(x[3 * i]) * w[i]; }", spare: 20),
        Loop("one loop after the other", "for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 1] = x[3 * i + 1]; } for (int i = 0; i < n; i++) { y[2 * i] = y[2 * i] * y[2 * i + 1]; y[2 * i + 1] = Math.Cos(y[2 * i + 1]); }"),
        Loop("what the next loop reads", "for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 1] = x[3 * i + 1]; } for (int i = 0; i < n; i++) s += y[2 * i] * y[2 * i + 1];"),
        Loop("in each round of another loop", "for (int t = 0; t < 3; t++) for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(y[2 * i] * x[3 * i]); y[2 * i + 1] = y[2 * i] * w[t] + y[2 * i + 1]; }"),
        Loop("in each round of another loop, for good", "for (int t = 0; t < 3; t++) for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(t * x[3 * i]); y[2 * i + 1] = Math.Exp(0.1 * x[3 * i + t]); }"),
        Loop("after something was stored there", "if (n > 0) y[1] = x[0] * x[1]; for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(x[3 * i]) * y[2 * i + 1]; }"),
        Loop("before something is stored there", "for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 1] = w[i] * x[3 * i]; } if (n > 0) y[1] = x[0] * x[1];"),
        Loop("before something is added there", "for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 1] = w[i] * x[3 * i]; } if (n > 0) y[1] += x[0] * x[1];"),
        Loop("in an arm at the end", "if (w[0] > 0.2) { for (int i = 0; i < n; i++) { y[2 * i] = Math.Sin(x[3 * i]); y[2 * i + 1] = y[2 * i] * x[3 * i + 1]; } } else { for (int i = 0; i < n; i++) y[2 * i] = y[2 * i + 1] * x[3 * i]; }"),
        Loop("not through the whole", "for (int i = 0; i < n - 1; i++) { y[2 * i + 1] = Math.Sin(x[3 * i]) * y[2 * i + 1]; }"),
        Loop("by the numbers that come out", "for (int i = 0; i < n; i++) { double a = y[2 * i]; y[2 * i] = y[2 * i + 1]; y[2 * i + 1] = a * Math.Sin(x[3 * i]); }"),
        Loop("a diagonal", "for (int i = 0; i < 3; i++) { if (n > 4) { y[i * 3 + 1] = x[i] * x[i]; y[i * 3 + i] = 5 * x[i]; } }"),
        Loop("a diagonal at all times", "if (n > 4) { for (int i = 0; i < 3; i++) { y[i * 3 + 1] = x[i] * x[i]; y[i * 3 + i] = 5 * x[i]; } }"),
        Loop("a diagonal, counted along", "int p = -3; if (n > 4) { for (int i = 0; i < 3; i++) { p += 3; y[p + 1] = x[i] * x[i]; y[p + i] = 5 * x[i]; } }"),
        Loop("a diagonal of scratch", "double[] q = new double[9]; for (int i = 0; i < 3; i++) { q[i * 3 + 1] = x[i] * x[i]; q[i * 3 + i] = 5 * x[i]; } for (int i = 0; i < 9; i++) s += q[i] * q[i]; if (n > 0) y[0] = q[4];"),
        new Row("records: numbers beyond the largest int, and too few of them", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n)
            {
                double s = 0;
                for (int i = 0; i < n; i++) s += Math.Sin(x[int.MaxValue + (3 * i + int.MaxValue) + 12]) * x[3 * i + 20];
                return s;
            }
            """).At(LaneRows.Numbers(60), 11).At(LaneRows.Numbers(43), 11).Throws<IndexOutOfRangeException>(),
        new Row("records: distances that each round has, but for rounds of no loop", """
            [Differentiable(nameof(x))]
            public static void F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n, int m, Span<double> y)
            {
                for (int i = 0; i < n; i++)
                {
                    double s = 0;
                    for (int j = 0; j < m; j++) s += w[65536 * i + 1];
                    if (i == 0 || i == n - 1) y[65536 * i] = Math.Sin(x[i == 0 ? 0 : 1]) + s;
                }
            }
            """).Writes("y").At(LaneRows.Numbers(2), LaneRows.Numbers(1), 65537, 0, new double[1]),
        new Row("records: too few of them", Text($"for (int i = 0; i < n; i++) {{ double a = x[3 * i]; {string.Concat(Enumerable.Repeat("a = a * a - 0.3 * a; ", 12))} y[2 * i] = a; y[2 * i + 1] = w[i] * y[2 * i]; }}")).Writes("y")
            .At(LaneRows.Numbers(33), LaneRows.Numbers(11), 11, new double[21]).Throws<IndexOutOfRangeException>()
            .At(LaneRows.Numbers(30), LaneRows.Numbers(11), 11, new double[22]).Throws<IndexOutOfRangeException>(),
        new Row("records: in float", """
            [Differentiable]
            public static void F(ReadOnlySpan<float> x, ReadOnlySpan<float> w, int n, Span<float> y)
            {
                for (int i = 0; i < n; i++)
                {
                    y[2 * i] = MathF.Sin(x[3 * i]) * x[3 * i + 1];
                    y[2 * i + 1] = MathF.Exp(0.1f * x[3 * i + 2]) * w[i] * y[2 * i];
                }
            }
            """).Writes("y").At(LaneRows.Floats(3), LaneRows.Floats(1), 1, new float[2]).At(LaneRows.Floats(30), LaneRows.Floats(10), 10, new float[20]).At(LaneRows.Floats(63), LaneRows.Floats(21), 21, new float[45]),
        new Row("records: numbers that come round", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> x, int n, int m)
            {
                double s = 0;
                double[] y = new double[n];
                for (int b = 0; b <= m; b++)
                {
                    if (b == 0 || b == m)
                    {
                        for (int o = 0; o < n; o++) y[b * n + o] = x[b == 0 ? 0 : 1] * (o + 1);
                    }
                }

                for (int i = 0; i < n; i += 1 + n / 4) s += y[i] * y[i];
                return s;
            }
            """).At(LaneRows.Numbers(2), 65536, 65536),
        new Row("records: an element that comes round", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> x, int m, Span<double> y)
            {
                for (int i = 0; i <= m; i++)
                {
                    if (i == 0 || i == m) y[65536 * i] = Math.Sin(x[i == 0 ? 0 : 1]);
                }
            }
            """).Writes("y").At(LaneRows.Numbers(2), 65536, new double[1]),
    ];

    /// <summary>Some also with a derivative by what is only read, so that nobody asks for that by what the results were before.</summary>
    public static readonly Row[] All = [.. s_written, .. s_written.Where((row, k) => k % 3 == 0 && row.Source.Contains("ReadOnlySpan<double> w, int n, Span<double> y", StringComparison.Ordinal)).Select(OfInputs)];

    private static Row OfInputs(Row row)
    {
        Row other = new Row(row.Name + ", by what is read", row.Source.Replace("[Differentiable]", "[Differentiable(nameof(x), nameof(w))]", StringComparison.Ordinal)).Writes("y");
        foreach (Row.Case point in row.Cases.Where(point => point.Exception is null))
        {
            other.At(point.Arguments);
        }

        return other;
    }

    private static Row Records(string name, string round, int spare = 0) => Loop(name, $"for (int i = 0; i < n; i++) {{ {round} }}", spare);

    private static Row Loop(string name, string statements, int spare = 0)
    {
        Row row = new Row("records: " + name, Text(statements)).Writes("y");
        foreach (int n in new[] { 0, 5, 35 })
        {
            row.At(LaneRows.Numbers(3 * n + 20), LaneRows.Numbers(2 * n + 4), n, LaneRows.Numbers(2 * n + spare + (n % 5 == 0 ? 0 : 20)));
        }

        return row;
    }

    private static string Text(string statements) => $$"""
        [Differentiable]
        public static double F(ReadOnlySpan<double> x, ReadOnlySpan<double> w, int n, Span<double> y)
        {
            double s = 0;
            {{statements}}
            return s;
        }
        """;
}
