using SourceGrad.Generator.Analysis;

namespace SourceGrad.Generator.Tests.Analysis;

public sealed class MinimumCutTests
{
    /// <summary>Two sources meet in one value: that is the one to keep.</summary>
    [Fact]
    public void Funnel() => Assert.Equal([2], Cut([8, 8, 8, 8, 8], [(0, 2), (1, 2), (2, 3), (2, 4)], [0, 1], [3, 4]));

    [Fact]
    public void Fan() => Assert.Equal([0], Cut([8, 8, 8], [(0, 1), (0, 2)], [0], [1, 2]));

    [Fact]
    public void SmallTypesAreCheaper() => Assert.Equal([1, 2], Cut([8, 1, 4, 8], [(0, 1), (0, 2), (1, 3), (2, 3)], [0], [3]));

    /// <summary>Of equal cuts the one nearest to the sinks, which leaves the least to recompute.</summary>
    [Fact]
    public void Chain() => Assert.Equal([3], Cut([8, 8, 8, 8], [(0, 1), (1, 2), (2, 3)], [0], [3]));

    [Fact]
    public void NothingToCut() => Assert.Empty(Cut([8, 8], [], [0], [1]));

    [Fact]
    public void SourceThatIsNeededItself() => Assert.Equal([0], Cut([8], [], [0], [0]));

    [Fact]
    public void BuffersAreNeverKept() =>
        Assert.Equal([1, 2], Cut([MinimumCut.Infinite, 8, 8], [(0, 1), (0, 2)], [0], [1, 2]));

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void NoCutIsCheaper(int seed)
    {
        Random random = new(seed);
        for (int round = 0; round < 100; round++)
        {
            int count = random.Next(2, 10);
            int[] weights = [.. Enumerable.Range(0, count).Select(_ => random.Next(1, 9))];
            (int From, int To)[] edges = [.. from i in Enumerable.Range(0, count) from j in Enumerable.Range(i + 1, count - i - 1) where random.Next(3) == 0 select (i, j)];
            int[] sources = [.. Enumerable.Range(0, count).Where(_ => random.Next(3) == 0)], sinks = [.. Enumerable.Range(0, count).Where(_ => random.Next(3) == 0)];
            List<int> cut = Cut(weights, edges, sources, sinks);
            Assert.True(Separates([.. cut], edges, sources, sinks));
            int cheapest = Enumerable.Range(0, 1 << count)
                .Select(set => Enumerable.Range(0, count).Where(i => (set >> i & 1) != 0).ToHashSet())
                .Where(set => Separates(set, edges, sources, sinks))
                .Min(set => set.Sum(i => weights[i]));
            Assert.Equal(cheapest, cut.Sum(i => weights[i]));
        }
    }

    private static List<int> Cut(int[] weights, (int From, int To)[] edges, int[] sources, int[] sinks)
    {
        MinimumCut cut = new(weights.Length);
        for (int i = 0; i < weights.Length; i++)
        {
            cut.Weigh(i, weights[i]);
        }

        Array.ForEach(edges, edge => cut.AddEdge(edge.From, edge.To));
        Array.ForEach(sources, cut.AddSource);
        Array.ForEach(sinks, cut.AddSink);
        return cut.Solve();
    }

    private static bool Separates(HashSet<int> cut, (int From, int To)[] edges, int[] sources, int[] sinks)
    {
        HashSet<int> reached = [.. sources.Where(source => !cut.Contains(source))];
        foreach ((int from, int to) in edges.OrderBy(edge => edge.From))
        {
            if (reached.Contains(from) && !cut.Contains(to))
            {
                reached.Add(to);
            }
        }

        return !sinks.Any(reached.Contains);
    }
}
