using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What is linear in an iteration's adjoints is applied to their sum; only where nothing reads the result before and all else is the same in each iteration.</summary>
public sealed partial class PostponedAdjointsTests
{
    [Fact]
    public void ProductWithAMatrix() => PassText.Check(
        PostponedAdjoints.Run,
        Loop(),
        """
        %1: int = 0
        %2: double = 0
        %p.3: span<double> = allocate %n.102
        %q.4: span<double> = allocate %n.102
        %pSums.106: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %1 to %n.102 step 1 () {
            %7: double = %w.105[%i.5]
            accumulate %p.3[%r.6] += %7
          }
          for %c.8: int from %1 to %n.102 step 1 () {
            for %r.9: int from %1 to %n.102 step 1 () {
              %10: double = %p.3[%r.9]
              %16: double = %w.105[%n.102]
              %11: double = %10 * %16
            }
          }
          for %j.12: int from %1 to %n.102 step 1 () {
            %107: double = %p.3[%j.12]
            accumulate %pSums.106[%j.12] += %107
            store %p.3[%j.12] = %2
          }
          for %j.13: int from %1 to %n.102 step 1 () {
            %14: double = %q.4[%j.13]
            %15: double = %14 * %x.100
          }
        }
        %108: bool = %m.103 > %1
        if %108 {
          for %c.109: int from %1 to %n.102 step 1 () {
            for %r.110: int from %1 to %n.102 step 1 () {
              %111: double = %pSums.106[%r.110]
              %112: double = %w.105[%n.102]
              %113: double = %111 * %112
              accumulate %q.4[%c.109] += %113
            }
          }
          for %j.114: int from %1 to %n.102 step 1 () {
            %115: double = %q.4[%j.114]
            store %q.4[%j.114] = %2
            %116: double = %115 * %x.100
            accumulate %b.104[%j.114] += %116
          }
        }
        yield %x.100
        """);

    [Fact]
    public void NotWhatAppearsInABranch() => PassText.Unchanged(PostponedAdjoints.Run, Loop(product: """
        %20: bool = %x.100 < %y.101
        if %20 {
          accumulate %q.4[%c.8] += %11
        } else {
        }
        """));

    [Fact]
    public void NotPastASumThatIsRead() => PassText.Unchanged(PostponedAdjoints.Run, Loop(end: "%21: double = %b.104[%1]\naccumulate %w.105[%1] += %21"));

    [Fact]
    public void NotWhereTheSourceGrowsLater() => PassText.Unchanged(PostponedAdjoints.Run, Loop(product: """
        accumulate %q.4[%c.8] += %11
        accumulate %p.3[%c.8] += %y.101
        """));

    [Fact]
    public void NotAResultThatIsSquared() => PassText.Unchanged(PostponedAdjoints.Run, Loop(result: "%14 * %14"));

    [Fact]
    public void NotAResultAtAPlaceThatMoves() => PassText.Unchanged(PostponedAdjoints.Run, Loop(place: "%i.5"));

    [Fact]
    public void NotASourceAtAPlaceThatMoves() => PassText.Unchanged(PostponedAdjoints.Run, Loop(source: "%i.5"));

    [Fact]
    public void NotThroughAChoiceThatDiffers() => PassText.Unchanged(PostponedAdjoints.Run, Loop(product: """
        %20: double = %w.105[%i.5]
        %21: bool = %20 < %y.101
        %22: double = %21 ? %11 : %2
        accumulate %q.4[%c.8] += %22
        """));

    [Fact]
    public void NotWhatABranchHandsOn() => PassText.Unchanged(PostponedAdjoints.Run, Loop(result: "%14 * %x.100", end: """
        for %j.30: int from %1 to %n.102 step 1 () {
          %31: double = %q.4[%j.30]
          %32: bool = %x.100 < %y.101
          %33: double = if %32 {
            yield %31
          } else {
            yield %2
          }
          accumulate %b.104[%j.30] += %33
        }
        """));

    [Fact]
    public void NotASumWithSomethingElse() => PassText.Unchanged(PostponedAdjoints.Run, Loop(product: """
        %20: double = %10 + %16
        accumulate %q.4[%c.8] += %20
        """));

    [Fact]
    public void NotWhatALoopSetsToSomethingElse() => PassText.Unchanged(PostponedAdjoints.Run, Loop(columns: """
        for %c.8: int from %1 to %n.102 step 1 () {
          %50: double = for %r.9: int from %1 to %n.102 step 1 (%51: double = %2) {
            %10: double = %p.3[%r.9]
            %11: double = %10 * %51
            yield %x.100
          }
          accumulate %q.4[%c.8] += %50
        }
        """));

    [Fact]
    public void NotWhatALoopStartsWithSomethingElse() => PassText.Unchanged(PostponedAdjoints.Run, Loop(columns: """
        for %c.8: int from %1 to %n.102 step 1 () {
          %50: double = for %r.9: int from %1 to %n.102 step 1 (%51: double = %x.100) {
            %10: double = %p.3[%r.9]
            %11: double = %10 * %y.101
            %52: double = %51 + %11
            yield %52
          }
          accumulate %q.4[%c.8] += %50
        }
        """));

