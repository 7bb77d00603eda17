namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Products of matrices in three loops, in all orders and forms, at sizes that leave rows, columns and terms over; and loops which look like them.
/// </summary>
internal static class MatrixProductRows
{
    private static readonly (int Rows, int Columns, int Terms)[] s_sizes = [(0, 3, 2), (1, 1, 1), (1, 35, 6), (5, 9, 17), (9, 19, 3), (4, 16, 0), (6, 41, 12), (2, 5, 33)];

    public static readonly Row[] All =
    [
        Product("products: rows by columns, a sum for each element", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    double t = 0.25 * j;
                    for (int k = 0; k < p; k++) t += a[i * p + k] * b[k * m + j];
                    c[i * m + j] = t;
                }
            }
            """),
        Product("products: rows by rows, a sum for each element", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    double t = 0.25 * j;
                    for (int k = 0; k < p; k++) t += a[i * p + k] * b[j * p + k];
                    c[i * m + j] = t;
                }
            }
            """),
        Product("products: column by column, added in place", """
            for (int j = 0; j < m; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < p; k++) c[j + i * m] += b[j + m * k] * a[p * i + k];
                }
            }
            """),
        Product("products: term by term, columns by rows", """
            for (int k = 0; k < p; k++)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < m; j++) c[i * m + j] += a[k * n + i] * b[k * m + j];
                }
            }
            """),
        Product("products: columns by columns", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    for (int k = 0; k < p; k++) c[i * m + j] += a[k * n + i] * b[j * p + k];
                }
            }
            """),
        Product("products: of a matrix with itself", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < n; j++)
                {
                    double t = 0;
                    for (int k = 0; k < p; k++) t += a[i * p + k] * a[j * p + k];
                    c[i * n + j] = t * b[0];
                }
            }
            """, "n * n"),
        Product("products: of three matrices", """
            double[] d = new double[n * p];
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    double t = 0;
                    for (int k = 0; k < p; k++) t += a[i * p + k] * b[k * m + j];
                    c[i * m + j] = t;
                }
            }

            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < p; k++)
                {
                    for (int j = 0; j < m; j++) d[i * p + k] += c[i * m + j] * b[k * m + j];
                }
            }

            for (int i = 0; i < n * p; i++) s += d[i] * d[i] * 0.01;
            """),
        Product("products: of the result of a round before", """
            for (int t = 0; t < 3; t++)
            {
                double[] d = new double[n * m];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < m; j++)
                    {
                        for (int k = 0; k < p; k++) d[i * m + j] += a[i * p + k] * b[k * m + j] * 0.5;
                    }
                }

                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < p; k++)
                    {
                        double u = 0;
                        for (int j = 0; j < m; j++) u += d[i * m + j] * b[k * m + j];
                        c[i * m % Math.Max(n * m, 1)] += u * 0.125;
                    }
                }
            }
            """),
        Product("products: with something else in the same loops", """
            double largest = -1e9;
            for (int i = 0; i < n; i++)
            {
                s += a[i] * 0.5;
                for (int j = 0; j < m; j++)
                {
                    double t = b[j];
                    for (int k = 0; k < p; k++)
                    {
                        c[i * m + j] += a[i * p + k] * b[k * m + j];
                        s += a[i * p + k] * t * 0.01;
                    }

                    s += Math.Sin(t);
                    largest = Math.Max(largest, t);
                }
            }

            s += largest;
            """),
        Product("products: not where the result is read meanwhile", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    for (int k = 0; k < p; k++)
                    {
                        c[i * m + j] += a[i * p + k] * b[k * m + j];
                        s += 0.01 * c[i * m + j];
                    }
                }
            }
            """),
        Product("products: not where a factor is overwritten", """
            double[] d = new double[n * p + 1];
            for (int i = 0; i < n * p; i++) d[i] = a[i];
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < p; k++)
                {
                    double t = d[i * p + k];
                    d[i * p + k + 1] = 0.5 * t + 1;
                    for (int j = 0; j < m; j++) c[i * m + j] += t * b[k * m + j];
                }
            }
            """),
        Product("products: a factor that is set to zero when it is used", """
            double[] d = new double[n * p];
            for (int i = 0; i < n * p; i++) d[i] = a[i] * a[i];
            for (int i = 0; i < n; i++)
            {
                for (int k = 0; k < p; k++)
                {
                    double t = d[i * p + k];
                    d[i * p + k] = 0;
                    for (int j = 0; j < m; j++) c[i * m + j] += t * b[k * m + j];
                }
            }

            for (int i = 0; i < n * p; i++) s += d[i];
            """),
        Product("products: a factor that is set to zero too early", """
            double[] d = new double[n * p];
            for (int i = 0; i < n * p; i++) d[i] = a[i] * a[i];
            for (int j = 0; j < m; j++)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < p; k++)
                    {
                        double t = d[i * p + k];
                        d[i * p + k] = 0;
                        c[i * m + j] += t * b[k * m + j];
                    }
                }
            }
            """),
        Product("products: of triangles", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j <= Math.Min(i, m - 1); j++)
                {
                    for (int k = 0; k < p; k++) c[i * m + j] += a[i * p + k] * b[k * m + j];
                }
            }
            """),
        Product("products: of rows with gaps", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m - 1; j++)
                {
                    for (int k = 0; k < p; k++) c[i * m + j] += a[i * p + k] * b[k * m + j + 1];
                }
            }
            """),
        Product("products: of rows that overlap", """
            for (int i = 0; i < n; i++)
            {
                for (int j = 0; j < m; j++)
                {
                    for (int k = 0; k < p; k++) c[i + j] += a[i * p + k] * b[k * m + j];
                }
            }
            """),

        new Row("products: into the caller's buffer, which is too short", """
            [Differentiable]
            public static void F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, Span<double> c, int n)
            {
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double t = 0;
                        for (int k = 0; k < n; k++) t += a[i * n + k] * b[k * n + j];
                        c[i * n + j] = t;
                    }
                }
            }
            """).At(Numbers(9, 0.1), Numbers(9, 0.2), new double[9], 3).Leaves("c", Multiplied(Numbers(9, 0.1), Numbers(9, 0.2), 3))
            .At(Numbers(9, 0.1), Numbers(9, 0.2), new double[7], 3).Throws<IndexOutOfRangeException>()
            .At(Numbers(9, 0.1), Numbers(8, 0.2), new double[9], 3).Throws<IndexOutOfRangeException>(),

        new Row("products: with what throws in the same loops", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n, int z)
            {
                double[] c = new double[n * n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double t = 0;
                        for (int k = 0; k < n; k++)
                        {
                            int q = 6 / z;
                            t += a[i * n + k] * b[k * n + j];
                        }

                        c[i * n + j] = t;
                    }
                }

                double s = 0;
                for (int i = 0; i < n * n; i++) s += c[i] * c[i];
                return s;
            }
            """).At(Numbers(25, 0.1), Numbers(25, 0.2), 5, 2).At(Numbers(25, 0.1), Numbers(25, 0.2), 5, 0).Throws<DivideByZeroException>(),

        new Row("products: a factor that is read where there are no terms", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n, int m)
            {
                double[] c = new double[n * m + 1];
                for (int i = 0; i < n; i++)
                {
                    for (int k = 0; k < n; k++)
                    {
                        double t = a[i * n + k];
                        for (int j = 0; j < m; j++) c[i * m + j] += t * b[k * m + j];
                    }
                }

                double s = 0;
                for (int i = 0; i < n * m; i++) s += c[i] * c[i];
                return s;
            }
            """).At(Numbers(25, 0.1), Numbers(25, 0.2), 5, 5).At(Numbers(24, 0.1), Numbers(25, 0.2), 5, 0).Throws<IndexOutOfRangeException>(),

        new Row("products: of factors that are too short", """
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n)
            {
                double[] c = new double[n * n];
                for (int i = 0; i < n; i++)
                {
                    for (int j = 0; j < n; j++)
                    {
                        double t = 0;
                        for (int k = 0; k < n; k++) t += a[i * n + k] * b[k * n + j];
                        c[i * n + j] = t;
                    }
                }

                double s = 0;
                for (int i = 0; i < n * n; i++) s += c[i] * c[i];
                return s;
            }
            """).At(Numbers(25, 0.1), Numbers(25, 0.2), 5)
            .At(Numbers(24, 0.1), Numbers(25, 0.2), 5).Throws<IndexOutOfRangeException>()
            .At(Numbers(25, 0.1), Numbers(24, 0.2), 5).Throws<IndexOutOfRangeException>(),
    ];

    /// <summary>What a product leaves in c, squared with weights.</summary>
    private static Row Product(string name, string loops, string count = "(n + 1) * m + n") => s_sizes.Aggregate(
        new Row(name, $$"""
            [Differentiable]
            public static double F(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int n, int m, int p)
            {
                double s = 0;
                double[] c = new double[{{count}}];
                for (int i = 0; i < c.Length; i++) c[i] = 0.125 * (i % 7);
                {{loops}}
                for (int i = 0; i < c.Length; i++) s += c[i] * c[i] * (1 + i % 5) * 0.1;
                return s;
            }
            """).Within(1e-11),
        (row, size) => row.At(
            Numbers((Math.Max(size.Rows, 1) * size.Terms) + size.Rows, 0.3), Numbers((Math.Max(size.Terms, 1) * size.Columns) + size.Columns, 0.7), size.Rows, size.Columns, size.Terms));

    private static double[] Multiplied(double[] a, double[] b, int n) =>
        [.. Enumerable.Range(0, n * n).Select(at => Enumerable.Range(0, n).Sum(k => a[(at / n * n) + k] * b[(k * n) + (at % n)]))];

    private static double[] Numbers(int count, double phase) => [.. Enumerable.Range(0, count).Select(i => Math.Sin((1.7 * i) + phase))];
}
