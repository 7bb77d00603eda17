using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

public class ScratchTests
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
            using Scratch<double> scratch = Scratch.Rent<double>(length);
            Assert.Equal(length, scratch.Span.Length);
            Assert.DoesNotContain(scratch.Span.ToArray(), element => element != 0);
            scratch.Span.Fill(double.NaN);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(17)]
    [InlineData(100_000)]
    public void WhatIsNotClearedIsNoNumberInTests(int length)
    {
        using Scratch<double> scratch = Scratch.RentUncleared<double>(length);
        using Scratch<float> singles = Scratch.RentUncleared<float>(length);
        Assert.Equal(length, scratch.Span.Length);
        Assert.All(scratch.Span.ToArray(), element => Assert.Equal(double.NaN, element));
        Assert.All(singles.Span.ToArray(), element => Assert.Equal(float.NaN, element));
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void NegativeLengthThrowsAsForAnArray(int length)
    {
        Assert.Throws<OverflowException>(() => new double[length]);
        Assert.Throws<OverflowException>(() => Scratch.Rent<double>(length));
        Assert.Throws<OverflowException>(() => Scratch.RentUncleared<double>(length));
    }

    [Fact]
    public void TheShortestArraysAreUsedAgain()
    {
        long allocated = 0;
        for (int call = 0; call < 3; call++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            Scratch.Rent<System.Numerics.Vector<short>>(1).Dispose();
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    [Fact]
    public void NestedBuffersAreDistinct()
    {
        using Scratch<float> outer = Scratch.Rent<float>(10);
        using Scratch<float> inner = Scratch.Rent<float>(10);
        Assert.False(outer.Span.Overlaps(inner.Span));
    }

    [Fact]
    public void TheDefaultIsEmptyAndDisposable()
    {
        Scratch<double> scratch = default;
        Assert.True(scratch.Span.IsEmpty);
        scratch.Dispose();
    }

    [Fact]
    public void AllocatesNothingOnceWarm()
    {
        Use();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 100; i++)
        {
            Use();
        }

        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 10 * 4096);

        static void Use()
        {
            using Scratch<double> first = Scratch.Rent<double>(500);
            using Scratch<double> second = Scratch.Rent<double>(500);
            first.Span[0] = second.Span[0] = 1;
        }
    }

    /// <summary>More buffers than a thread keeps, of many lengths, some of them large: each is one of its own, and zero.</summary>
    [Fact]
    public void AnyNumberOfAnyLengthIsDistinctAndZero()
    {
        Random random = new(1);
        for (int round = 0; round < 200; round++)
        {
            List<Scratch<double>> rented = [];
            for (int i = random.Next(1, 20); i > 0; i--)
            {
                Scratch<double> scratch = Scratch.Rent<double>(random.Next(4) == 0 ? random.Next(1, 20_000) : random.Next(1, 70));
                Assert.DoesNotContain(scratch.Span.ToArray(), element => element != 0);
                scratch.Span.Fill(rented.Count + 1);
                rented.Add(scratch);
            }

            for (int i = 0; i < rented.Count; i++)
            {
                int own = i + 1;
                Assert.All(rented[i].Span.ToArray(), element => Assert.Equal(own, element));
            }

            foreach (Scratch<double> scratch in random.Next(2) == 0 ? rented : Enumerable.Reverse(rented))
            {
                scratch.Dispose();
            }
        }
    }

    /// <summary>Buffers of a method that ran before do not keep those of the next one from staying with the thread.</summary>
    [Fact]
    public void WhatIsWantedNowStaysAtHand()
    {
        for (int round = 0; round < 3; round++)
        {
            List<Scratch<(int, int, int)>> rented = [.. Enumerable.Range(0, 8).Select(_ => Scratch.Rent<(int, int, int)>(2000))];
            rented.ForEach(scratch => scratch.Dispose());
        }

        (int, int, int)[] first = Rented();
        Assert.Same(first, Rented());
        Assert.Same(first, Rented());

        static (int, int, int)[] Rented()
        {
            (int, int, int)[] items = KeptArrays<(int, int, int)>.Rent(10);
            KeptArrays<(int, int, int)>.Return(items);
            return items;
        }
    }
}
