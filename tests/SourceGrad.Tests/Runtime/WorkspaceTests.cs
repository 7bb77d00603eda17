using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

public class WorkspaceTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void IsZeroAndExactlyAsLongAsAskedFor(int length)
    {
        for (int i = 0; i < 3; i++)
        {
            using Workspace workspace = Workspace.Open();
            Span<double> buffer = workspace.Rent<double>(length);
            Assert.Equal(length, buffer.Length);
            Assert.DoesNotContain(buffer.ToArray(), element => element != 0);
            buffer.Fill(double.NaN);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void WhatIsNotClearedIsNoNumberInTests(int length)
    {
        using Workspace workspace = Workspace.Open();
        Span<double> doubles = workspace.RentUncleared<double>(length);
        Span<float> singles = workspace.RentUncleared<float>(length);
        Assert.Equal(length, doubles.Length);
        Assert.All(doubles.ToArray(), element => Assert.Equal(double.NaN, element));
        Assert.All(singles.ToArray(), element => Assert.Equal(float.NaN, element));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void NegativeLengthThrowsAsForAnArray(int length)
    {
        using Workspace workspace = Workspace.Open();
        Assert.Throws<OverflowException>(() => new double[length]);
        Assert.Throws<OverflowException>(() => workspace.Rent<double>(length));
        Assert.Throws<OverflowException>(() => workspace.RentUncleared<string>(length));
    }

    [Fact]
    public void MoreThanMemoryHasIsRefusedAsForAnArray()
    {
        using Workspace workspace = Workspace.Open();
        Assert.Throws<OutOfMemoryException>(() => workspace.Rent<(decimal, decimal)>(int.MaxValue));
        Assert.Equal(3, workspace.Rent<(decimal, decimal)>(3).Length);
    }

    [Fact]
    public void TheDefaultIsDisposable()
    {
        Workspace workspace = default;
        workspace.Dispose();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(500)]
    [InlineData(5000)]
    [InlineData(50_000)]
    public void AllocatesNothingOnceWarm(int length)
    {
        Use();
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Use();
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());

        void Use()
        {
            using Workspace outer = Workspace.Open();
            Span<double> first = outer.Rent<double>(length);
            using Workspace inner = Workspace.Open();
            first[0] = inner.Rent<double>(length)[0] = 1;
        }
    }

    /// <summary>In workspaces inside of each other, of many lengths, some of them large: each buffer is one of its own, and zero.</summary>
    [Fact]
    public void BuffersAreDistinctAndZero()
    {
        Random random = new(1);
        for (int round = 0; round < 200; round++)
        {
            Nest(random, depth: 0);
        }
    }

    [Fact]
    public void ElementsWithReferencesAreKeptAndForgotten()
    {
        for (int i = 0; i < 3; i++)
        {
            using Workspace workspace = Workspace.Open();
            Span<string?> buffer = workspace.Rent<string?>(100);
            Assert.All(buffer.ToArray(), Assert.Null);
            buffer.Fill("kept");
            GC.Collect();
            Assert.All(buffer.ToArray(), item => Assert.Equal("kept", item));
        }
    }

    [Fact]
    public void ThreadsHaveMemoryOfTheirOwn()
    {
        using Workspace workspace = Workspace.Open();
        Span<double> own = workspace.Rent<double>(100);
        double sum = 0;
        Thread other = new(() =>
        {
            using Workspace theirs = Workspace.Open();
            theirs.Rent<double>(100).Fill(1);
            sum = theirs.Rent<double>(100)[99];
        });
        other.Start();
        other.Join();
        Assert.Equal(0, sum);
        Assert.DoesNotContain(own.ToArray(), element => element != 0);
    }

    private static void Nest(Random random, int depth)
    {
        using Workspace workspace = Workspace.Open();
        for (int i = random.Next(1, 5); i > 0; i--)
        {
            int length = random.Next(4) == 0 ? random.Next(1, 20_000) : random.Next(1, 70);
            Span<double> doubles = workspace.Rent<double>(length);
            Span<byte> bytes = workspace.Rent<byte>(length);
            Assert.DoesNotContain(doubles.ToArray(), element => element != 0);
            Assert.DoesNotContain(bytes.ToArray(), element => element != 0);
            int mark = random.Next(1, 200);
            doubles.Fill(mark);
            bytes.Fill((byte)mark);
            if (depth < 4)
            {
                Nest(random, depth + 1);
            }

            Assert.All(doubles.ToArray(), element => Assert.Equal(mark, element));
            Assert.All(bytes.ToArray(), element => Assert.Equal((byte)mark, element));
        }
    }
}
