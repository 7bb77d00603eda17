namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops in each other within a loop over points that becomes lanes: rectangles and triangles of all sizes, with places that are counted, of which two or three
/// rounds may be done side by side; and others of which they may not.
/// </summary>
internal static class JammedRows
{
    public static readonly Row[] All =
    [
        Nest("jammed: rectangle", "for (int c = 0; c < d; c++) for (int r = 0; r < d; r++) p[r] += w[r * d + c] * q[c];"),
        Nest("jammed: rectangle, counted", "int at = 0; for (int c = 0; c < d; c++) for (int r = 0; r < d; r++) { p[r] += w[at] * q[c]; at++; }"),
        Nest("jammed: rectangle, every second counted", "int at = 1; for (int c = 0; c < d; c++) for (int r = 0; r < d / 2; r++) { p[r] += w[at] * q[c]; at += 2; }"),
        Nest("jammed: triangle below the diagonal, counted", "int at = 0; for (int c = 0; c < d; c++) for (int r = c + 1; r < d; r++) { p[r] += w[at] * q[c]; at++; }", (11, 16)),
        Nest("jammed: triangle with the diagonal, counted", "int at = 0; for (int c = 0; c < d; c++) for (int r = c; r < d; r++) { p[r] += w[at] * q[c]; at++; }", (11, 16)),
        Nest("jammed: triangle far below the diagonal", "for (int c = 0; c < d; c++) for (int r = c + 3; r < d; r++) p[r] += w[r * d + c] * q[c];"),
        Nest("jammed: triangle of which a column begins with its count, and the count goes on", "int at = 0; for (int c = 0; c < d; c++) { int first = at; for (int r = c; r < d; r++) { p[r] += w[first] * w[at] * q[c]; at++; } } s += w[at] * q[0];", (11, 16)),
        Nest("jammed: triangle that is taken off", "for (int c = 0; c < d; c++) for (int r = c + 1; r < d; r++) p[r] += -(w[r * d + c] * q[c]);", (11, 16)),
        Nest("jammed: two triangles in one", "for (int c = 0; c < d; c++) for (int r = c; r < d; r++) { p[r] += w[r * d + c] * q[c]; q2[r] += -(w[c * d + r] * q[c]); }", (11, 16)),
        Nest("jammed: triangle above the diagonal", "for (int c = 0; c < d; c++) for (int r = 0; r < c; r++) p[r] += w[r * d + c] * q[c];"),
        Nest("jammed: triangle of which the rows start two further each time", "for (int c = 0; c < d; c++) for (int r = 2 * c; r < d; r++) p[r] += w[r * d + c] * q[c];"),
        Nest("jammed: more columns than rows", "for (int c = 0; c < d; c++) for (int r = c + 1; r < d - 2; r++) p[r] += w[r * d + c] * q[c];"),
        Nest("jammed: fewer columns than rows", "for (int c = 0; c < d - 2; c++) for (int r = c + 1; r < d; r++) p[r] += w[r * d + c] * q[c];", (11, 16)),
        Nest("jammed: products for each column", "for (int c = 0; c < d; c++) { double t = 0; for (int r = 0; r < d; r++) t += w[r * d + c] * q[r]; p[c] += t; }"),
        Nest("jammed: two sums in one loop", "for (int c = 0; c < d; c++) for (int r = c + 1; r < d; r++) { p[r] += w[r * d + c] * q[c]; s += w[c] * q[r] * 0.01; }"),
        Nest("jammed: not where a column needs the one before", "for (int c = 0; c < d; c++) for (int r = c + 1; r < d; r++) q[r] += w[r * d + c] * q[c] * 0.1;"),
        Nest("jammed: not where rows are overwritten", "for (int c = 0; c < d; c++) for (int r = 0; r < d; r++) p[r] = p[r] * 0.5 + w[r * d + c] * q[c];"),
        Nest("jammed: not where a count depends on what is counted", "int at = 0; for (int c = 0; c < d; c++) { for (int r = 0; r < d; r++) { p[r] += w[at % (d * d)] * q[c]; at += c + 1; } }"),
        Nest("jammed: not past what comes after a column", "for (int c = 0; c < d; c++) { for (int r = 0; r < d; r++) p[r] += w[r * d + c] * q[c]; q[(c + 1) % d] += p[c] * 0.25; }"),
    ];

    /// <summary>For each point a nest of loops between two that make and use what it works on.</summary>
    /// <param name="name">The row's.</param>
    /// <param name="nest">The loops.</param>
    /// <param name="more">Sizes besides: three rounds at a time take eleven columns.</param>
    private static Row Nest(string name, string nest, params (int D, int Points)[] more)
    {
        Row row = new Row(name, $$"""
            [Differentiable]
            public static double F(double[] mean, double[] w, [NoGradient] double[] x)
            {
                int d = mean.Length;
                double[] q = new double[d], p = new double[d], q2 = new double[d];
                double s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        q[j] = x[i * d + j] - mean[j];
                        p[j] = 0.5 * q[j];
                        q2[j] = 0;
                    }

                    {{nest}}
                    for (int j = 0; j < d; j++) s += p[j] * p[j] + 0.125 * q[j] + q2[j] * q[j];
                }

                return s;
            }
            """).Within(1e-11);
        foreach ((int d, int points) in new[] { (1, 3), (2, 17), (3, 40), (4, 33), (7, 18), (8, 16) }.Concat(more))
        {
            row.At(LaneRows.Numbers(d), LaneRows.Numbers((d * d) + 2, 1), LaneRows.Numbers(d * points, 0.3));
        }

        return row;
    }
}
