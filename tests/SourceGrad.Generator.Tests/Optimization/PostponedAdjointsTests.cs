using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What is linear in an iteration's adjoints is applied to their sum; only where nothing reads the result before and all else is the same in each iteration.</summary>
public sealed class PostponedAdjointsTests
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
    public void NotWithAFactorThatDiffers() => PassText.Unchanged(PostponedAdjoints.Run, Loop(factor: "%w.105[%i.5]"));

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

    private static string Loop(string factor = "%w.105[%n.102]", string product = "accumulate %q.4[%c.8] += %11", string result = "%14 * %x.100", string end = "") => $$"""
        %1: int = 0
        %2: double = 0
        %p.3: span<double> = allocate %n.102
        %q.4: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %1 to %n.102 step 1 () {
            %7: double = %w.105[%i.5]
            accumulate %p.3[%r.6] += %7
          }
          for %c.8: int from %1 to %n.102 step 1 () {
            for %r.9: int from %1 to %n.102 step 1 () {
              %10: double = %p.3[%r.9]
              %16: double = {{factor}}
              %11: double = %10 * %16
              {{product}}
            }
          }
          for %j.12: int from %1 to %n.102 step 1 () {
            store %p.3[%j.12] = %2
          }
          for %j.13: int from %1 to %n.102 step 1 () {
            %14: double = %q.4[%j.13]
            store %q.4[%j.13] = %2
            %15: double = {{result}}
            accumulate %b.104[%j.13] += %15
          }
          {{end}}
        }
        yield %x.100
        """;
}
