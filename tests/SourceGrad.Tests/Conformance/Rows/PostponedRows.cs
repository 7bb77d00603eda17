namespace SourceGrad.Tests.Conformance;

/// <summary>
/// Loops whose iterations apply the same matrix to something that each of them computes anew: the reverse sweep applies its transpose once, to
/// the sum. With no iterations, one, and many; where something stands in the way.
/// </summary>
internal static class PostponedRows
{
    private static readonly double[] s_mean = [0.1, -0.2, 0.3];

    public static readonly Row[] All =
    [
        Points(new Row("postponed: a matrix that all points share", """
            [Differentiable]
            public static double F(double[] mean, double[] w, [NoGradient] double[] x)
            {
                int d = mean.Length;
                double[] centered = new double[d];
                double[] product = new double[d];
                double s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        centered[j] = x[i * d + j] - mean[j];
                        product[j] = 0;
                    }

                    for (int r = 0; r < d; r++)
                    {
                        for (int c = 0; c < d; c++)
                        {
                            product[r] += w[r * d + c] * centered[c];
                        }
                    }

                    for (int j = 0; j < d; j++)
                    {
                        s += Math.Exp(-product[j] * product[j]);
                    }
                }

                return s;
            }
            """), points => [s_mean, LaneRows.Numbers(9), LaneRows.Numbers(3 * points, 0.3)])
            .At(s_mean, new double[] { 1, double.PositiveInfinity, 0, 0, 1, 0, 0, 0, 1 }, Array.Empty<double>()),

        Points(new Row("postponed: a triangle for each component", """
            [Differentiable]
            public static double F(double[] means, double[] scales, double[] l, [NoGradient] double[] x)
            {
                const int d = 3;
                int k = means.Length / d, triangle = d * (d - 1) / 2;
                double[] centered = new double[d], product = new double[d], terms = new double[k];
                double likelihood = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int c = 0; c < k; c++)
                    {
                        for (int j = 0; j < d; j++)
                        {
                            centered[j] = x[i * d + j] - means[c * d + j];
                            product[j] = scales[c * d + j] * centered[j];
                        }

                        int index = c * triangle;
                        for (int column = 0; column < d; column++)
                        {
                            for (int row = column + 1; row < d; row++)
                            {
                                product[row] += l[index] * centered[column];
                                index++;
                            }
                        }

                        double square = 0;
                        for (int j = 0; j < d; j++)
                        {
                            square += product[j] * product[j];
                        }

                        terms[c] = -0.5 * square;
                    }

                    double sum = 0;
                    for (int c = 0; c < k; c++)
                    {
                        sum += Math.Exp(terms[c]);
                    }

                    likelihood += Math.Log(sum);
                }

                return likelihood;
            }
            """), points => [LaneRows.Numbers(6), LaneRows.Numbers(6, 1), LaneRows.Numbers(6, 2), LaneRows.Numbers(3 * points, 0.3)]),

        Points(new Row("postponed: a column at a time, from a local variable", """
            [Differentiable]
            public static double F(float[] mean, float[] w, [NoGradient] float[] x)
            {
                int d = mean.Length;
                float[] centered = new float[d];
                float[] product = new float[d];
                float s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        centered[j] = (mean[j] - x[i * d + j]) / 2;
                        product[j] = 0;
                    }

                    for (int c = 0; c < d; c++)
                    {
                        float z = -centered[c];
                        for (int r = 0; r < d; r++)
                        {
                            product[r] += w[r * d + c] * z;
                        }
                    }

                    for (int j = 0; j < d; j++)
                    {
                        s += MathF.Sin(product[j]) * product[j];
                    }
                }

                return s;
            }
            """), points => [Floats(3, 0.1), Floats(9), Floats(3 * points, 0.3)]),

        Points(new Row("postponed: not where each point goes round differently often", """
            [Differentiable]
            public static double F(double[] mean, double[] w, [NoGradient] double[] x)
            {
                int d = mean.Length;
                double[] centered = new double[d];
                double[] product = new double[d];
                double s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        centered[j] = (mean[j] - x[i * d + j]) / 2;
                        product[j] = 0;
                    }

                    for (int c = 0; c < d; c++)
                    {
                        double z = -centered[c];
                        for (int k = 0; k < i % 3; k++)
                        {
                            for (int r = 0; r < d; r++)
                            {
                                product[r] += w[r * d + c] * z;
                            }
                        }
                    }

                    for (int j = 0; j < d; j++)
                    {
                        s += Math.Sin(product[j]) * product[j];
                    }
                }

                return s;
            }
            """), points => [LaneRows.Numbers(3), LaneRows.Numbers(9, 1), LaneRows.Numbers(3 * points, 0.3)]),

        Points(new Row("postponed: two matrices, one after the other", """
            [Differentiable]
            public static double F(double[] mean, double[] v, double[] w, [NoGradient] double[] x)
            {
                int d = mean.Length;
                double[] centered = new double[d], first = new double[d], second = new double[d];
                double s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        centered[j] = x[i * d + j] - mean[j];
                        first[j] = 0;
                        second[j] = 0;
                    }

                    for (int r = 0; r < d; r++)
                    {
                        for (int c = 0; c < d; c++)
                        {
                            first[r] += v[r * d + c] * centered[c];
                        }
                    }

                    for (int r = 0; r < d; r++)
                    {
                        for (int c = 0; c < d; c++)
                        {
                            second[r] += w[r * d + c] * first[c];
                        }
                    }

                    for (int j = 0; j < d; j++)
                    {
                        s += Math.Tanh(second[j]);
                    }
                }

                return s;
            }
            """), points => [s_mean, LaneRows.Numbers(9), LaneRows.Numbers(9, 1), LaneRows.Numbers(3 * points, 0.3)]),

        Points(new Row("postponed: in two loops around, and in each of several rounds", """
            [Differentiable]
            public static double F(double[] mean, double[] w, [NoGradient] double[] x, int rounds)
            {
                int d = mean.Length;
                double[] centered = new double[d];
                double[] product = new double[d];
                double s = 1;
                for (int t = 0; t < rounds; t++)
                {
                    double sum = 0;
                    for (int i = 0; i < x.Length / d; i++)
                    {
                        for (int a = 0; a < 2; a++)
                        {
                            for (int b = 0; b < 3; b++)
                            {
                                for (int j = 0; j < d; j++)
                                {
                                    centered[j] = x[i * d + j] - mean[j] * (a + b);
                                    product[j] = 0;
                                }

                                for (int r = 0; r < d; r++)
                                {
                                    for (int c = 0; c < d; c++)
                                    {
                                        product[r] += w[r * d + c] * centered[c];
                                    }
                                }

                                for (int j = 0; j < d; j++)
                                {
                                    sum += Math.Exp(-product[j] * product[j]) * s;
                                }
                            }
                        }
                    }

                    s = Math.Tanh(0.02 * sum);
                }

                return s;
            }
            """), points => [s_mean, LaneRows.Numbers(9), LaneRows.Numbers(3 * points, 0.3), 2]),

        Points(new Row("not postponed: a matrix of each point's own, and a sum that is read", """
            [Differentiable]
            public static double F(double[] mean, double[] w, [NoGradient] double[] x)
            {
                int d = mean.Length;
                double[] centered = new double[d];
                double[] product = new double[d];
                double s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        centered[j] = x[i * d + j] - mean[j] * s;
                        product[j] = 0;
                    }

                    for (int r = 0; r < d; r++)
                    {
                        for (int c = 0; c < d; c++)
                        {
                            product[r] += w[r * d + c] * x[i * d + c] * centered[c];
                        }
                    }

                    for (int j = 0; j < d; j++)
                    {
                        s += Math.Sin(product[j]) * mean[j];
                    }
                }

                return s;
            }
            """), points => [s_mean, LaneRows.Numbers(9), LaneRows.Numbers(3 * points, 0.3)]),

        Points(new Row("not postponed: some points only", """
            [Differentiable]
            public static double F(double[] mean, double[] w, [NoGradient] double[] x)
            {
                int d = mean.Length;
                double[] centered = new double[d];
                double[] product = new double[d];
                double s = 0;
                for (int i = 0; i < x.Length / d; i++)
                {
                    for (int j = 0; j < d; j++)
                    {
                        centered[j] = x[i * d + j] - mean[j];
                        product[j] = 0;
                    }

                    if (x[i * d] > 0)
                    {
                        for (int r = 0; r < d; r++)
                        {
                            for (int c = 0; c < d; c++)
                            {
                                product[r] += w[r * d + c] * centered[c];
                            }
                        }
                    }

                    for (int j = 0; j < d; j++)
                    {
                        s += Math.Exp(-product[j] * product[j]);
                    }
                }

                return s;
            }
            """), points => [s_mean, LaneRows.Numbers(9), LaneRows.Numbers(3 * points, 0.3)]),
    ];

    private static float[] Floats(int count, double shift = 0) => [.. LaneRows.Numbers(count, shift).Select(x => (float)x)];

    private static Row Points(Row row, Func<int, object[]> arguments) => new[] { 0, 1, 2, 5, 21 }.Aggregate(row, (at, points) => at.At(arguments(points)));
}
