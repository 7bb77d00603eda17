namespace SourceGrad.Benchmarks.Cases.Logistic;

internal static partial class LogisticPrimal
{
    [Differentiable(nameof(w))]
    public static double Loss(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y)
    {
        int d = w.Length, n = y.Length;
        double loss = 0;
        for (int i = 0; i < n; i++)
        {
            double z = 0;
            for (int j = 0; j < d; j++)
            {
                z += w[j] * x[i * d + j];
            }

            loss += Math.Log(1 + Math.Exp(-y[i] * z));
        }

        return loss / n;
    }
}
