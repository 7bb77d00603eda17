using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

public class TapeTests
{
    [Theory]
    [InlineData(3, 4, 12)]
    [InlineData(0, 4, 0)]
    [InlineData(-3, 4, 0)]
    [InlineData(-3, -4, 0)]
    [InlineData(3, int.MinValue, 0)]
    public void PlacesAreAProduct(int rounds, int values, int expected) => Assert.Equal(expected, Tape.Places(rounds, values));

    [Theory]
    [InlineData(1 << 16, 1 << 16)]
    [InlineData(int.MaxValue, 2)]
    public void TooManyPlacesAreRefused(int rounds, int values) => Assert.Throws<OutOfMemoryException>(() => Tape.Places(rounds, values));

    [Fact]
    public void KeepsValuesByPosition()
    {
        using Tape<double> tape = Tape.Rent<double>(1000);
        for (int i = 0; i < 1000; i++)
        {
            tape.Items[i] = i;
        }

        for (int i = 999; i >= 0; i--)
        {
            Assert.Equal(i, tape.Items[i]);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(int.MinValue)]
    public void TakesNoElementsForALoopThatDoesNotRun(int capacity)
    {
        using Tape<double> tape = Tape.Rent<double>(capacity);
        Assert.Throws<IndexOutOfRangeException>(() => tape.Items[-1]);
    }

    [Fact]
    public void ThrowsFarOutsideItsCapacity()
    {
        using Tape<int> tape = Tape.Rent<int>(16);
        Assert.Throws<IndexOutOfRangeException>(() => tape.Items[1 << 28]);
    }

    [Fact]
    public void PopsWhatWasPushedInReverse()
    {
        using Tape<long> tape = Tape.Rent<long>();
        for (int i = 0; i < 100_000; i++)
        {
            tape.Push(i);
        }

        for (int i = 99_999; i >= 0; i--)
        {
            Assert.Equal(i, tape.Pop());
        }

        Assert.Throws<InvalidOperationException>(() => tape.Pop());
    }

    [Fact]
    public void StaysUsableAfterPoppingTooMuch()
    {
        using Tape<int> tape = Tape.Rent<int>();
        Assert.Throws<InvalidOperationException>(() => tape.Pop());
        tape.Push(7);
        Assert.Equal(7, tape.Pop());
    }

    [Fact]
    public void StartsEmptyAgainAfterARenterThatThrew()
    {
        Assert.Throws<DivideByZeroException>(Interrupted);

        using Tape<short> next = Tape.Rent<short>();
        Assert.Throws<InvalidOperationException>(() => next.Pop());

        static void Interrupted()
        {
            using Tape<short> tape = Tape.Rent<short>();
            tape.Push(1);
            throw new DivideByZeroException();
        }
    }

    [Fact]
    public void NestedTapesAreDistinct()
    {
        using Tape<double> outer = Tape.Rent<double>(4);
        outer.Items[0] = 1;
        for (int i = 0; i < 3; i++)
        {
            using Tape<double> inner = Tape.Rent<double>(4);
            Assert.NotSame(outer, inner);
            inner.Items[0] = 2;
        }

        Assert.Equal(1, outer.Items[0]);
    }

    [Fact]
    public void DisposingTwiceDoesNotHandItOutTwice()
    {
        Tape<double> tape = Tape.Rent<double>(4);
        tape.Dispose();
        tape.Dispose();
        using Tape<double> first = Tape.Rent<double>(4);
        using Tape<double> second = Tape.Rent<double>(4);
        Assert.NotSame(first, second);
    }

    [Fact]
    public void DropsReferencesWhenDisposed()
    {
        Tape<string?> tape = Tape.Rent<string?>(4);
        tape.Items[0] = "kept";
        tape.Dispose();
        using Tape<string?> next = Tape.Rent<string?>(4);
        Assert.Null(next.Items[0]);
    }

    [Theory]
    [InlineData(8)]
    [InlineData(100_000)]
    public void AllocatesNothingOnceWarm(int length)
    {
        Use(length, depth: 12);
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 10; i++)
        {
            Use(length, depth: 12);
        }

        // The shared pool may drop an array now and then, when the collector asks for memory; it must not be the rule.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 5L * length * sizeof(double));
    }

    [Fact]
    public void ThreadsDoNotShareTapes()
    {
        Parallel.For(0, 64, seed =>
        {
            using Tape<int> byPosition = Tape.Rent<int>(500);
            using Tape<int> stack = Tape.Rent<int>();
            for (int i = 0; i < 500; i++)
            {
                byPosition.Items[i] = seed + i;
                stack.Push(seed - i);
            }

            for (int i = 499; i >= 0; i--)
            {
                Assert.Equal(seed + i, byPosition.Items[i]);
                Assert.Equal(seed - i, stack.Pop());
            }
        });
    }

    private static void Use(int length, int depth)
    {
        using Tape<double> byPosition = Tape.Rent<double>(length);
        using Tape<double> stack = Tape.Rent<double>();
        for (int i = 0; i < length; i++)
        {
            byPosition.Items[i] = i;
            stack.Push(i);
        }

        if (depth > 0)
        {
            Use(length, depth - 1);
        }
    }

    /// <summary>A method without the passes of the optimizer has a tape for each value that a loop needs again.</summary>
    [Fact]
    public void AllocatesNothingForManyAtOnce()
    {
        long least = long.MaxValue;
        Tape<(int, int)>[] tapes = new Tape<(int, int)>[200];
        for (int round = 0; round < 10; round++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            for (int i = 0; i < tapes.Length; i++)
            {
                tapes[i] = Tape.Rent<(int, int)>();
                tapes[i].Push((i, round));
            }

            for (int i = tapes.Length - 1; i >= 0; i--)
            {
                tapes[i].Dispose();
            }

            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        Assert.Equal(0, least);
    }
}
