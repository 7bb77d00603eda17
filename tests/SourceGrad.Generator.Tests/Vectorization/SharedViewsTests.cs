using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>A view of the same elements is made once in a region; what a region inside makes stays there.</summary>
public sealed class SharedViewsTests
{
    [Fact]
    public void TheSameViewIsMadeOnce() => PassText.Check(
        SharedViews.Run,
        """
        %1: int = %n.102 * %m.103
        %2: span<double> = part %b.104, %1, %n.102
        %3: int = length %2
        %4: int = %n.102 * %m.103
        %5: span<double> = part %b.104, %4, %n.102
        %6: int = length %5
        store %2[%3] = %x.100
        store %5[%6] = %x.100
        yield %x.100
        """,
        """
        %1: int = %n.102 * %m.103
        %2: span<double> = part %b.104, %1, %n.102
        %3: int = length %2
        store %2[%3] = %x.100
        store %2[%3] = %x.100
        yield %x.100
        """);

    [Fact]
    public void NumbersAreTheSameWhereverTheyStand() => PassText.Check(
        SharedViews.Run,
        """
        %1: int = 2
        %2: int = %n.102 * %1
        %3: int = 2
        %4: int = %n.102 * %3
        store %b.104[%2] = %x.100
        store %b.104[%4] = %x.100
        yield %x.100
        """,
        """
        %1: int = 2
        %2: int = %n.102 * %1
        %3: int = 2
        store %b.104[%2] = %x.100
        store %b.104[%2] = %x.100
        yield %x.100
        """);

    [Theory]
    [InlineData("part %w.105, %n.102, %m.103")] // of another buffer
    [InlineData("part %b.104, %m.103, %m.103")] // from elsewhere
    [InlineData("slice %b.104, %n.102, %m.103")] // which may throw
    public void NotWhere(string view) => PassText.Unchanged(SharedViews.Run, $"%1: span<double> = part %b.104, %n.102, %m.103\n%2: span<double> = {view}\nstore %1[%n.102] = %x.100\nstore %2[%n.102] = %y.101\nyield %x.100");

    [Fact]
    public void NotInARegionInside() => PassText.Unchanged(
        SharedViews.Run,
        """
        %1: int = 0
        %2: int = %n.102 * %m.103
        for %i.3: int from %1 to %2 step 1 () {
          %4: int = %n.102 * %m.103
          store %b.104[%4] = %x.100
        }
        yield %x.100
        """);
}
