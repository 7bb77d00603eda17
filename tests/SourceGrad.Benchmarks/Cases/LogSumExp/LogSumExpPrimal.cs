namespace SourceGrad.Benchmarks.Cases.LogSumExp;

internal static partial class LogSumExpPrimal
{
    [Differentiable]
    public static double LogSumExp(ReadOnlySpan<double> x)
    {
        double largest = double.NegativeInfinity;
        for (int i = 0; i < x.Length; i++)
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
