namespace SourceGrad.Tests.Hostile;

/// <summary>A loop on all cores touches no element that is not one of its rounds' own: another thread may be at it.</summary>
public sealed partial class OwnElementsTests
{
    [Fact]
    public void WhatNoRoundHasStaysAsItIs()
    {
        const int rows = 5, columns = 19, terms = 17, more = 6;
        double[] a = Numbers((rows * terms) + more), b = Numbers(columns * terms);
        double[] gradient = [.. a.Select(_ => -0.0)];
        ProductVjp(a, b, rows, columns, terms, 1, gradient, new double[b.Length]);

        // To add zero to it would take the sign.
        Assert.All(gradient.TakeLast(more), element => Assert.True(element == 0 && double.IsNegative(element)));
        double[] whole = new double[a.Length];
        ProductValueAndGradient(a, b, rows, columns, terms, whole, new double[b.Length]);
        Assert.Equal(whole, gradient);
        Assert.All(whole.Take(rows * terms), element => Assert.NotEqual(0, element));
    }

    /// <summary>The inner loops become lanes, and add to elements of a's gradient that no index of theirs tells apart.</summary>
    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp, Parallel = true)]
    private static double Product(ReadOnlySpan<double> a, ReadOnlySpan<double> b, int rows, int columns, int terms)
    {
        double[] c = new double[rows * columns];
        double s = 0;
        for (int i = 0; i < rows; i++)
        {
            for (int j = 0; j < columns; j++)
            {
                for (int k = 0; k < terms; k++)
                {
                    c[(i * columns) + j] += a[(i * terms) + k] * b[(k * columns) + j];
                    s += 0.01 * c[(i * columns) + j];
                }
            }
        }

        return s;
    }

    private static double[] Numbers(int count) => [.. Enumerable.Range(0, count).Select(i => 1.5 + Math.Sin(i))];
}
