using SourceGrad.Runtime;

namespace SourceGrad.Tests.Hostile;

/// <summary>Huge buffers, deep recursion, the stack, and the pool after an exception.</summary>
public sealed class MemoryTests
{
    private const int Megabyte = 1024 * 1024;

    [Fact]
    public void HugeBuffersAreDifferentiated()
    {
        double[] x = new double[5_000_001], gradient = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = i % 7 - 3;
        }

        Programs.SumOfSinesValueAndGradient(x, gradient);
        for (int i = 0; i < x.Length; i++)
        {
            Assert.Equal(Math.Sin(x[i]) + x[i] * Math.Cos(x[i]), gradient[i], 1e-12);
        }

        Array.Fill(x, 0.25);
        double value = Programs.ChainValueAndGradient(x, -1, gradient);
        Assert.Equal(Programs.Chain(x, -1), value);
        Assert.All(gradient[^100..], g => Assert.True(double.IsFinite(g)));
    }

    [Fact]
    public void IndicesOverflowAsThePrimalsDo()
    {
        double[] x = [2, 3], gradient = new double[2];
        Assert.Throws<IndexOutOfRangeException>(() => Programs.Wrapped(x, 3));
        Assert.Throws<IndexOutOfRangeException>(() => Programs.WrappedValueAndGradient(x, 3, gradient));
        Assert.Throws<OverflowException>(() => Programs.Checked(x, 3));
        Assert.Throws<OverflowException>(() => Programs.CheckedValueAndGradient(x, 3, gradient));
        Assert.Equal(6, Programs.WrapsToZeroValueAndGradient(x, 3, gradient));
        Assert.Equal([3, 2], gradient);
    }

    /// <summary>The derivative of a recursive method goes as deep as the method, so it needs stack in proportion to it.</summary>
    [Fact]
    public void DeepRecursionIsDifferentiated()
    {
        double value = 0, gradient = 0;
        OnStackOf(Megabyte, () => value = Programs.DeepValueAndGradient(0.3, 2_000, out gradient));
        double s = 0.3, derivative = 1;
        for (int i = 0; i < 2_000; i++)
        {
            (s, derivative) = (Math.Sin(s) + 0.3, Math.Cos(s) * derivative + 1);
        }

        Assert.Equal(s, value);
        Assert.Equal(derivative, gradient, 1e-12);
    }

    /// <summary>What the method puts on the stack the derivative does too; what it needs beside that comes from the pool.</summary>
    [Fact]
    public void TheStackTakesWhatThePrimalPutsThereAndLittleMore()
    {
        const int Count = 90_000;
        double value = 0, gradient = 0, primal = 0;
        OnStackOf(Megabyte, () => primal = Programs.OnTheStack(0.3, Count));
        OnStackOf(Megabyte, () => value = Programs.OnTheStackValueAndGradient(0.3, Count, out gradient));
        Assert.Equal(primal, value, 1e-9 * Math.Abs(primal) + 1e-9);
        Assert.True(double.IsFinite(gradient));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(5_000)]
    [InlineData(9_999)]
    public void ThePoolStaysWholeAfterAnException(int failsAt)
    {
        double[] x = [.. Enumerable.Repeat(0.25, 10_000)], gradient = new double[x.Length];
        Fail();
        AssertDistinct();
        long before = GC.GetAllocatedBytesForCurrentThread();
        const int Calls = 20;
        for (int i = 0; i < Calls; i++)
        {
            Fail();
        }

        // Two exceptions a call; a lost array would be 80 kilobytes.
        Assert.InRange((GC.GetAllocatedBytesForCurrentThread() - before) / Calls, 0, 20_000);
        AssertDistinct();
        Assert.Equal(Programs.Chain(x, -1), Programs.ChainValueAndGradient(x, -1, gradient));
        Assert.Equal(Programs.Search(0.5, -1), Programs.SearchValueAndGradient(0.5, -1, out _));

        void Fail()
        {
            Assert.Throws<InvalidOperationException>(() => Programs.ChainValueAndGradient(x, failsAt, gradient));
            Assert.Throws<InvalidOperationException>(() => Programs.SearchValueAndGradient(0.5, failsAt, out _));
        }
    }

    /// <summary>No two tapes are one, and no two share memory.</summary>
    private static void AssertDistinct()
    {
        List<Tape<double>> tapes = [.. Enumerable.Range(0, 40).Select(_ => Tape.Rent<double>(10_000))];
        Assert.Equal(tapes.Count, tapes.Distinct().Count());
        for (int i = 0; i < tapes.Count; i++)
        {
            tapes[i].Items[0] = i;
            tapes[i].Items[9_999] = -i;
        }

        for (int i = 0; i < tapes.Count; i++)
        {
            Assert.Equal(i, tapes[i].Items[0]);
            Assert.Equal(-i, tapes[i].Items[9_999]);
        }

        tapes.ForEach(tape => tape.Dispose());
    }

    private static void OnStackOf(int bytes, Action action)
    {
        Exception? thrown = null;
        Thread thread = new(
            () =>
            {
                try
                {
                    action();
                }
                catch (Exception exception)
                {
                    thrown = exception;
                }
            },
            bytes);
        thread.Start();
        thread.Join();
        Assert.Null(thrown);
    }
}
