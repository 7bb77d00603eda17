using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Sums to one element become one, if nothing between them reads that memory.</summary>
public sealed class MergedSumsTests
{
    [Fact]
    public void SumsToOneElement() => PassText.Check(
        MergedSums.Run,
        """
        %1: int = 0
        accumulate %b.104[%1] += %x.100
        accumulate %b.104[%n.102] += %y.101
        accumulate %b.104[%1] += %x.100
        accumulate %b.104[%1] += %y.101
        yield %x.100
        """,
        """
        %1: int = 0
        accumulate %b.104[%n.102] += %y.101
        %106: double = 2
        %107: double = %106 * %x.100
        %108: double = %107 + %y.101
        accumulate %b.104[%1] += %108
        yield %x.100
        """);

    [Fact]
    public void TheFirstFactorOfAProductIsDoubled() => PassText.Check(
        MergedSums.Run,
        """
        %1: double = %x.100 * %y.101
        accumulate %b.104[%n.102] += %1
        accumulate %b.104[%n.102] += %1
        yield %x.100
        """,
        """
        %1: double = %x.100 * %y.101
        %106: double = 2
        %107: double = %106 * %x.100
        %108: double = %107 * %y.101
        accumulate %b.104[%n.102] += %108
        yield %x.100
        """);

    [Fact]
    public void AProductThatSomethingElseNeedsIsDoubledItself() => PassText.Check(
        MergedSums.Run,
        """
        %1: double = %x.100 * %y.101
        accumulate %b.104[%n.102] += %1
        accumulate %b.104[%n.102] += %1
        yield %1
        """,
        """
        %1: double = %x.100 * %y.101
        %106: double = 2
        %107: double = %106 * %1
        accumulate %b.104[%n.102] += %107
        yield %1
        """);

    [Fact]
    public void NotPastARead() => PassText.Unchanged(
        MergedSums.Run,
        """
        %1: int = 0
        accumulate %b.104[%1] += %x.100
        %2: double = %b.104[%n.102]
        accumulate %b.104[%1] += %2
        yield %2
        """);

    [Fact]
    public void NotPastALoopThatWrites() => PassText.Unchanged(
        MergedSums.Run,
        """
        %1: int = 0
        accumulate %b.104[%1] += %x.100
        for %j.3: int from %1 to %n.102 step 1 () {
          store %b.104[%j.3] = %y.101
        }
        accumulate %b.104[%1] += %y.101
        yield %x.100
        """);

    [Fact]
    public void NotToOtherElements() => PassText.Unchanged(
        MergedSums.Run,
        """
        accumulate %b.104[%n.102] += %x.100
        accumulate %b.104[%m.103] += %x.100
        accumulate %w.105[%n.102] += %x.100
        yield %x.100
        """);

    [Fact]
    public void SumToAZero() => PassText.Check(
        MergedSums.Run,
        """
        %1: int = 0
        %2: double = 0
        %3: double = %b.104[%1]
        store %b.104[%1] = %2
        accumulate %w.105[%1] += %x.100
        accumulate %b.104[%1] += %x.100
        accumulate %b.104[%1] += %y.101
        accumulate %b.104[%n.102] += %3
        accumulate %b.104[%1] += %3
        yield %3
        """,
        """
        %1: int = 0
        %2: double = 0
        %3: double = %b.104[%1]
        accumulate %w.105[%1] += %x.100
        %106: double = %x.100 + %y.101
        store %b.104[%1] = %106
        accumulate %b.104[%n.102] += %3
        accumulate %b.104[%1] += %3
        yield %3
        """);

    [Fact]
    public void NotToAZeroThatWasAddedToByAnotherName() => PassText.Unchanged(
        MergedSums.Run,
        """
        %1: int = 0
        %2: double = 0
        store %b.104[%1] = %2
        accumulate %b.104[%n.102] += %x.100
        accumulate %b.104[%1] += %x.100
        yield %2
        """);

    [Fact]
    public void NotToAZeroThatWasRead() => PassText.Unchanged(
        MergedSums.Run,
        """
        %1: int = 0
        %2: double = 0
        store %b.104[%1] = %2
        %3: double = %b.104[%n.102]
        accumulate %b.104[%1] += %x.100
        yield %3
        """);
}
