using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Operations that were computed before, and memory that changed in between.</summary>
public sealed class CommonSubexpressionsTests
{
    [Fact]
    public void CommutedOperands() => PassText.Check(
        CommonSubexpressions.Run,
        """
        %1: double = %x.100 * %y.101
        %2: double = %y.101 * %x.100
        %3: double = %1 - %2
        yield %3
        """,
        """
        %1: double = %x.100 * %y.101
        %3: double = %1 - %1
        yield %3
        """);

    [Fact]
    public void DifferencesDoNotCommute() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: double = %x.100 - %y.101
        %2: double = %y.101 - %x.100
        %3: double = %1 * %2
        yield %3
        """);

    [Fact]
    public void SpellingsOfOneFunction() => PassText.Check(
        CommonSubexpressions.Run,
        """
        %1: double = System.Math.Cbrt(%x.100)
        %2: double = double.Cbrt(%x.100)
        %3: double = %1 * %2
        yield %3
        """,
        """
        %1: double = System.Math.Cbrt(%x.100)
        %3: double = %1 * %1
        yield %3
        """);

    [Fact]
    public void LoadAcrossAStoreElsewhere() => PassText.Check(
        CommonSubexpressions.Run,
        """
        %1: double = %b.104[%n.102]
        store %w.105[%n.102] = %x.100
        %2: double = %b.104[%n.102]
        %3: double = %1 * %2
        yield %3
        """,
        """
        %1: double = %b.104[%n.102]
        store %w.105[%n.102] = %x.100
        %3: double = %1 * %1
        yield %3
        """);

    [Fact]
    public void LoadAfterAStoreToTheSameBuffer() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: double = %b.104[%n.102]
        store %b.104[%m.103] = %x.100
        %2: double = %b.104[%n.102]
        %3: double = %1 * %2
        yield %3
        """);

    [Fact]
    public void LoadAfterAStoreThroughAView() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: span<double> = slice %b.104, %n.102, %m.103
        %2: double = %b.104[%n.102]
        store %1[%m.103] = %x.100
        %3: double = %b.104[%n.102]
        %4: double = %2 * %3
        yield %4
        """);

    [Fact]
    public void StoredValueIsForwarded() => PassText.Check(
        CommonSubexpressions.Run,
        """
        store %b.104[%n.102] = %x.100
        %1: double = %b.104[%n.102]
        yield %1
        """,
        """
        store %b.104[%n.102] = %x.100
        yield %x.100
        """);

    [Fact]
    public void LoopWritesBeforeItsFirstRound() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: int = 0
        %2: double = %b.104[%1]
        %3: double = for %i.4: int from %1 to %n.102 step 1 (%5: double = %x.100) {
          %6: double = %b.104[%1]
          %7: double = %5 * %6
          store %b.104[%i.4] = %7
          yield %7
        }
        %8: double = %2 + %3
        yield %8
        """);

    [Fact]
    public void TestOfAWhileThatWrites() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: double = %b.104[%n.102]
        %2: double = while (%3: double = %x.100) {
          store %b.104[%n.102] = %3
          %4: bool = %3 < %y.101
          yield %4
        } do {
          %5: double = %3 + %y.101
          yield %5
        }
        %6: double = %b.104[%n.102]
        %7: double = %1 * %6
        %8: double = %7 + %2
        yield %8
        """);

    [Fact]
    public void OneArmDoesNotSeeTheOther() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: bool = %x.100 < %y.101
        %2: double = if %1 {
          %3: double = %x.100 * %y.101
          yield %3
        } else {
          %4: double = %x.100 * %y.101
          %5: double = -%4
          yield %5
        }
        yield %2
        """);

    [Fact]
    public void ArmSeesWhatTheSameArmHandedOn() => PassText.Check(
        CommonSubexpressions.Run,
        """
        %1: bool = %x.100 < %y.101
        %2: double = if %1 {
          %3: double = System.Math.Sqrt(%y.101)
          %4: double = System.Math.Cos(%3)
          yield %4
        } else {
          yield %x.100
        }
        %5: double = if %1 {
          %6: double = System.Math.Sqrt(%y.101)
          %7: double = System.Math.Cos(%6)
          %8: double = %6 * %7
          yield %8
        } else {
          %9: double = System.Math.Sqrt(%y.101)
          %10: double = System.Math.Cos(%9)
          yield %10
        }
        %11: double = %2 * %5
        yield %11
        """,
        """
        %1: bool = %x.100 < %y.101
        %2: double = if %1 {
          %3: double = System.Math.Sqrt(%y.101)
          %4: double = System.Math.Cos(%3)
          yield %4
        } else {
          yield %x.100
        }
        %5: double = if %1 {
          %6: double = System.Math.Sqrt(%y.101)
          %8: double = %6 * %2
          yield %8
        } else {
          %9: double = System.Math.Sqrt(%y.101)
          %10: double = System.Math.Cos(%9)
          yield %10
        }
        %11: double = %2 * %5
        yield %11
        """);

    [Fact]
    public void ArmSeesNoLoadOfWhatWasWrittenSince() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: bool = %x.100 < %y.101
        %2: double = if %1 {
          %3: double = %w.105[%n.102]
          yield %3
        } else {
          yield %x.100
        }
        store %w.105[%n.102] = %y.101
        store %w.105[%n.102] = %2
        accumulate %w.105[%n.102] += %x.100
        %4: double = if %1 {
          %5: double = %w.105[%n.102]
          yield %5
        } else {
          yield %y.101
        }
        %6: double = %2 * %4
        yield %6
        """);

    [Fact]
    public void ArmOfAnotherConditionSeesNothing() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: bool = %x.100 < %y.101
        %2: bool = %y.101 < %x.100
        %3: double = if %1 {
          %4: double = System.Math.Cos(%y.101)
          yield %4
        } else {
          yield %x.100
        }
        %5: double = if %2 {
          %6: double = System.Math.Cos(%y.101)
          yield %6
        } else {
          yield %y.101
        }
        %7: double = %3 * %5
        yield %7
        """);

    [Fact]
    public void PopsAreNeverOne() => PassText.Unchanged(
        CommonSubexpressions.Run,
        """
        %1: stack<double> = stack
        push %1, %x.100
        push %1, %y.101
        %2: double = pop %1
        %3: double = pop %1
        %4: double = %2 - %3
        yield %4
        """);
}
