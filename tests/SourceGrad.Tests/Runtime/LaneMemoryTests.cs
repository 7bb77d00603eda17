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

    [Fact]
    public void LanesComeFromAndGoToElementsThatLieApart()
    {
        Apart<double>(x => x);
        Apart<float>(x => (float)x);
    }

    [Theory]
    [InlineData(10, 0, 3, 4)]
    [InlineData(10, 1, 3, 3)]
    [InlineData(10, 9, 3, 1)]
    [InlineData(10, 10, 3, 0)]
    [InlineData(10, -1, 3, 0)]
    [InlineData(0, 0, 3, 0)]
    [InlineData(int.MaxValue, 0, 1, int.MaxValue)]
    [InlineData(int.MaxValue, int.MaxValue, 2, 0)]
    public void RoundsHaveTheirElements(int length, int first, int stride, int rounds) => Assert.Equal(rounds, LaneMemory.Rounds(length, first, stride));

    [Fact]
    public void ElementsThatLieApartAreChecked()
    {
        double[] buffer = new double[3 * Vector<double>.Count];
        LaneMemory.ScatterAddChecked<double>(buffer, 2, 3, Vector<double>.One);
        foreach ((int index, int stride) in new[] { (3, 3), (-1, 3), (0, int.MaxValue), (buffer.Length, 1), (0, -1) })
        {
            Assert.Throws<IndexOutOfRangeException>(() => LaneMemory.ScatterAddChecked<double>(buffer, index, stride, Vector<double>.One));
            Assert.Throws<IndexOutOfRangeException>(() => LaneMemory.GatherChecked<double>(buffer, index, stride));
        }

        Assert.Equal(Vector<double>.Count, buffer.Sum());
    }

    [Fact]
    public void RowsAreOfTheBuffer()
    {
        double[] buffer = [.. Enumerable.Range(0, 10).Select(i => (double)i)];
        Span<double> rows = LaneMemory.WholeRows<double>(buffer, 1, 3, 3), last = LaneMemory.Row(rows, 6, 3);
        last[2] = -1;
        Assert.Equal([1.0, 2, 3, 4, 5, 6, 7, 8, -1], rows.ToArray());
        Assert.Equal(-1, buffer[9]);
        Assert.Equal(rows.ToArray(), LaneMemory.ReadOnlyWholeRows<double>(buffer, 1, 3, 3).ToArray());
        Assert.Equal([4.0, 5, 6], LaneMemory.ReadOnlyRow<double>(rows, 3, 3).ToArray());
        Assert.Equal(10, LaneMemory.WholeRows<double>(buffer, 0, 5, 2).Length);
    }

    [Theory]
    [InlineData(2, 3, 3)]
    [InlineData(-1, 3, 3)]
    [InlineData(0, -1, 3)]
    [InlineData(11, 0, 2)]
    [InlineData(0, int.MaxValue, 2)]
    [InlineData(int.MaxValue, int.MaxValue, 2)]
    [InlineData(int.MinValue, int.MinValue, 2)]
    [InlineData(0, 1 << 30, 4)] // their product is zero in an int
    [InlineData(1, int.MinValue, 2)]
    public void RowsThatAreNotAllThereAreNone(int start, int count, int rows)
    {
        double[] buffer = new double[10];
        Assert.True(LaneMemory.WholeRows<double>(buffer, start, count, rows).IsEmpty);
        Assert.True(LaneMemory.ReadOnlyWholeRows<double>(buffer, start, count, rows).IsEmpty);
    }

    [Theory]
    [InlineData(1, 4, "0xxx00")]
    [InlineData(0, 6, "xxxxxx")]
    [InlineData(2, 2, "000000")]
    [InlineData(4, 1, "000000")]
    [InlineData(-3, 2, "xx0000")]
    [InlineData(3, 9, "000xxx")]
    [InlineData(9, 12, "000000")]
    [InlineData(int.MinValue, int.MaxValue, "xxxxxx")]
    [InlineData(int.MaxValue, int.MinValue, "000000")]
    public void OnlyWhatIsOutsideIsCleared(int from, int to, string expected)
    {
        char[] buffer = "xxxxxx".ToCharArray();
        LaneMemory.ClearOutside<char>(buffer, from, to);
        Assert.Equal(expected, string.Concat(buffer).Replace('\0', '0'));
        LaneMemory.ClearOutside<char>([], from, to);
    }

    [Theory]
    [InlineData(1, 4, -1, "xxx000")]
    [InlineData(0, 3, 2, "00xxx0")]
    [InlineData(int.MaxValue, 5, 1, "000000")]
    [InlineData(5, int.MinValue, -1, "000000")]
    [InlineData(0, int.MaxValue, int.MaxValue, "000000")]
    [InlineData(-3, int.MaxValue, 4, "0xxxxx")]
    public void TheRangeMayBeShifted(int from, int to, int shift, string expected)
    {
        char[] buffer = "xxxxxx".ToCharArray();
        LaneMemory.ClearOutside<char>(buffer, from, to, shift);
        Assert.Equal(expected, string.Concat(buffer).Replace('\0', '0'));
    }

    private static void Apart<T>(Func<double, T> number)
        where T : INumber<T>
    {
        int count = Vector<T>.Count;
        T[] buffer = [.. Enumerable.Range(0, (3 * count) + 1).Select(k => number(k))], expected = [.. buffer];
        Vector<T> lanes = LaneMemory.Gather<T>(buffer, 1, 3);
        Assert.Equal(Enumerable.Range(0, count).Select(k => number(1 + (3 * k))), Enumerable.Range(0, count).Select(k => lanes[k]));
        LaneMemory.Scatter<T>(buffer, 2, 3, -lanes);
        LaneMemory.ScatterAdd<T>(buffer, 0, 3, lanes + lanes);
        for (int k = 0; k < count; k++)
        {
            expected[2 + (3 * k)] = -lanes[k];
            expected[3 * k] += lanes[k] + lanes[k];
        }

        Assert.Equal(expected, buffer);
    }
}
