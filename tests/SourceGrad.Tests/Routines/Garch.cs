namespace SourceGrad.Tests.Routines;

/// <summary>The parameters of a GARCH(1,1) process with a constant mean.</summary>
public readonly record struct GarchParameters(double Mean, double Omega, double Alpha, double Beta)
{
    public double Persistence => Alpha + Beta;

    public bool IsStationary => Omega > 0 && Alpha >= 0 && Beta >= 0 && Persistence < 1;

    public double LongRunVariance => Omega / (1 - Persistence);
}

/// <summary>
/// Generalized autoregressive conditional heteroskedasticity (T. Bollerslev, Journal of Econometrics 31, 1986): the loss that a
/// calibration minimizes, with normal innovations or Student's.
/// </summary>
public static partial class Garch
{
    private const double HalfLogTwoPi = 0.91893853320467274178;

    // Lanczos' approximation of the gamma function with g = 7 and nine terms (SIAM Journal on Numerical Analysis 1, 1964).
    private static readonly double[] s_lanczos =
    [
        0.99999999999980993, 676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059,
        12.507343278686905, -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
    ];

    private static double LogGamma(double x)
    {
        x -= 1;
        double sum = s_lanczos[0];
        for (int i = 1; i < s_lanczos.Length; i++)
        {
            sum += s_lanczos[i] / (x + i);
        }

        double t = x + 7.5;
        return HalfLogTwoPi + (x + 0.5) * Math.Log(t) - t + Math.Log(sum);
    }

    private static void Filter(in GarchParameters parameters, ReadOnlySpan<double> returns, Span<double> residuals, Span<double> variances)
    {
        double variance = parameters.LongRunVariance;
        for (int t = 0; t < returns.Length; t++)
        {
            residuals[t] = returns[t] - parameters.Mean;
            variances[t] = variance;
            variance = parameters.Omega + parameters.Alpha * residuals[t] * residuals[t] + parameters.Beta * variance;
        }
    }

    [Differentiable(nameof(parameters))]
    public static double NormalLoss(GarchParameters parameters, ReadOnlySpan<double> returns)
    {
        if (!parameters.IsStationary)
        {
            return double.PositiveInfinity;
        }

        Span<double> residuals = stackalloc double[returns.Length];
        Span<double> variances = stackalloc double[returns.Length];
        Filter(parameters, returns, residuals, variances);
        double loss = 0;
        for (int t = 0; t < returns.Length; t++)
        {
            loss += HalfLogTwoPi + 0.5 * (Math.Log(variances[t]) + residuals[t] * residuals[t] / variances[t]);
        }

        return loss / returns.Length;
    }

    [Differentiable(nameof(parameters), nameof(freedom))]
    public static double StudentLoss(GarchParameters parameters, double freedom, double[] returns)
    {
        if (!parameters.IsStationary || freedom <= 2)
        {
            return double.PositiveInfinity;
        }

        var residuals = new double[returns.Length];
        var variances = new double[returns.Length];
        Filter(parameters, returns, residuals, variances);
        double constant = LogGamma((freedom + 1) / 2) - LogGamma(freedom / 2) - 0.5 * Math.Log(Math.PI * (freedom - 2));
        double loss = 0;
        foreach ((double residual, double variance) in residuals.Zip(variances))
        {
            double scaled = residual * residual / ((freedom - 2) * variance);
            loss -= constant - 0.5 * Math.Log(variance) - (freedom + 1) / 2 * Math.Log(1 + scaled);
        }

        return loss / returns.Length;
    }

    /// <summary>The variance that the model expects some days ahead.</summary>
    [Differentiable]
    public static double Forecast(GarchParameters parameters, double today, int days)
    {
        double longRun = parameters.LongRunVariance;
        return longRun + Math.Pow(parameters.Persistence, days) * (today - longRun);
    }
}
