namespace SourceGrad.Benchmarks.Cases.Gmm;

/// <summary>What the handwritten gradients do before and after the points.</summary>
internal static class GmmPrior
{
    /// <summary>Fills in the diagonals and what each component adds to its terms, and returns the prior with all constants.</summary>
    public static double Add(in GmmInput input, Span<double> diagonals, Span<double> offsets, Span<double> lGradient)
    {
        double square = input.Gamma * input.Gamma, prior = 0, frobenius = 0;
        int d = input.D;
        for (int c = 0; c < offsets.Length; c++)
        {
            double sum = 0;
            for (int j = c * d; j < (c + 1) * d; j++)
            {
                sum += input.Q[j];
                diagonals[j] = Math.Exp(input.Q[j]);
                frobenius += diagonals[j] * diagonals[j];
            }

            offsets[c] = input.Alphas[c] + sum;
            prior -= input.M * sum;
        }

        ReadOnlySpan<double> l = input.L;
        for (int i = 0; i < l.Length; i++)
        {
            frobenius += l[i] * l[i];
        }

        for (int i = 0; i < lGradient.Length; i++)
        {
            lGradient[i] = -square * l[i];
        }

        return input.Constant - prior - 0.5 * square * frobenius;
    }

    /// <summary>
    /// Takes the sums over the points of weights, weighted products, and weighted products with centered points, makes gradients of
    /// them, and returns the normalization of the alphas.
    /// </summary>
    public static double Finish(
        in GmmInput input, ReadOnlySpan<double> diagonals, Span<double> alphasGradient, Span<double> meansGradient, Span<double> qGradient)
    {
        int k = input.K, d = input.D, n = input.N;
        double square = input.Gamma * input.Gamma;
        ReadOnlySpan<double> l = input.L;
        int index = 0;
        for (int c = 0; c < k; c++)
        {
            Span<double> g = meansGradient.Slice(c * d, d);
            for (int column = 0; column < d; column++)
            {
                int j = c * d + column;
                double sum = diagonals[j] * g[column];
                for (int row = column + 1; row < d; row++)
                {
                    sum += l[index++] * g[row];
                }

                g[column] = sum;
                qGradient[j] = qGradient[j] * diagonals[j] + alphasGradient[c] - square * diagonals[j] * diagonals[j] + input.M;
            }
        }

        double largest = input.Alphas.Max(), total = 0;
        for (int c = 0; c < k; c++)
        {
            total += Math.Exp(input.Alphas[c] - largest);
        }

        for (int c = 0; c < k; c++)
        {
            alphasGradient[c] -= n * Math.Exp(input.Alphas[c] - largest) / total;
        }

        return n * (largest + Math.Log(total));
    }

    /// <summary>The normalization alone.</summary>
    public static double Normalization(in GmmInput input)
    {
        double largest = input.Alphas.Max(), total = 0;
        foreach (double alpha in input.Alphas)
        {
            total += Math.Exp(alpha - largest);
        }

        return input.N * (largest + Math.Log(total));
    }
}
