using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

public class RequireTests
{
    [Fact]
    public void AcceptsTheRightLength() => Require.Length<double>(new double[3], 3, "wGradient", "w");

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(4)]
    public void RejectsAnyOtherLength(int length)
    {
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "wGradient", () => Require.Length<double>(new double[length], 3, "wGradient", "w"));
        Assert.Contains($"'wGradient' has {length} elements, but 'w' needs 3.", exception.Message);
    }

    [Fact]
    public void AcceptsNeighboursAndEmptyBuffers()
    {
        double[] memory = new double[10];
        Require.Disjoint<double>(memory.AsSpan(0, 5), memory.AsSpan(5), "y", "x");
        Require.Disjoint<double>(memory.AsSpan(5, 0), memory, "y", "x");
        Require.Disjoint<double>(default, default, "y", "x");
    }

    [Theory]
    [InlineData(0, 10)]
    [InlineData(4, 1)]
    [InlineData(0, 5)]
    [InlineData(4, 6)]
    public void RejectsBuffersThatShareMemory(int start, int length)
    {
        double[] memory = new double[10];
        ArgumentException exception = Assert.Throws<ArgumentException>(
            "y", () => Require.Disjoint<double>(memory.AsSpan(0, 5), memory.AsSpan(start, length), "y", "x"));
        Assert.Contains("'y' is written and must not overlap 'x' in memory.", exception.Message);
    }
}
