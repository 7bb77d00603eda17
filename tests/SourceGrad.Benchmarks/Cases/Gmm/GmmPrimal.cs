namespace SourceGrad.Benchmarks.Cases.Gmm;

internal static partial class GmmPrimal
{
    /// <summary>
    /// The log-likelihood of a mixture of Gaussians with a Wishart prior, as ADBench defines it. The inverse covariance factor of a
    /// component is lower triangular: e^q on the diagonal, and l below it, column by column.
    /// </summary>
    [Differentiable(nameof(alphas), nameof(means), nameof(q), nameof(l))]
    public static double LogLikelihood(
        ReadOnlySpan<double> alphas,
        ReadOnlySpan<double> means,
        ReadOnlySpan<double> q,
        ReadOnlySpan<double> l,
        ReadOnlySpan<double> x,
        double gamma,
        int m,
        double constant)
    {
        int k = alphas.Length;
        int d = means.Length / k;
        int n = x.Length / d;
        int triangle = d * (d - 1) / 2;
        double[] diagonals = new double[k * d];
        double[] sums = new double[k];
        for (int c = 0; c < k; c++)
        {
            double sum = 0;
            for (int j = 0; j < d; j++)
            {
                sum += q[c * d + j];
                diagonals[c * d + j] = Math.Exp(q[c * d + j]);
            }

            sums[c] = sum;
        }

        double[] centered = new double[d];
        double[] product = new double[d];
        double[] terms = new double[k];
        double likelihood = 0;
        for (int i = 0; i < n; i++)
        {
            for (int c = 0; c < k; c++)
            {
                for (int j = 0; j < d; j++)
                {
                    centered[j] = x[i * d + j] - means[c * d + j];
                    product[j] = diagonals[c * d + j] * centered[j];
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

                terms[c] = alphas[c] + sums[c] - 0.5 * square;
            }

            likelihood += LogSumExp(terms);
        }

        double prior = 0;
        for (int c = 0; c < k; c++)
        {
            double frobenius = 0;
            for (int j = 0; j < d; j++)
            {
                frobenius += diagonals[c * d + j] * diagonals[c * d + j];
            }

            for (int j = 0; j < triangle; j++)
            {
                frobenius += l[c * triangle + j] * l[c * triangle + j];
            }

            prior += 0.5 * gamma * gamma * frobenius - m * sums[c];
        }

        return constant + likelihood - n * LogSumExp(alphas) - prior;
    }

    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double largest = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - largest);
        }

        return largest + Math.Log(sum);
    }
}
