using SourceGrad.Runtime;

namespace SourceGrad.Tests.Runtime;

public sealed class ParallelLoopTests
{
    private const int Parts = 3;

    public ParallelLoopTests()
    {
        ParallelLoop.Cores = Parts;
    }

    [Theory]
    [InlineData(0, 0, 1)]
    [InlineData(5, 3, 1)]
    [InlineData(0, 1, 1)]
    [InlineData(2, 9, 1)]
    [InlineData(0, 100_000, 1)]
    [InlineData(0, 100_000, 1_000_000)]
    [InlineData(int.MaxValue - 4, int.MaxValue, 1)]
    public void RunsEachRoundOnceAndAddsUp(int from, int to, int leastRounds)
    {
        int[] times = new int[Math.Max(0, to - from)];
        double[] sums = [0.5, 0];
        float[] floats = [1];
        ParallelLoop.Run(from, to, leastRounds, new Counting(from), new LoopBuffers().Write<int>(times).Sum(sums).Sum(floats));
        Assert.All(times, count => Assert.Equal(1, count));
        Assert.Equal(0.5 + times.Length, sums[0]);
        Assert.Equal(times.Length, sums[1] * 2);
        Assert.Equal(1 + times.Length, floats[0]);
    }

    [Fact]
    public void AddsLongBuffersInBlocks()
    {
        double[] sums = [.. Enumerable.Range(0, 50_001).Select(i => (double)i)];
        ParallelLoop.Run(0, 10, 1, new AddingToAll(), new LoopBuffers().Sum(sums));
        Assert.Equal([.. Enumerable.Range(0, 50_001).Select(i => i + 45.0)], sums);
    }

    [Fact]
    public void GivesTheSameSumsEachTime()
    {
        double[] x = [.. Enumerable.Range(0, 10_000).Select(i => Math.Sin(i) * Math.Pow(10, i % 17))];
        double[] results = [.. Enumerable.Range(0, 50).Select(_ =>
        {
            double[] sum = [0];
            ParallelLoop.Run(0, x.Length, 1, new Summing(), new LoopBuffers().Read<double>(x).Sum(sum));
            return sum[0];
        })];
        Assert.Single(results.Distinct());
    }

    [Fact]
    public void ThrowsWhatTheFirstRoundThrows()
    {
        double[] sum = [7];
        for (int attempt = 0; attempt < 20; attempt++)
        {
            ArgumentException thrown = Assert.Throws<ArgumentException>(() => ParallelLoop.Run(0, 300, 1, new Throwing(), new LoopBuffers().Sum(sum)));
            Assert.Equal("120", thrown.Message);
        }
    }

    [Fact]
    public void TakesSixteenBuffersAndEmptyOnes()
    {
        double[][] buffers = [.. Enumerable.Range(0, LoopBuffers.Most).Select(k => new double[k % 3])];
        LoopBuffers all = default;
        foreach (double[] buffer in buffers)
        {
            all = all.Sum(buffer);
        }

        ParallelLoop.Run(0, 9, 1, new AddingToMany(), all);
        Assert.All(buffers.Select((buffer, k) => (buffer, k)), x => Assert.All(x.buffer, sum => Assert.Equal(9.0 * x.k, sum)));
        Assert.Throws<InvalidOperationException>(() => OneMore(buffers));
    }

    private static void OneMore(double[][] buffers)
    {
        LoopBuffers all = default;
        for (int k = 0; k <= buffers.Length; k++)
        {
            all = all.Read<double>(buffers[0]);
        }
    }

    private readonly struct Counting(int first) : IParallelLoop
    {
        public void Run(int from, int to, SharedBuffers buffers)
        {
            for (int i = from; i < to; i++)
            {
                buffers.Get<int>(0)[i - first]++;
                buffers.Get<double>(1)[0]++;
                buffers.Get<double>(1)[1] += 0.5;
                buffers.Get<float>(2)[0]++;
            }
        }
    }

    private readonly struct AddingToAll : IParallelLoop
    {
        public void Run(int from, int to, SharedBuffers buffers)
        {
            for (int i = from; i < to; i++)
            {
                foreach (ref double sum in buffers.Get<double>(0))
                {
                    sum += i;
                }
            }
        }
    }

    private readonly struct Summing : IParallelLoop
    {
        public void Run(int from, int to, SharedBuffers buffers)
        {
            for (int i = from; i < to; i++)
            {
                buffers.Get<double>(1)[0] += buffers.Get<double>(0)[i];
            }
        }
    }

    private readonly struct Throwing : IParallelLoop
    {
        public void Run(int from, int to, SharedBuffers buffers)
        {
            for (int i = from; i < to; i++)
            {
                if (i is 120 or 130 or 299)
                {
                    throw new ArgumentException(i.ToString(System.Globalization.CultureInfo.InvariantCulture));
                }
            }
        }
    }

    private readonly struct AddingToMany : IParallelLoop
    {
        public void Run(int from, int to, SharedBuffers buffers)
        {
            for (int i = from; i < to; i++)
            {
                for (int k = 0; k < LoopBuffers.Most; k++)
                {
                    foreach (ref double sum in buffers.Get<double>(k))
                    {
                        sum += k;
                    }
                }
            }
        }
    }
}
