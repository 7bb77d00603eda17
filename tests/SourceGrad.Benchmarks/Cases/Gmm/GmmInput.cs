namespace SourceGrad.Benchmarks.Cases.Gmm;

/// <summary>A point: parameters, data, and the constants of the prior.</summary>
internal readonly record struct GmmInput(double[] Alphas, double[] Means, double[] Q, double[] L, double[] X, double Gamma, int M)
{
    public int K => Alphas.Length;

    public int D => Means.Length / K;

    public int N => X.Length / D;

    /// <summary>What neither of the parameters moves: the normalization of the densities and of the prior.</summary>
    public double Constant
    {
        get
        {
            double freedom = D + M + 1;
            double wishart = freedom * D * (Math.Log(Gamma) - 0.5 * Math.Log(2)) - LogGamma(0.5 * freedom, D);
            return -N * D * 0.5 * Math.Log(2 * Math.PI) + K * wishart;
        }
    }

    /// <summary>The logarithm of the gamma distribution in p dimensions.</summary>
    private static double LogGamma(double a, int p)
    {
        double sum = 0.25 * p * (p - 1) * Math.Log(Math.PI);
        for (int j = 1; j <= p; j++)
        {
            sum += LogGamma(a + 0.5 * (1 - j));
        }

        return sum;
    }

    /// <summary>The logarithm of the gamma function of a positive multiple of one half.</summary>
    private static double LogGamma(double x)
    {
        double sum = x == Math.Floor(x) ? 0 : 0.5 * Math.Log(Math.PI);
        for (double y = x - 1; y > 0; y--)
        {
            sum += Math.Log(y);
        }

        return sum;
    }
}
