namespace SourceGrad.Benchmarks.Cases.Logistic;

/// <summary>One sweep over the rows, each sliced once so that its loops need no bounds checks.</summary>
internal static class LogisticScalar
{
    public static double ValueAndGradient(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> gradient)
    {
        int d = w.Length, n = y.Length;
        gradient = gradient[..d];
        gradient.Clear();
        double loss = 0, scale = 1.0 / n;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> row = x.Slice(i * d, d);
            double z = 0;
            for (int j = 0; j < row.Length; j++)
            {
                z += w[j] * row[j];
            }

            double e = Math.Exp(-y[i] * z);
            loss += Math.Log(1 + e);
            double zAdjoint = -y[i] * scale * e / (1 + e);
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] += zAdjoint * row[j];
            }
        }

        return loss * scale;
    }
}
