using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Reverse loops that only add may run upwards; all others must not.</summary>
public sealed class LoopDirectionTests
{
    [Fact]
    public void Sums() => PassText.Check(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: double = for %j.3: int from %1 to %n.102 step 1 reversed (%4: double = %x.100) {
          %5: double = %w.105[%j.3]
          %6: double = %5 * %y.101
          accumulate %b.104[%j.3] += %6
          %7: double = %4 + %5
          yield %7
        }
        yield %2
        """,
        """
        %1: int = 0
        %2: double = for %j.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: double = %w.105[%j.3]
          %6: double = %5 * %y.101
          accumulate %b.104[%j.3] += %6
          %7: double = %4 + %5
          yield %7
        }
        yield %2
        """);

    [Fact]
    public void InnerLoopsAndWhilesThatAdd() => PassText.Check(
        LoopDirection.Run,
        """
        %1: int = 0
        for %j.3: int from %1 to %n.102 step 1 reversed () {
          %4: double = %w.105[%j.3]
          %5: double = while (%6: double = %4) {
            %7: bool = %6 < %x.100
            yield %7
          } do {
            %8: double = %6 * %y.101
            yield %8
          }
          for %k.9: int from %1 to %j.3 step 1 reversed () {
            accumulate %b.104[%k.9] += %5
          }
        }
        yield %x.100
        """,
        """
        %1: int = 0
        for %j.3: int from %1 to %n.102 step 1 () {
          %4: double = %w.105[%j.3]
          %5: double = while (%6: double = %4) {
            %7: bool = %6 < %x.100
            yield %7
          } do {
            %8: double = %6 * %y.101
            yield %8
          }
          for %k.9: int from %1 to %j.3 step 1 () {
            accumulate %b.104[%k.9] += %5
          }
        }
        yield %x.100
        """);

    [Fact]
    public void UsersOwnLoopStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 reversed (%4: double = %x.100) {  # for (int i = n - 1; i >= 0; i--)
        %5: double = %w.105[%i.3]
        %6: double = %4 + %5
        yield %6
        }
        yield %2
        """);

    [Fact]
    public void CarriedProductStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 reversed (%4: double = %x.100) {
        %5: double = %w.105[%i.3]
        %6: double = %4 * %5
        yield %6
        }
        yield %2
        """);

    [Fact]
    public void SumThatIsReadStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 reversed (%4: double = %x.100) {
        accumulate %b.104[%i.3] += %4
        %5: double = %w.105[%i.3]
        %6: double = %4 + %5
        yield %6
        }
        yield %2
        """);

    [Fact]
    public void SumCarriedIntoAWhileStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 reversed (%4: double = %x.100) {
          %5: double = while (%6: double = %4) {
            %7: bool = %6 < %y.101
            yield %7
          } do {
            %8: double = %6 + %y.101
            yield %8
          }
          yield %5
        }
        yield %2
        """);

    [Fact]
    public void LoadOfWhatIsAccumulatedStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        for %i.3: int from %1 to %n.102 step 1 reversed () {
        %4: double = %b.104[%m.103]
        accumulate %b.104[%i.3] += %4
        }
        yield %x.100
        """);

    [Fact]
    public void LoadThroughAViewStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: span<double> = slice %b.104, %m.103, %n.102
        for %i.3: int from %1 to %n.102 step 1 reversed () {
        %4: double = %2[%m.103]
        accumulate %b.104[%i.3] += %4
        }
        yield %x.100
        """);

    [Fact]
    public void LoadInTheTestOfAWhileStays() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        for %i.3: int from %1 to %n.102 step 1 reversed () {
          %4: double = while (%5: double = %x.100) {
            %6: double = %b.104[%m.103]
            %7: bool = %5 < %6
            yield %7
          } do {
            %8: double = %5 + %y.101
            yield %8
          }
          accumulate %b.104[%i.3] += %4
        }
        yield %x.100
        """);

    [Fact]
    public void StoresStay() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        for %i.3: int from %1 to %n.102 step 1 reversed () {
        store %b.104[%m.103] = %x.100
        }
        yield %x.100
        """);

    [Fact]
    public void CopiesStay() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        for %i.3: int from %1 to %n.102 step 1 reversed () {
        %4: span<double> = slice %w.105, %i.3, %m.103
        %5: span<double> = slice %b.104, %m.103, %m.103
        copy %4 to %5
        }
        yield %x.100
        """);

    [Fact]
    public void PopsStay() => PassText.Unchanged(
        LoopDirection.Run,
        """
        %1: int = 0
        %2: stack<double> = stack
        for %i.3: int from %1 to %n.102 step 1 reversed () {
        %4: double = pop %2
        accumulate %b.104[%i.3] += %4
        }
        yield %x.100
        """);
}
