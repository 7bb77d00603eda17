using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>What is first added to a zero is stored, and what nobody reads any more is not set to zero; only where every element is.</summary>
public sealed class FirstContributionsTests
{
    [Fact]
    public void StoresFirst_ReadsLast() => PassText.Check(
        FirstContributions.Run,
        Loop("%1", "%n.102", "accumulate %p.3[%r.6] += %x.100"),
        """
        %1: int = 0
        %p.3: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %1 to %n.102 step 1 () {
            store %p.3[%r.6] = %x.100
          }
          for %c.8: int from %1 to %n.102 step 1 () {
            accumulate %p.3[%n.102] += %y.101
          }
          for %j.12: int from %1 to %n.102 step 1 () {
            %106: double = %p.3[%j.12]
            %13: double = %106 + %y.101
            accumulate %b.104[%j.12] += %13
          }
        }
        yield %x.100
        """);

    [Fact]
    public void NotWhereTheFirstLoopLeavesElementsOut() => PassText.Unchanged(FirstContributions.Run, Loop("%m.103", "%n.102", "accumulate %p.3[%r.6] += %x.100"));

    [Fact]
    public void NotWhereTheFirstLoopAddsElsewhere() => PassText.Unchanged(FirstContributions.Run, Loop("%1", "%n.102", "accumulate %p.3[%m.103] += %x.100"));

    [Fact]
    public void NotWhereTheFirstLoopReads() =>
        PassText.Unchanged(FirstContributions.Run, Loop("%1", "%n.102", "%7: double = %p.3[%r.6]\naccumulate %p.3[%r.6] += %7"));

    [Fact]
    public void NotWhereTheLastLoopLeavesElementsOut() => PassText.Unchanged(FirstContributions.Run, Loop("%1", "%m.103", "accumulate %p.3[%r.6] += %x.100"));

    [Fact]
    public void NotWhatIsReadAfterTheLoop() =>
        PassText.Unchanged(FirstContributions.Run, Loop("%1", "%n.102", "accumulate %p.3[%r.6] += %x.100").Replace("yield %x.100", "%14: double = %p.3[%m.103]\nyield %14", StringComparison.Ordinal));

    [Fact]
    public void NotWhatAViewShows() => PassText.Unchanged(
        FirstContributions.Run,
        Loop("%1", "%n.102", "accumulate %p.3[%r.6] += %x.100").Replace("yield %x.100", "%14: span<double> = slice %p.3, %1, %n.102\n%15: double = %14[%m.103]\nyield %15", StringComparison.Ordinal));

    [Fact]
    public void WhatIsSetToZeroInAPlaceOfItsOwn() => PassText.Check(
        FirstContributions.Run,
        Ends("%3", "%9: double = %p.4[%1]\naccumulate %b.104[%1] += %9\nstore %p.4[%1] = %2"),
        """
        %1: int = 0
        %3: int = 1
        %p.4: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %1 to %n.102 step 1 () {
            store %p.4[%r.6] = %x.100
          }
          for %j.7: int from %3 to %n.102 step 1 () {
            %8: double = %p.4[%j.7]
            accumulate %b.104[%j.7] += %8
          }
          %9: double = %p.4[%1]
          accumulate %b.104[%1] += %9
        }
        yield %x.100
        """);

    [Fact]
    public void WhatIsFilledAndEmptiedInTurnsIsStoredEachTime() => PassText.Check(
        FirstContributions.Run,
        Turns("%3", "%n.102", "%3", "%n.102", "store %p.4[%j.9] = %2"),
        """
        %1: int = 0
        %3: int = 1
        %p.4: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %3 to %n.102 step 1 () {
            store %p.4[%r.6] = %x.100
          }
          for %j.7: int from %1 to %n.102 step 1 () {
            %8: double = %p.4[%j.7]
            accumulate %b.104[%j.7] += %8
          }
          for %r.12: int from %3 to %n.102 step 1 () {
            store %p.4[%r.12] = %y.101
          }
          for %j.9: int from %1 to %n.102 step 1 () {
            %10: double = %p.4[%j.9]
            accumulate %b.104[%j.9] += %10
          }
        }
        yield %x.100
        """);

    [Theory]
    [InlineData("%3", "%n.102", "%1", "%n.102", "store %p.4[%j.9] = %2")] // more elements the second time
    [InlineData("%3", "%i.5", "%3", "%i.5", "store %p.4[%j.9] = %2")] // not the same ones in the next round
    [InlineData("%3", "%n.102", "%3", "%n.102", "store %p.4[%j.9] = %y.101")] // not set to zero
    [InlineData("%3", "%n.102", "%3", "%n.102", "accumulate %p.4[%j.9] += %y.101\nstore %p.4[%j.9] = %2")] // added to besides
    public void NotWhereTheTurnsDiffer(string from, string to, string otherFrom, string otherTo, string last) => PassText.Unchanged(FirstContributions.Run, Turns(from, to, otherFrom, otherTo, last));

    private static string Turns(string from, string to, string otherFrom, string otherTo, string last) => $$"""
        %1: int = 0
        %2: double = 0
        %3: int = 1
        %p.4: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from {{from}} to {{to}} step 1 () {
            accumulate %p.4[%r.6] += %x.100
          }
          for %j.7: int from %1 to %n.102 step 1 () {
            %8: double = %p.4[%j.7]
            accumulate %b.104[%j.7] += %8
            store %p.4[%j.7] = %2
          }
          for %r.12: int from {{otherFrom}} to {{otherTo}} step 1 () {
            accumulate %p.4[%r.12] += %y.101
          }
          for %j.9: int from %1 to %n.102 step 1 () {
            %10: double = %p.4[%j.9]
            accumulate %b.104[%j.9] += %10
            {{last}}
          }
        }
        yield %x.100
        """;

    [Theory]
    [InlineData("%3", "%9: double = %p.4[%1]\naccumulate %b.104[%1] += %9")] // the first element keeps what it has
    [InlineData("%10", "store %p.4[%1] = %2")] // the second one does
    [InlineData("%3", "store %p.4[%3] = %2")] // the first one does, and another is set twice
    [InlineData("%3", "store %p.4[%1] = %x.100")] // it gets something else
    public void NotWhereAnElementIsLeftAtSomethingElse(string from, string after) => PassText.Unchanged(FirstContributions.Run, Ends(from, after));

    private static string Ends(string from, string after) => $$"""
        %1: int = 0
        %2: double = 0
        %3: int = 1
        %10: int = 2
        %p.4: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from %1 to %n.102 step 1 () {
            accumulate %p.4[%r.6] += %x.100
          }
          for %j.7: int from {{from}} to %n.102 step 1 () {
            %8: double = %p.4[%j.7]
            accumulate %b.104[%j.7] += %8
            store %p.4[%j.7] = %2
          }
          {{after}}
        }
        yield %x.100
        """;

    private static string Loop(string from, string to, string first) => $$"""
        %1: int = 0
        %2: double = 0
        %p.3: span<double> = allocate %n.102
        for %i.5: int from %1 to %m.103 step 1 () {
          for %r.6: int from {{from}} to %n.102 step 1 () {
            {{first}}
          }
          for %c.8: int from %1 to %n.102 step 1 () {
            accumulate %p.3[%n.102] += %y.101
          }
          for %j.12: int from %1 to {{to}} step 1 () {
            accumulate %p.3[%j.12] += %y.101
            %13: double = %p.3[%j.12]
            accumulate %b.104[%j.12] += %13
            store %p.3[%j.12] = %2
          }
        }
        yield %x.100
        """;
}
