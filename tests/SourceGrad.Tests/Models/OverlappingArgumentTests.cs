namespace SourceGrad.Tests.Models;

/// <summary>Views of one buffer, given to a method that is called and not repeated.</summary>
public partial class OverlappingArgumentTests
{
    /// <summary>Adds to each element of <paramref name="to"/> the sine of that of <paramref name="from"/>, the last one first.</summary>
    private static void Mix(Span<double> to, ReadOnlySpan<double> from, int n)
    {
        if (n > 0)
        {
            to[n - 1] += Math.Sin(from[n - 1]) * to[n - 1];
            Mix(to, from, n - 1);
        }
    }

    /// <summary>Mixes a copy of <paramref name="x"/> from <paramref name="shift"/> on into its start.</summary>
    [Differentiable]
    public static double Loss(ReadOnlySpan<double> x, int n, int shift)
    {
        Span<double> copy = new double[x.Length];
        x.CopyTo(copy);
        Mix(copy[..n], copy.Slice(shift, n), n);
        double sum = 0;
        for (int i = 0; i < copy.Length; i++)
        {
            sum += copy[i] * copy[i];
        }

        return sum;
    }

    [Fact]
    public void ViewsThatAreApartAreDifferentiated()
    {
        double[] x = [0.4, -1.2, 0.8, 2.0, 0.3];
        double[] gradient = new double[x.Length];
        double value = LossValueAndGradient(x, 2, 3, gradient);
        Assert.Equal(Loss(x, 2, 3), value, 1e-12);
        for (int i = 0; i < x.Length; i++)
        {
            const double h = 1e-6;
            double[] up = [.. x], down = [.. x];
            up[i] += h;
            down[i] -= h;
            Assert.Equal((Loss(up, 2, 3) - Loss(down, 2, 3)) / (2 * h), gradient[i], 1e-7);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void ViewsThatOverlapAreRefused(int shift)
    {
        double[] x = [0.4, -1.2, 0.8, 2.0, 0.3];
        ArgumentException exception = Assert.Throws<ArgumentException>(() => LossValueAndGradient(x, 2, shift, new double[x.Length]));
        Assert.Contains("must not overlap", exception.Message);
    }
}
