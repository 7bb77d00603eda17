using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>Of two sums to neighbours one takes in the other, or that gets a loop of its own; both compute again what they add, only where that is the same.</summary>
public sealed class OverlappingSumsTests
{
    private const string Own = "accumulate %w.105[%i.4] += %10";

    [Fact]
    public void ARoundGathersWhatItsNeighbourWouldAdd() => PassText.Check(
        Run,
        Loop("accumulate %w.105[%6] += %9", Own),
        """
        %1: int = 0
        %2: int = 1
        %13: int = 100
        %116: bool = %1 < %n.102
        %s.115: double = if %116 {
          %108: int = %1 + %2
          %109: int = %1 + %13
          %110: double = %b.104[%1]
          %111: double = %b.104[%108]
          %112: double = %110 * %111
          %113: double = %112 * %110
          accumulate %w.105[%1] += %113
          %114: double = %x.100 + %112
          yield %114
        } else {
          yield %x.100
        }
        %124: int = 1
        %125: int = %1 + %124
        %s.11: double = for %i.4: int from %125 to %n.102 step 1 (%s.5: double = %s.115) {
          %6: int = %i.4 + %2
          %3: int = %i.4 + %13
          %7: double = %b.104[%i.4]
          %8: double = %b.104[%6]
          %9: double = %7 * %8
          %10: double = %9 * %7
          %117: int = 1
          %118: int = %i.4 - %117
          %119: int = %118 + %2
          %120: double = %b.104[%118]
          %121: double = %b.104[%119]
          %122: double = %120 * %121
          %123: double = %10 + %122
          accumulate %w.105[%i.4] += %123
          %12: double = %s.5 + %9
          yield %12
        }
        %131: int = 1
        %132: int = %n.102 - %131
        %133: bool = %1 < %n.102
        if %133 {
          %127: int = %132 + %2
          %128: double = %b.104[%132]
          %129: double = %b.104[%127]
          %130: double = %128 * %129
          accumulate %w.105[%127] += %130
        }
        yield %s.11
        """);

    [Fact]
    public void FurtherApartASumGetsALoopOfItsOwn() => PassText.Check(
        Run,
        Loop("accumulate %w.105[%3] += %9", Own, "5"),
        """
        %1: int = 0
        %2: int = 1
        %13: int = 5
        %s.11: double = for %i.4: int from %1 to %n.102 step 1 (%s.5: double = %x.100) {
          %6: int = %i.4 + %2
          %3: int = %i.4 + %13
          %7: double = %b.104[%i.4]
          %8: double = %b.104[%6]
          %9: double = %7 * %8
          %10: double = %9 * %7
          accumulate %w.105[%i.4] += %10
          %12: double = %s.5 + %9
          yield %12
        }
        for %i.106: int from %1 to %n.102 step 1 () {
          %107: int = %i.106 + %2
          %108: int = %i.106 + %13
          %109: double = %b.104[%i.106]
          %110: double = %b.104[%107]
          %111: double = %109 * %110
          accumulate %w.105[%108] += %111
        }
        yield %s.11
        """);

    [Theory]
    [InlineData("100", "accumulate %w.105[%3] += %9")] // far away
    [InlineData("%n.102 + %n.102", "accumulate %w.105[%3] += %9")] // nobody knows how far
    [InlineData("1", "accumulate %w.105[%i.4] += %9")] // the same place
    [InlineData("1", "accumulate %w.105[%6] += %s.5", "accumulate %w.105[%i.4] += %s.5")] // what the loop carries
    [InlineData("1", "accumulate %w.105[%6] += %9\nstore %b.104[%i.4] = %x.100")] // read what is written
    public void NotWhere(string offset, string first, string second = Own) => PassText.Unchanged(Run, Loop(first, second, offset));

    [Fact]
    public void NotWhereTheSumIsRead() =>
        PassText.Unchanged(Run, Loop("accumulate %w.105[%6] += %9", Own).Replace("%7: double = %b.104", "%7: double = %w.105", StringComparison.Ordinal));

    private static Function Run(Function function) => OverlappingSums.Run(function, new Dictionary<Value, Value>(), []);

    private static string Loop(string first, string second, string offset = "100") => $$"""
        %1: int = 0
        %2: int = 1
        %13: int = {{offset}}
        %s.11: double = for %i.4: int from %1 to %n.102 step 1 (%s.5: double = %x.100) {
          %6: int = %i.4 + %2
          %3: int = %i.4 + %13
          %7: double = %b.104[%i.4]
          %8: double = %b.104[%6]
          %9: double = %7 * %8
          %10: double = %9 * %7
          {{first}}
          {{second}}
          %12: double = %s.5 + %9
          yield %12
        }
        yield %s.11
        """;
}
