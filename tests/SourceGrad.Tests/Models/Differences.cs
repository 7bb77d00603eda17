namespace SourceGrad.Tests.Models;

/// <summary>High-order finite differences of a function of a flat vector.</summary>
internal static class Differences
{
    public static double[] Of(Func<double[], double> f, double[] x)
    {
        double[] gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            gradient[i] = Of(f, x, i);
        }

        return gradient;
    }

    public static void AssertGradient(Func<double[], double> f, double[] x, ReadOnlySpan<double> actual, double tolerance = 1e-8)
    {
        double[] expected = Of(f, x);
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            double error = Math.Abs(expected[i] - actual[i]) / Math.Max(1, Math.Abs(expected[i]));
            Assert.True(error <= tolerance, $"component {i}: {actual[i]:R} instead of {expected[i]:R}, off by {error:e1}");
        }
    }

    /// <summary>Central differences, extrapolated to vanishing steps (Richardson).</summary>
    private static double Of(Func<double[], double> f, double[] x, int i)
    {
        const int levels = 5;
        double[] table = new double[levels];
        double step = 0.02 * Math.Max(1, Math.Abs(x[i]));
        for (int level = 0; level < levels; level++, step /= 2)
        {
            double[] high = [.. x], low = [.. x];
            high[i] += step;
            low[i] -= step;
            table[level] = (f(high) - f(low)) / (high[i] - low[i]);
        }

        for (int order = 1; order < levels; order++)
        {
            double weight = Math.Pow(4, order);
            for (int level = levels - 1; level >= order; level--)
            {
                table[level] += (table[level] - table[level - 1]) / (weight - 1);
            }
        }

        return table[^1];
    }
}
