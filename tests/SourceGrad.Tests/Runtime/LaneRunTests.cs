using System.Numerics;
using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

/// <summary>Runs of elements are there entirely, or are nothing at all.</summary>
public sealed class LaneRunTests
{
    [Fact]
    public void RunShowsTheElements()
    {
        double[] buffer = [0, 1, 2, 3, 4];
        LaneRun.At(LaneRun.Of(buffer.AsSpan(), 1, 4), 3) += 10;
        Assert.Equal(14, buffer[4]);
        Assert.Equal(2, LaneRun.At(LaneRun.Of((ReadOnlySpan<double>)buffer, 2, 1), 0));
    }

    [Fact]
    public void BlocksAreFourVectorsEach()
    {
        Vector<double>[] vectors = [.. Enumerable.Range(0, 12).Select(i => new Vector<double>(i))];
        Span<LaneBlock<double>> run = LaneRun.Blocks(vectors.AsSpan(), 1, 2);
        ref LaneBlock<double> last = ref LaneRun.At(run, 1);
        Assert.Equal((8, 11), (last.First[0], last.Fourth[0]));
        last.Second = Vector<double>.Zero;
        Assert.Equal(Vector<double>.Zero, vectors[9]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void NoneAreNowhere(int count)
    {
        Assert.Equal(0, LaneRun.Of(new double[4].AsSpan(), 7, count).Length);
        Assert.Equal(0, LaneRun.Of(ReadOnlySpan<double>.Empty, -7, count).Length);
        Assert.Equal(0, LaneRun.Blocks(new Vector<double>[4].AsSpan(), int.MaxValue, count).Length);
    }

    [Theory]
    [InlineData(-1, 1)]
    [InlineData(0, 9)]
    [InlineData(8, 1)]
    [InlineData(1, int.MaxValue)]
    [InlineData(int.MinValue, 1)]
    [InlineData(int.MaxValue, int.MaxValue)]
    public void AllHaveToBeInside(int start, int count)
    {
        Assert.Throws<IndexOutOfRangeException>(() => LaneRun.Of(new double[8].AsSpan(), start, count).Length);
        Assert.Throws<IndexOutOfRangeException>(() => LaneRun.Of((ReadOnlySpan<double>)new double[8], start, count).Length);
        Assert.Throws<IndexOutOfRangeException>(() => LaneRun.Blocks(new Vector<double>[35].AsSpan(), start, count).Length);
    }
}
