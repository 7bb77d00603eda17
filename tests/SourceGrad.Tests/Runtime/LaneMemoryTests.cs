using System.Numerics;
using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

/// <summary>What generated code sees of a buffer of vectors: the very elements, and none that does not exist.</summary>
public sealed class LaneMemoryTests
{
    [Fact]
    public void BlockIsFourVectorsOfTheBuffer()
    {
        Vector<double>[] vectors = [.. Enumerable.Range(0, 8).Select(i => Vector.Create((double)i))];
        ref LaneBlock<double> block = ref LaneMemory.Block<double>(vectors, 4);
        block.Second += Vector.Create(0.5);
        block.Fourth = block.First;
        Assert.Equal(new double[] { 0, 1, 2, 3, 4, 5.5, 6, 4 }, vectors.Select(vector => vector[0]));
        Assert.Equal(6, block.Third[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(5)]
    [InlineData(int.MinValue)]
    [InlineData(int.MaxValue)]
    public void BlockHasToBeInside(int first) =>
        Assert.Throws<IndexOutOfRangeException>(() => LaneMemory.Block<double>(new Vector<double>[8], first).First);
}
