namespace SourceGrad.Benchmarks.Cases.BlackScholes;

internal static partial class BlackScholesPrimal
{
    /// <summary>The price of a European call.</summary>
    [Differentiable]
    public static double Price(double spot, double strike, double rate, double volatility, double time)
    {
        double root = volatility * Math.Sqrt(time);
        double d1 = (Math.Log(spot / strike) + (rate + volatility * volatility / 2) * time) / root;
        double d2 = d1 - root;
        return spot * Normal(d1) - strike * Math.Exp(-rate * time) * Normal(d2);
    }

    /// <summary>The normal distribution, by formula 26.2.17 of Abramowitz and Stegun.</summary>
    private static double Normal(double x)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(x));
        double sum = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double tail = 0.3989422804014327 * Math.Exp(-x * x / 2) * sum;
        return x < 0 ? tail : 1 - tail;
    }
}
