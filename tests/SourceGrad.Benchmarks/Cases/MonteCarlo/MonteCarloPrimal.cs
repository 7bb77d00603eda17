namespace SourceGrad.Benchmarks.Cases.MonteCarlo;

internal static partial class MonteCarloPrimal
{
    /// <summary>The price of an Asian call by simulation: the average along each path less the strike, if there is anything left.</summary>
    [Differentiable(nameof(spot), nameof(rate), nameof(volatility))]
    public static double Price(
        double spot, double rate, double volatility, double strike, double time, ReadOnlySpan<double> normals, int steps)
    {
        int paths = normals.Length / steps;
        double dt = time / steps;
        double drift = (rate - volatility * volatility / 2) * dt;
        double diffusion = volatility * Math.Sqrt(dt);
        double sum = 0;
        for (int path = 0; path < paths; path++)
        {
            double price = spot;
            double average = 0;
            for (int step = 0; step < steps; step++)
            {
                price *= Math.Exp(drift + diffusion * normals[path * steps + step]);
                average += price;
            }

            sum += Math.Max(average / steps - strike, 0);
        }

        return Math.Exp(-rate * time) * sum / paths;
    }
}
