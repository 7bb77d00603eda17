using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

/// <summary>The same number as one after the other, to the bit, NaN and signed zeros included; and the element that the derivative's rule chooses.</summary>
public sealed class ExtremeTests
{
    private static readonly double[] s_special = [0.0, -0.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1, -1];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void ManyNumbers(int seed)
    {
        Random random = new(seed);
        for (int length = 0; length < 90; length++)
        {
            double[] items = [.. Enumerable.Range(0, length).Select(_ => Math.Round(random.NextDouble() * 40) - 20)];
            Check(items, double.NegativeInfinity);
            Check(items, 3);
            Check(items, double.NaN);
            Check(items, 0.0);
            Check(items, -0.0);
        }
    }

    [Fact]
    public void SpecialNumbersAnywhere()
    {
        foreach (int length in new[] { 1, 4, 16, 17, 32, 50 })
        {
            foreach (double background in s_special)
            {
                foreach (double other in s_special)
                {
                    for (int at = 0; at < length; at += 3)
                    {
                        double[] items = new double[length];
                        items.AsSpan().Fill(background);
                        items[at] = other;
                        Check(items, -2);
                        Check(items, -0.0);
                        Check(items, background);
                    }
                }
            }
        }
    }

    private static void Check(double[] items, double initial)
    {
        Check(items, initial, Extreme.Largest(items, initial), Math.Max, (before, item) => before >= item | double.IsNaN(before));
        Check(items, initial, Extreme.Smallest(items, initial), Math.Min, (before, item) => before <= item | double.IsNaN(before));
        float[] singles = [.. items.Select(item => (float)item)];
        Assert.Equal((float)items.Aggregate(initial, Math.Max), Extreme.Largest(singles, (float)initial));
        Assert.Equal((float)items.Aggregate(initial, Math.Min), Extreme.Smallest(singles, (float)initial));
    }

    private static void Check(double[] items, double initial, double found, Func<double, double, double> better, Func<double, double, bool> keeps)
    {
        double expected = initial;
        int winner = -1;
        for (int i = 0; i < items.Length; i++)
        {
            winner = keeps(expected, items[i]) ? winner : i;
            expected = better(expected, items[i]);
        }

        Assert.Equal(BitConverter.DoubleToInt64Bits(expected), BitConverter.DoubleToInt64Bits(found));
        Assert.Equal(winner, Extreme.Winner(items, initial, found));
    }
}
