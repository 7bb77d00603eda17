namespace SourceGrad.Tests.Routines;

public enum OptionKind
{
    Call,
    Put,
}

/// <summary>A European option on an asset that pays a continuous dividend yield.</summary>
public readonly record struct EuropeanOption(OptionKind Kind, double Strike, double Expiry);

public readonly record struct Market(double Spot, double Rate, double Yield, double Volatility)
{
    public double Forward(double expiry) => Spot * Math.Exp((Rate - Yield) * expiry);

    public double Discount(double expiry) => Math.Exp(-Rate * expiry);
}

/// <summary>
/// The model of Black and Scholes (Journal of Political Economy 81, 1973) with the dividend yield of Merton (Bell Journal of
/// Economics 4, 1973). The cumulative normal is equation 26.2.17 of Abramowitz and Stegun, Handbook of Mathematical Functions.
/// </summary>
public static partial class BlackScholesMerton
{
    private const double InverseSqrtTwoPi = 0.39894228040143267794;
    private const double P = 0.2316419;

    // b5 … b1, highest power first.
    private static readonly double[] s_b = [1.330274429, -1.821255978, 1.781477937, -0.356563782, 0.319381530];

    public static double Density(double x) => InverseSqrtTwoPi * Math.Exp(-0.5 * x * x);

    public static double CumulativeNormal(double x)
    {
        if (x < 0)
        {
            return 1 - CumulativeNormal(-x);
        }

        double t = 1 / (1 + P * x);
        double polynomial = 0;
        foreach (double b in s_b)
        {
            polynomial = (polynomial + b) * t;
        }

        return 1 - Density(x) * polynomial;
    }

    private static (double D1, double D2) Moneyness(in EuropeanOption option, in Market market)
    {
        double deviation = market.Volatility * Math.Sqrt(option.Expiry);
        double d1 = Math.Log(market.Forward(option.Expiry) / option.Strike) / deviation + 0.5 * deviation;
        return (d1, d1 - deviation);
    }

    [Differentiable]
    public static double Price(EuropeanOption option, Market market)
    {
        if (option.Expiry <= 0)
        {
            return option.Kind switch
            {
                OptionKind.Call => Math.Max(market.Spot - option.Strike, 0),
                OptionKind.Put => Math.Max(option.Strike - market.Spot, 0),
                _ => throw new ArgumentOutOfRangeException(nameof(option)),
            };
        }

        (double d1, double d2) = Moneyness(option, market);
        double forward = market.Forward(option.Expiry);
        double undiscounted = option.Kind switch
        {
            OptionKind.Call => forward * CumulativeNormal(d1) - option.Strike * CumulativeNormal(d2),
            OptionKind.Put => option.Strike * CumulativeNormal(-d2) - forward * CumulativeNormal(-d1),
            _ => throw new ArgumentOutOfRangeException(nameof(option)),
        };
        return market.Discount(option.Expiry) * undiscounted;
    }

    private static double Vega(in EuropeanOption option, in Market market)
    {
        (double d1, _) = Moneyness(option, market);
        return market.Spot * Math.Exp(-market.Yield * option.Expiry) * Density(d1) * Math.Sqrt(option.Expiry);
    }

    /// <summary>The volatility at which the model gives the price, by Newton's method.</summary>
    [Differentiable]
    public static double ImpliedVolatility(double price, EuropeanOption option, double spot, double rate, double yield)
    {
        // Brenner and Subrahmanyam, Financial Analysts Journal 44, 1988.
        double volatility = Math.Sqrt(2 * Math.PI / option.Expiry) * price / spot;
        for (int iteration = 0; iteration < 50; iteration++)
        {
            Market market = new(spot, rate, yield, volatility);
            double error = Price(option, market) - price;
            double step = error / Vega(option, market);
            volatility -= step;
            if (Math.Abs(step) < 1e-13)
            {
                break;
            }
        }

        return volatility;
    }

    /// <summary>The dividend yield that put-call parity implies.</summary>
    [Differentiable]
    public static double ImpliedYield(double call, double put, double spot, double strike, double rate, double expiry)
    {
        double forwardValue = call - put + strike * Math.Exp(-rate * expiry);
        if (forwardValue <= 0)
        {
            throw new ArgumentException("The prices admit arbitrage.");
        }

        return -Math.Log(forwardValue / spot) / expiry;
    }
}
