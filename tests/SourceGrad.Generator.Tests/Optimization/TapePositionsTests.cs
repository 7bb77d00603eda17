using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What counted loops push and pop has a place by their indices; what anything else pushes stays a stack.</summary>
public sealed class TapePositionsTests
{
    [Fact]
    public void LoopInALoop() => PassText.Check(
        TapePositions.Run,
        """
        %1: int = 0
        %tape.2: stack<double> = stack
        for %i.3: int from %1 to %n.102 step 1 () {
          for %j.4: int from %1 to %m.103 step 1 () {
            %5: double = %b.104[%j.4]
            push %tape.2, %5
          }
        }
        for %i.6: int from %1 to %n.102 step 1 reversed () {
          for %j.7: int from %1 to %m.103 step 1 reversed () {
            %8: double = pop %tape.2
            accumulate %w.105[%j.7] += %8
          }
        }
        yield %x.100
        """,
        """
        %1: int = 0
        %106: int = SourceGrad.Runtime.Tape.Places(%n.102, %m.103)
        %tape.2: tape<double> = tape %106
        for %i.3: int from %1 to %n.102 step 1 () {
          for %j.4: int from %1 to %m.103 step 1 () {
            %5: double = %b.104[%j.4]
            %107: int = %i.3 * %m.103
            %108: int = %107 + %j.4
            store %tape.2[%108] = %5
          }
        }
        for %i.6: int from %1 to %n.102 step 1 reversed () {
          for %j.7: int from %1 to %m.103 step 1 reversed () {
            %109: int = %i.6 * %m.103
            %110: int = %109 + %j.7
            %8: double = %tape.2[%110]
            accumulate %w.105[%j.7] += %8
          }
        }
        yield %x.100
        """);

    [Fact]
    public void TheSameValueTwice() => PassText.Check(
        TapePositions.Run,
        """
        %1: int = 1
        %tape.2: stack<double> = stack
        %tape.3: stack<double> = stack
        for %i.4: int from %1 to %n.102 step 1 () {
          %5: double = %b.104[%i.4]
          push %tape.2, %5
          push %tape.3, %5
        }
        for %i.6: int from %1 to %n.102 step 1 reversed () {
          %7: double = pop %tape.3
          %8: double = pop %tape.2
          %9: double = %7 * %8
          accumulate %w.105[%i.6] += %9
        }
        yield %x.100
        """,
        """
        %1: int = 1
        %106: int = 1
        %107: int = %n.102 - %106
        %tape.2: tape<double> = tape %107
        for %i.4: int from %1 to %n.102 step 1 () {
          %5: double = %b.104[%i.4]
          %108: int = %i.4 - %1
          store %tape.2[%108] = %5
        }
        for %i.6: int from %1 to %n.102 step 1 reversed () {
          %109: int = %i.6 - %1
          %7: double = %tape.2[%109]
          %110: int = %i.6 - %1
          %8: double = %tape.2[%110]
          %9: double = %7 * %8
          accumulate %w.105[%i.6] += %9
        }
        yield %x.100
        """);

    [Fact]
    public void NotWhereTheLoopsDiffer() => PassText.Unchanged(
        TapePositions.Run,
        """
        %1: int = 0
        %tape.2: stack<double> = stack
        for %i.3: int from %1 to %n.102 step 1 () {
          push %tape.2, %x.100
        }
        for %i.6: int from %1 to %m.103 step 1 reversed () {
          %8: double = pop %tape.2
          accumulate %w.105[%i.6] += %8
        }
        yield %x.100
        """);

    [Fact]
    public void NotInABranch() => PassText.Unchanged(
        TapePositions.Run,
        """
        %1: int = 0
        %tape.2: stack<double> = stack
        for %i.3: int from %1 to %n.102 step 1 () {
          %4: bool = %i.3 < %m.103
          if %4 {
            push %tape.2, %x.100
          } else {
          }
        }
        for %i.6: int from %1 to %n.102 step 1 reversed () {
          %7: bool = %i.6 < %m.103
          if %7 {
            %8: double = pop %tape.2
            accumulate %w.105[%i.6] += %8
          } else {
          }
        }
        yield %x.100
        """);

    [Fact]
    public void NotWhereAnInnerLoopVaries() => PassText.Unchanged(
        TapePositions.Run,
        """
        %1: int = 0
        %tape.2: stack<double> = stack
        for %i.3: int from %1 to %n.102 step 1 () {
          for %j.4: int from %1 to %i.3 step 1 () {
            push %tape.2, %x.100
          }
        }
        for %i.6: int from %1 to %n.102 step 1 reversed () {
          for %j.7: int from %1 to %i.6 step 1 reversed () {
            %8: double = pop %tape.2
            accumulate %w.105[%j.7] += %8
          }
        }
        yield %x.100
        """);
}
