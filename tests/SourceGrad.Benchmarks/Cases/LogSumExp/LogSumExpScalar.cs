namespace SourceGrad.Benchmarks.Cases.LogSumExp;

/// <summary>Keeps the exponentials where their share of the gradient goes.</summary>
internal static class LogSumExpScalar
{
    public static double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient = gradient[..x.Length];
        double largest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        double sum = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double e = Math.Exp(x[i] - largest);
            gradient[i] = e;
            sum += e;
        }

        double scale = 1 / sum;
        for (int i = 0; i < gradient.Length; i++)
        {
            gradient[i] *= scale;
        }

        return largest + Math.Log(sum);
    }
}
