namespace SourceGrad.Benchmarks.Cases.BlackScholes;

/// <summary>The derivative of the approximated distribution by hand, and everything else shared.</summary>
internal static class BlackScholesScalar
{
    public static double PriceAndGradient(
        double spot, double strike, double rate, double volatility, double time,
        out double spotGradient, out double strikeGradient, out double rateGradient, out double volatilityGradient, out double timeGradient)
    {
        double rootTime = Math.Sqrt(time);
        double root = volatility * rootTime;
        double inverse = 1 / root;
        double drift = rate + volatility * volatility * 0.5;
        double d1 = (Math.Log(spot / strike) + drift * time) * inverse;
        double d2 = d1 - root;
        double discount = Math.Exp(-rate * time);
        double discounted = strike * discount;
        double n1 = Normal(d1, out double slope1), n2 = Normal(d2, out double slope2);

        double d2Adjoint = -discounted * slope2;
        double d1Adjoint = spot * slope1 + d2Adjoint;
        double scaled = d1Adjoint * inverse;
        double rootAdjoint = -d2Adjoint - scaled * d1;
        spotGradient = n1 + scaled / spot;
        strikeGradient = -discount * n2 - scaled / strike;
        double exponentAdjoint = -discounted * n2;
        rateGradient = scaled * time - exponentAdjoint * time;
        volatilityGradient = scaled * time * volatility + rootAdjoint * rootTime;
        timeGradient = scaled * drift - exponentAdjoint * rate + rootAdjoint * volatility * 0.5 / rootTime;
        return spot * n1 - discounted * n2;
    }

    private static double Normal(double x, out double slope)
    {
        double t = 1 / (1 + 0.2316419 * Math.Abs(x));
        double sum = t * (0.319381530 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
        double sumSlope = 0.319381530 + t * (2 * -0.356563782 + t * (3 * 1.781477937 + t * (4 * -1.821255978 + t * (5 * 1.330274429))));
        double density = 0.3989422804014327 * Math.Exp(-x * x / 2);
        double tail = density * sum;

        // The tail is even in x, so its slope is odd, and the distribution's even again.
        slope = density * sumSlope * t * t * 0.2316419 + tail * Math.Abs(x);
        return x < 0 ? tail : 1 - tail;
    }
}
