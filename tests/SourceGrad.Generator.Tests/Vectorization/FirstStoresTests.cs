using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>What is added first to a gradient is stored; only where nothing has touched it before, and every element is set to zero that nothing is stored to.</summary>
public sealed class FirstStoresTests
{
    [Fact]
    public void ALoopOverSomeElementsClearsTheOthers() => PassText.Check(
        Run,
        """
        clear %w.105
        for %i.1: int from %n.102 to %m.103 step 1 () {
          accumulate %w.105[%i.1] += %x.100
        }
        yield %x.100
        """,
        """
        invoke `global::SourceGrad.Runtime.LaneMemory.ClearOutside<double>` 0 (written, value, value) (%w.105, %n.102, %m.103)
        for %i.1: int from %n.102 to %m.103 step 1 () {
          store %w.105[%i.1] = %x.100
        }
        yield %x.100
        """);

    [Fact]
    public void ALoopOverAllElementsClearsNone() => PassText.Check(
        Run,
        """
        clear %w.105
        %1: int = 0
        %2: int = length %w.105
        for %i.3: int from %1 to %2 step 1 () {
          accumulate %w.105[%i.3] += %x.100
        }
        yield %x.100
        """,
        """
        %1: int = 0
        %2: int = length %w.105
        for %i.3: int from %1 to %2 step 1 () {
          store %w.105[%i.3] = %x.100
        }
        yield %x.100
        """);

    [Fact]
    public void PartsAreClearedEachForItself() => PassText.Check(
        Run,
        """
        clear %w.105
        %1: int = 0
        %2: span<double> = slice %w.105, %1, %n.102
        %3: span<double> = slice %w.105, %n.102, %m.103
        accumulate %3[%1] += %x.100
        for %i.4: int from %1 to %n.102 step 1 () {
          accumulate %2[%i.4] += %x.100
        }
        yield %x.100
        """,
        """
        %1: int = 0
        %2: span<double> = slice %w.105, %1, %n.102
        %3: span<double> = slice %w.105, %n.102, %m.103
        clear %3
        %106: int = 0
        %107: int = %n.102 + %m.103
        invoke `global::SourceGrad.Runtime.LaneMemory.ClearOutside<double>` 0 (written, value, value) (%w.105, %106, %107)
        accumulate %3[%1] += %x.100
        for %i.4: int from %1 to %n.102 step 1 () {
          store %2[%i.4] = %x.100
        }
        yield %x.100
        """);

    [Theory]
    [InlineData("touched before", "accumulate %w.105[%m.103] += %y.101", "accumulate %w.105[%i.4] += %x.100")]
    [InlineData("touched by a view before", "%5: span<double> = slice %w.105, %n.102, %m.103\naccumulate %5[%1] += %y.101", "accumulate %w.105[%i.4] += %x.100")]
    [InlineData("cleared once more", "clear %w.105", "accumulate %w.105[%n.102] += %x.100")]
    [InlineData("one element", "", "accumulate %w.105[%n.102] += %x.100")]
    [InlineData("read in the same round", "", "%6: double = %w.105[%i.4]\naccumulate %w.105[%i.4] += %6")]
    [InlineData("added to twice", "", "accumulate %w.105[%i.4] += %x.100\naccumulate %w.105[%i.4] += %y.101")]
    [InlineData("not in every round", "", "%6: bool = %x.100 > %y.101\nif %6 {\naccumulate %w.105[%i.4] += %x.100\n} else {\n}")]
    public void NotWhere(string what, string before, string body) => Assert.NotEmpty(Unchanged(what, $$"""
        clear %w.105
        %1: int = 0
        {{before}}
        for %i.4: int from %1 to %n.102 step 1 () {
          {{body}}
        }
        yield %x.100
        """));

    [Theory]
    [InlineData("parts that overlap", "%2: span<double> = slice %w.105, %1, %m.103\n%3: span<double> = slice %w.105, %n.102, %m.103")]
    [InlineData("parts with a gap", "%2: span<double> = slice %w.105, %1, %n.102\n%3: span<double> = slice %w.105, %m.103, %m.103")]
    [InlineData("the first elements in none", "%2: span<double> = slice %w.105, %n.102, %m.103\n%5: int = %n.102 + %m.103\n%3: span<double> = slice %w.105, %5, %m.103")]
    [InlineData("the whole besides", "%2: span<double> = slice %w.105, %1, %n.102\n%3: span<double> = slice %w.105, %n.102, %m.103\naccumulate %w.105[%n.102] += %y.101")]
    public void NotBy(string what, string parts) => Assert.NotEmpty(Unchanged(what, $$"""
        clear %w.105
        %1: int = 0
        {{parts}}
        accumulate %3[%1] += %x.100
        for %i.4: int from %1 to %n.102 step 1 () {
          accumulate %2[%i.4] += %x.100
        }
        yield %x.100
        """));

    private static string Unchanged(string what, string text)
    {
        PassText.Unchanged(Run, text);
        return what;
    }

    private static Function Run(Function function) => FirstStores.Run(function, new Dictionary<Value, Value>(), [], []);
}
