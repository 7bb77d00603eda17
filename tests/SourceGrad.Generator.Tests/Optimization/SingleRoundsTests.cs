using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>A loop that surely has one round is its body, one that surely has none is nothing; any other stays.</summary>
public sealed class SingleRoundsTests
{
    [Fact]
    public void OneRoundIsTheBody() => PassText.Check(
        SingleRounds.Run,
        """
        %1: int = 3
        %2: int = 5
        %3: double = for %i.4: int from %1 to %2 step 2 (%5: double = %x.100) {
          store %b.104[%i.4] = %5
          %6: double = %5 * %y.101
          yield %6
        }
        yield %3
        """,
        """
        %1: int = 3
        %2: int = 5
        store %b.104[%1] = %x.100
        %6: double = %x.100 * %y.101
        yield %6
        """);

    [Fact]
    public void NoRoundIsNothing() => PassText.Check(
        SingleRounds.Run,
        """
        %1: int = 3
        %3: double = for %i.4: int from %1 to %1 step 1 (%5: double = %x.100) {
          store %b.104[%i.4] = %5
          yield %y.101
        }
        yield %3
        """,
        """
        %1: int = 3
        yield %x.100
        """);

    [Theory]
    [InlineData("%1: int = 0\n%2: int = 2", "%1", "%2")]
    [InlineData("%1: int = 0", "%1", "%n.102")]
    [InlineData("%1: int = 1", "%n.102", "%1")]
    public void OthersStay(string constants, string from, string to) => PassText.Unchanged(
        SingleRounds.Run,
        $$"""
        {{constants}}
        for %i.4: int from {{from}} to {{to}} step 1 () {
          store %b.104[%i.4] = %x.100
        }
        yield %x.100
        """);
}
