using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What is the same in every round leaves the loop, if it cannot throw.</summary>
public sealed class LoopInvariantsTests
{
    [Fact]
    public void CallOfOuterValues() => PassText.Check(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: double = -%y.101
          %6: double = System.Math.Exp(%5)
          %7: double = %4 + %6
          yield %7
        }
        yield %2
        """,
        """
        %1: int = 0
        %5: double = -%y.101
        %6: double = System.Math.Exp(%5)
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %7: double = %4 + %6
          yield %7
        }
        yield %2
        """);

    [Fact]
    public void OutOfTwoLoops() => PassText.Check(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: double = for %j.6: int from %1 to %n.102 step 1 (%7: double = %4) {
            %8: double = System.Math.Exp(%y.101)
            %9: double = %7 + %8
            yield %9
          }
          yield %5
        }
        yield %2
        """,
        """
        %1: int = 0
        %8: double = System.Math.Exp(%y.101)
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: double = for %j.6: int from %1 to %n.102 step 1 (%7: double = %4) {
            %9: double = %7 + %8
            yield %9
          }
          yield %5
        }
        yield %2
        """);

    /// <summary>Without rounds it would not have thrown.</summary>
    [Fact]
    public void IntegerDivisionStays() => PassText.Unchanged(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: int = %n.102 / %m.103
          %6: double = convert %5
          %7: double = %4 + %6
          yield %7
        }
        yield %2
        """);

    [Fact]
    public void LoadStays() => PassText.Unchanged(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: double = %b.104[%n.102]
          %6: double = System.Math.Exp(%5)
          %7: double = %4 + %6
          store %b.104[%i.3] = %7
          yield %7
        }
        yield %2
        """);

    /// <summary>It may throw.</summary>
    [Fact]
    public void UsersFunctionStays() => PassText.Unchanged(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double = for %i.3: int from %1 to %n.102 step 1 (%4: double = %x.100) {
          %5: double = Demo.Functions.G(%y.101)
          %6: double = %4 + %5
          yield %6
        }
        yield %2
        """);

    [Fact]
    public void CarriedUnchanged() => PassText.Check(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double, %3: double = for %i.4: int from %1 to %n.102 step 1 (%5: double = %x.100, %6: double = %y.101) {
          %7: double = %5 * %6
          yield %7, %6
        }
        %8: double = %2 + %3
        yield %8
        """,
        """
        %1: int = 0
        %2: double = for %i.4: int from %1 to %n.102 step 1 (%5: double = %x.100) {
          %7: double = %5 * %y.101
          yield %7
        }
        %8: double = %2 + %y.101
        yield %8
        """);

    [Fact]
    public void TwoThatSwapAreNotUnchanged() => PassText.Unchanged(
        LoopInvariants.Run,
        """
        %1: int = 0
        %2: double, %3: double = for %i.4: int from %1 to %n.102 step 1 (%5: double = %x.100, %6: double = %y.101) {
          yield %6, %5
        }
        %7: double = %2 - %3
        yield %7
        """);
}
