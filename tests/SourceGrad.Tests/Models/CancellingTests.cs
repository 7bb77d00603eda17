namespace SourceGrad.Tests.Models;

/// <summary>Products that cancel to the last bit, and code that asks for it: only the sum of a loop's rounds may be rounded otherwise than it is written.</summary>
public sealed class CancellingTests
{
    public static TheoryData<int> Lengths => [0, 1, 4, 8, 11, 35];

    [Theory]
    [MemberData(nameof(Lengths))]
    public void AnElementIsComparedWithZero(int length)
    {
        double[] a = Equal(length, 0.1), b = Equal(length, 0.3), start = Equal(length, -(0.1 * 0.3)), gradient = Equal(length, 1), other = Equal(length, 1), last = Equal(length, 1);
        Assert.Equal(0, Cancelling.AskedValueAndGradient(a, b, start, gradient, other, last));
        Assert.All(gradient.Concat(other).Concat(last), component => Assert.Equal(0, component));
    }

    /// <summary>An adjoint that is exactly zero is stronger than an infinite slope.</summary>
    [Theory]
    [MemberData(nameof(Lengths))]
    public void AnAdjointMeetsAnInfiniteSlope(int length)
    {
        double[] x = new double[length], u = Equal(length, 0.3), gradient = Equal(length, 1);
        Assert.Equal(0, Cancelling.SlopeValueAndGradient(x, u, Equal(length, 0.3), 0.1, gradient));
        Assert.All(gradient, component => Assert.Equal(0, component));
    }

    private static double[] Equal(int length, double number) => [.. Enumerable.Repeat(number, length)];
}

public static partial class Cancelling
{
    [Differentiable]
    public static double Asked(ReadOnlySpan<double> a, ReadOnlySpan<double> b, ReadOnlySpan<double> start)
    {
        double[] y = start.ToArray();
        double s = 0;
        for (int i = 0; i < a.Length; i++)
        {
            y[i] += a[i] * b[i];
        }

        for (int i = 0; i < a.Length; i++)
        {
            if (y[i] > 0)
            {
                s += 5 * a[i];
            }
        }

        return s;
    }

    [Differentiable(nameof(x))]
    public static double Slope(ReadOnlySpan<double> x, ReadOnlySpan<double> u, ReadOnlySpan<double> v, double c)
    {
        double s = 0;
        for (int i = 0; i < x.Length; i++)
        {
            double r = Math.Sqrt(x[i]);
            double e = (r * u[i]) - (r * v[i]);
            s += c * e;
        }

        return s;
    }
}