    [Fact]
    public void NotWhatIsStoredInTheEnd() => PassText.Unchanged(PostponedAdjoints.Run, Loop(end: """
        for %j.60: int from %1 to %n.102 step 1 () {
          %61: double = %q.4[%j.60]
          %62: double = %61 * %x.100
          %63: double = %62 * %y.101
          store %b.104[%j.60] = %63
        }
        """));

    [Fact]
    public void NotWhatIsAddedToAPlaceThatMoves() => PassText.Unchanged(PostponedAdjoints.Run, Loop(product: "accumulate %q.4[%i.5] += %11"));

    [Fact]
    public void NotWhereAnotherNumberIsLeft() => PassText.Unchanged(PostponedAdjoints.Run, Loop(left: "%x.100"));

    [Fact]
    public void NotWhereEverySecondIterationCounts() => PassText.Unchanged(PostponedAdjoints.Run, Loop().Replace("to %m.103 step 1", "to %m.103 step 2", StringComparison.Ordinal));

    /// <summary>What a loop carries may be linear too: the product is then a sum over the rows.</summary>
    [Fact]
    public void SumsThatALoopCarries() => PassText.Check(
        PostponedAdjoints.Run,
        Loop(columns: """
            for %c.8: int from %1 to %n.102 step 1 () {
              %50: double = for %r.9: int from %1 to %n.102 step 1 (%51: double = %2) {
                %10: double = %p.3[%r.9]
                %11: double = %10 * %x.100
                %52: double = %51 + %11
                yield %52
              }
              accumulate %q.4[%c.8] += %50
            }
            """),
        """
        %1: int = 0
        %2: double = 0
        %p.3: span<double> = allocate %n.102
        %q.4: span<double> = allocate %n.102
        %pSums.106: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %1 to %n.102 step 1 () {
            %7: double = %w.105[%i.5]
            accumulate %p.3[%r.6] += %7
          }
          for %c.8: int from %1 to %n.102 step 1 () {
            %50: double = for %r.9: int from %1 to %n.102 step 1 (%51: double = %2) {
              %10: double = %p.3[%r.9]
              %11: double = %10 * %x.100
              %52: double = %51 + %11
              yield %52
            }
          }
          for %j.12: int from %1 to %n.102 step 1 () {
            %107: double = %p.3[%j.12]
            accumulate %pSums.106[%j.12] += %107
            store %p.3[%j.12] = %2
          }
          for %j.13: int from %1 to %n.102 step 1 () {
            %14: double = %q.4[%j.13]
            %15: double = %14 * %x.100
          }
        }
        %108: bool = %m.103 > %1
        if %108 {
          for %c.109: int from %1 to %n.102 step 1 () {
            %115: double = for %r.110: int from %1 to %n.102 step 1 (%111: double = %2) {
              %112: double = %pSums.106[%r.110]
              %113: double = %112 * %x.100
              %114: double = %111 + %113
              yield %114
            }
            accumulate %q.4[%c.109] += %115
          }
          for %j.116: int from %1 to %n.102 step 1 () {
            %117: double = %q.4[%j.116]
            store %q.4[%j.116] = %2
            %118: double = %117 * %x.100
            accumulate %b.104[%j.116] += %118
          }
        }
        yield %x.100
        """);

    private static string Loop(
        string factor = "%w.105[%n.102]",
        string product = "accumulate %q.4[%c.8] += %11",
        string result = "%14 * %x.100",
        string end = "",
        string place = "%j.13",
        string source = "%r.9",
        string outside = "",
        string begin = "",
        string left = "%2",
        string? columns = null) => $$"""
        %1: int = 0
        %2: double = 0
        %p.3: span<double> = allocate %n.102
        %q.4: span<double> = allocate %n.102
        {{outside}}
        for %i.5: int from %1 to %m.103 step 1 () {
          {{begin}}
          for %r.6: int from %1 to %n.102 step 1 () {
            %7: double = %w.105[%i.5]
            accumulate %p.3[%r.6] += %7
          }
          {{columns ?? $$"""
            for %c.8: int from %1 to %n.102 step 1 () {
              for %r.9: int from %1 to %n.102 step 1 () {
                %10: double = %p.3[{{source}}]
                %16: double = {{factor}}
                %11: double = %10 * %16
                {{product}}
              }
            }
            """}}
          for %j.12: int from %1 to %n.102 step 1 () {
            store %p.3[%j.12] = %2
          }
          for %j.13: int from %1 to %n.102 step 1 () {
            %14: double = %q.4[{{place}}]
            store %q.4[%j.13] = {{left}}
            %15: double = {{result}}
            accumulate %b.104[%j.13] += %15
          }
          {{end}}
        }
        yield %x.100
        """;
}
