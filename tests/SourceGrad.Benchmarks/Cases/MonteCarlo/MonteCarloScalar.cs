namespace SourceGrad.Benchmarks.Cases.MonteCarlo;

/// <summary>
/// The derivatives of a path's prices are the prices times sums of what drives them, so that one sweep forward carries all three.
/// </summary>
internal static class MonteCarloScalar
{
    public static double PriceAndGradient(
        double spot, double rate, double volatility, double strike, double time, ReadOnlySpan<double> normals, int steps, Span<double> gradient)
    {
        int paths = normals.Length / steps;
        double dt = time / steps, root = Math.Sqrt(dt);
        double drift = (rate - volatility * volatility / 2) * dt, diffusion = volatility * root;
        double sum = 0, sumPrice = 0, sumTime = 0, sumNormal = 0;
        for (int path = 0; path < paths; path++)
        {
            ReadOnlySpan<double> row = normals.Slice(path * steps, steps);
            double price = spot, average = 0, timed = 0, weighted = 0, walk = 0;
            for (int step = 0; step < row.Length; step++)
            {
                price *= Math.Exp(drift + diffusion * row[step]);
                walk += row[step];
                average += price;
                timed += price * (step + 1);
                weighted += price * walk;
            }

            double payoff = average / steps - strike;
            if (payoff >= 0)
            {
                sum += payoff;
                sumPrice += average;
                sumTime += timed;
                sumNormal += weighted;
            }
        }

        return Finish(spot, rate, volatility, time, steps, paths, sum, sumPrice, sumTime, sumNormal, gradient);
    }

    /// <summary>Value and gradient from the sums over the paths in the money.</summary>
    public static double Finish(
        double spot, double rate, double volatility, double time, int steps, int paths,
        double sum, double sumPrice, double sumTime, double sumNormal, Span<double> gradient)
    {
        double dt = time / steps, discount = Math.Exp(-rate * time) / paths, perStep = discount / steps;
        gradient[0] = perStep * sumPrice / spot;
        gradient[1] = perStep * dt * sumTime - time * discount * sum;
        gradient[2] = perStep * (Math.Sqrt(dt) * sumNormal - volatility * dt * sumTime);
        return discount * sum;
    }
}
