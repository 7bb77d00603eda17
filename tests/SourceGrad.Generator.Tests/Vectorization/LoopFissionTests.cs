using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>A loop whose dear calls wait for each other is taken apart between them, where the later part finds in memory what it needs.</summary>
public sealed class LoopFissionTests
{
    private const string Calls = "store %t.7[%i.4] = %13\nstore %u.8[%i.4] = %15\nstore %v.9[%i.4] = %17", Sum = "store %t.7[%i.4] = %18", Last = "%19: double = System.Math.Tanh(%18)\nstore %b.104[%i.4] = %19";

    [Fact]
    public void TheCallThatWaitsGetsALoopOfItsOwn() => PassText.Check(
        Run,
        Loop(Calls),
        """
        %1: int = 0
        %t.7: span<double> = allocate %n.102
        %u.8: span<double> = allocate %n.102
        %v.9: span<double> = allocate %n.102
        for %s.3: int from %1 to %m.103 step 1 () {
          for %i.106: int from %1 to %n.102 step 1 () {
            %107: double = %b.104[%i.106]
            %108: double = System.Math.Exp(%107)
            %109: double = %w.105[%i.106]
            %110: double = System.Math.Exp(%109)
            %111: double = System.Math.Sin(%109)
            store %t.7[%i.106] = %108
            store %u.8[%i.106] = %110
            store %v.9[%i.106] = %111
          }
          for %i.4: int from %1 to %n.102 step 1 () {
            %13: double = %t.7[%i.4]
            %15: double = %u.8[%i.4]
            %16: double = %13 * %15
            %17: double = %v.9[%i.4]
            %18: double = %16 + %17
            %19: double = System.Math.Tanh(%18)
            store %b.104[%i.4] = %19
          }
        }
        yield %x.100
        """);

    [Fact]
    public void WhatFollowsCallsStaysWithThemWhereItIsStored() => PassText.Check(
        Run,
        Loop(Sum),
        """
        %1: int = 0
        %t.7: span<double> = allocate %n.102
        %u.8: span<double> = allocate %n.102
        %v.9: span<double> = allocate %n.102
        for %s.3: int from %1 to %m.103 step 1 () {
          for %i.106: int from %1 to %n.102 step 1 () {
            %107: double = %b.104[%i.106]
            %108: double = System.Math.Exp(%107)
            %109: double = %w.105[%i.106]
            %110: double = System.Math.Exp(%109)
            %111: double = %108 * %110
            %112: double = System.Math.Sin(%109)
            %113: double = %111 + %112
            store %t.7[%i.106] = %113
          }
          for %i.4: int from %1 to %n.102 step 1 () {
            %18: double = %t.7[%i.4]
            %19: double = System.Math.Tanh(%18)
            store %b.104[%i.4] = %19
          }
        }
        yield %x.100
        """);

    [Theory]
    [InlineData("store %t.7[%i.4] = %13\nstore %u.8[%i.4] = %15")] // nothing keeps the sine
    [InlineData(Sum + "\nstore %t.7[%i.4] = %13")] // nor what it was needed for
    [InlineData(Sum, "%19: double = %18 * %18\nstore %b.104[%i.4] = %19")] // no call waits
    [InlineData(Calls + "\nstore %t.7[%i.4] = %12")] // the record is overwritten
    public void NotWhere(string kept, string last = Last) => PassText.Unchanged(Run, Loop(kept, last));

    [Fact]
    public void NotALoopThatRunsOnce() => PassText.Unchanged(
        Run, Loop(Calls).Replace("for %s.3: int from %1 to %m.103 step 1 () {", "", StringComparison.Ordinal).Replace("}\n}", "}", StringComparison.Ordinal));

    private static Function Run(Function function) => LoopFission.Run(function, new Dictionary<Value, Value>(), []);

    private static string Loop(string kept, string last = Last) => $$"""
        %1: int = 0
        %t.7: span<double> = allocate %n.102
        %u.8: span<double> = allocate %n.102
        %v.9: span<double> = allocate %n.102
        for %s.3: int from %1 to %m.103 step 1 () {
          for %i.4: int from %1 to %n.102 step 1 () {
            %12: double = %b.104[%i.4]
            %13: double = System.Math.Exp(%12)
            %14: double = %w.105[%i.4]
            %15: double = System.Math.Exp(%14)
            %16: double = %13 * %15
            %17: double = System.Math.Sin(%14)
            %18: double = %16 + %17
            {{kept}}
            {{last}}
          }
        }
        yield %x.100
        """;
}
