using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Ir;

namespace SourceGrad.Generator.Tests.Optimization;

/// <content>Factors that differ between the iterations, and sums of different lengths.</content>
public sealed partial class PostponedAdjointsTests
{
    [Fact]
    public void NotWithAFactorThatDiffers() => PassText.Unchanged(PostponedAdjoints.Run, Loop(factor: "%w.105[%i.5]"));

    [Fact]
    public void NotWithARecordedFactorThatDiffers() => PassText.Unchanged(PostponedAdjoints.Run, Loop(
        factor: "%t.40[%r.9]",
        outside: "%t.40: tape<double> = tape %n.102",
        begin: """
            for %k.41: int from %1 to %n.102 step 1 () {
              %42: double = %w.105[%i.5]
              store %t.40[%k.41] = %42
            }
            """));

    [Fact]
    public void NotWithARecordedFactorThatIsTakenBack() => PassText.Unchanged(PostponedAdjoints.Run, Loop(
        factor: "pop %t.40",
        outside: "%t.40: stack<double> = stack",
        begin: """
            for %k.41: int from %1 to %n.102 step 1 () {
              %42: double = %w.105[%i.5]
              push %t.40, %42
            }
            """));

    [Fact]
    public void NotWithACarriedFactorThatStartsDifferently() => PassText.Unchanged(PostponedAdjoints.Run, Loop(columns: """
        %50: double = %w.105[%i.5]
        %51: double = for %c.8: int from %1 to %n.102 step 1 (%52: double = %50) {
          for %r.9: int from %1 to %n.102 step 1 () {
            %10: double = %p.3[%r.9]
            %11: double = %10 * %52
            accumulate %q.4[%c.8] += %11
          }
          yield %x.100
        }
        """));

    [Fact]
    public void NotWithACarriedFactorThatChangesDifferently() => PassText.Unchanged(PostponedAdjoints.Run, Loop(columns: """
        %51: double = for %c.8: int from %1 to %n.102 step 1 (%52: double = %x.100) {
          for %r.9: int from %1 to %n.102 step 1 () {
            %10: double = %p.3[%r.9]
            %11: double = %10 * %52
            accumulate %q.4[%c.8] += %11
          }
          %53: double = %w.105[%i.5]
          yield %53
        }
        """));

    [Fact]
    public void NotWhatIsSummedDifferentlyOften() => PassText.Unchanged(PostponedAdjoints.Run, Loop(columns: """
        for %c.8: int from %1 to %n.102 step 1 () {
          %50: double = for %r.9: int from %1 to %i.5 step 1 (%51: double = %2) {
            %10: double = %p.3[%1]
            %11: double = %10 * %x.100
            %52: double = %51 + %11
            yield %52
          }
          accumulate %q.4[%c.8] += %50
        }
        """));

    [Fact]
    public void NotWhatIsAddedDifferentlyOften() => PassText.Unchanged(PostponedAdjoints.Run, Loop(columns: """
        for %c.8: int from %1 to %n.102 step 1 () {
          for %r.9: int from %1 to %i.5 step 1 () {
            %10: double = %p.3[%1]
            %11: double = %10 * %x.100
            accumulate %q.4[%c.8] += %11
          }
        }
        """));

    [Fact]
    public void NotWithAFactorThatIsCountedDifferentlyOften() => PassText.Unchanged(PostponedAdjoints.Run, Loop(
        begin: """
            %60: double = for %k.61: int from %1 to %i.5 step 1 (%62: double = %x.100) {
              %63: double = %62 * %y.101
              yield %63
            }
            """,
        factor: "%x.100 * %60"));

    [Fact]
    public void NotWithAFactorThatAWhileLoopFinds() => PassText.Unchanged(PostponedAdjoints.Run, Loop(
        begin: """
            %60: double = while (%61: double = %x.100) {
              %62: double = %w.105[%i.5]
              %63: bool = %61 < %62
              yield %63
            } do {
              %64: double = %61 * %y.101
              yield %64
            }
            """,
        factor: "%x.100 * %60"));

    [Fact]
    public void Quotients() => AssertChanged(Loop(product: """
        %20: double = %10 / %x.100
        accumulate %q.4[%c.8] += %20
        """));

    [Fact]
    public void SumsOfSums() => AssertChanged(Loop(
        outside: "%z.70: span<double> = allocate %n.102",
        columns: """
            for %c.8: int from %1 to %n.102 step 1 () {
              for %r.9: int from %1 to %n.102 step 1 () {
                %10: double = %p.3[%r.9]
                %11: double = %10 * %x.100
                accumulate %z.70[%c.8] += %11
              }
            }
            for %c.71: int from %1 to %n.102 step 1 () {
              %72: double = %z.70[%c.71]
              store %z.70[%c.71] = %2
              accumulate %q.4[%c.71] += %72
            }
            """));

    [Fact]
    public void NotWhatIsStoredElsewhereInTheEnd() => PassText.Unchanged(PostponedAdjoints.Run, Loop(
        outside: "%z.70: span<double> = allocate %n.102",
        end: """
            for %j.60: int from %1 to %n.102 step 1 () {
              %61: double = %q.4[%j.60]
              %62: double = %61 * %x.100
              %63: double = %62 * %y.101
              store %z.70[%j.60] = %63
            }
            """));

    [Fact]
    public void NotPastASumThatIsReadIntoSomethingElse() => PassText.Unchanged(PostponedAdjoints.Run, Loop(
        outside: "%z.70: span<double> = allocate %n.102",
        end: """
            %21: double = %b.104[%1]
            store %z.70[%1] = %21
            """));

    private static void AssertChanged(string text)
    {
        Function function = IrText.Parse(PassText.Function(text)), changed = PostponedAdjoints.Run(function);
        Verifier.Verify(changed);
        Assert.NotEqual(Printer.Print(function), Printer.Print(changed));
    }
}
