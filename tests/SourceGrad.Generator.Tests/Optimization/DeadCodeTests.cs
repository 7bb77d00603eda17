using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What nothing needs goes; what can be seen stays.</summary>
public sealed class DeadCodeTests
{
    [Fact]
    public void CarriedForItselfOnly() => PassText.Check(
        DeadCode.Run,
        """
        %1: int = 0
        %2: double = 1
        %t.3: stack<double> = stack
        %4: double, %5: double = for %i.6: int from %1 to %n.102 step 1 (%s.7: double = %x.100, %p.8: double = %2) {
          push %t.3, %s.7
          %9: double = %s.7 + %y.101
          %10: double = %p.8 * %y.101
          yield %9, %10
        }
        yield %4
        """,
        """
        %1: int = 0
        %4: double = for %i.6: int from %1 to %n.102 step 1 (%s.7: double = %x.100) {
          %9: double = %s.7 + %y.101
          yield %9
        }
        yield %4
        """);

    [Fact]
    public void TwoThatNeedEachOtherOnly() => PassText.Check(
        DeadCode.Run,
        """
        %1: int = 0
        %2: double, %3: double, %4: double = for %i.5: int from %1 to %n.102 step 1 (%6: double = %x.100, %7: double = %x.100, %8: double = %y.101) {
          %9: double = %8 * %y.101
          yield %7, %6, %9
        }
        yield %4
        """,
        """
        %1: int = 0
        %4: double = for %i.5: int from %1 to %n.102 step 1 (%8: double = %y.101) {
          %9: double = %8 * %y.101
          yield %9
        }
        yield %4
        """);

    [Fact]
    public void UsersLoadMayThrow() => PassText.Unchanged(
        DeadCode.Run,
        """
        %1: double = %b.104[%n.102]  # double unused = b[n];
        yield %x.100
        """);

    [Fact]
    public void OwnLoadIsDropped() => PassText.Check(
        DeadCode.Run,
        """
        %1: double = %b.104[%n.102]  // double unused = b[n];
        yield %x.100
        """,
        """
        yield %x.100
        """);

    [Fact]
    public void UsersDivisionMayThrow() => PassText.Check(
        DeadCode.Run,
        """
        %1: int = %n.102 / %m.103  # int unused = n / m;
        %2: double = %x.100 / %y.101  # double unused = x / y;
        yield %x.100
        """,
        """
        %1: int = %n.102 / %m.103  # int unused = n / m;
        yield %x.100
        """);

    [Fact]
    public void OwnScratchThatNobodyReads() => PassText.Check(
        DeadCode.Run,
        """
        %1: span<double> = allocate %n.102
        store %1[%m.103] = %x.100  // t[m] = x;
        clear %1  // t[m] = x;
        store %b.104[%m.103] = %x.100  // t[m] = x;
        yield %x.100
        """,
        """
        store %b.104[%m.103] = %x.100  // t[m] = x;
        yield %x.100
        """);

    [Fact]
    public void OwnScratchReadThroughAView() => PassText.Unchanged(
        DeadCode.Run,
        """
        %1: span<double> = allocate %n.102
        %2: span<double> = slice %1, %m.103, %m.103
        store %1[%m.103] = %x.100  // t[m] = x;
        %3: double = %2[%m.103]  // t[m] = x;
        yield %3
        """);

    [Fact]
    public void GuardsAndWhatTheyRead() => PassText.Unchanged(
        DeadCode.Run,
        """
        %1: double = %x.100 * %y.101
        %2: double = %x.100 - %y.101
        %3: bool = %1 < %x.100
        if %3 {
          diverge `throw new E({0})` (%2)
        }
        yield %x.100
        """);

    [Fact]
    public void BranchThatDoesNothing() => PassText.Check(
        DeadCode.Run,
        """
        %1: bool = %x.100 < %y.101
        if %1 {
          %2: double = %x.100 * %y.101
        }
        yield %x.100
        """,
        """
        yield %x.100
        """);
}
