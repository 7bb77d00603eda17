using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>A call and its derivative in one, and what keeps them apart.</summary>
public sealed class CallFusionTests
{
    private const string Call = "%1: double = invoke `T.F` 1 (value, value) (%x.100, %n.102) by own `C.FVjp` [0] of F";

    [Fact]
    public void TheAdjointIsThere() => PassText.Check(
        CallFusion.Run,
        $"""
        {Call}
        %2: double = %1 * %y.101
        %3: double = %y.101 * %x.100
        %4: double = invoke `C.FVjp` 0 (value, value, value, ref) (%x.100, %n.102, %3)
        %5: double = %2 + %4
        yield %5
        """,
        """
        %3: double = %y.101 * %x.100
        %1: double, %4: double = invoke `C.FVjp` 1 (value, value, value, ref) (%x.100, %n.102, %3)
        %2: double = %1 * %y.101
        %5: double = %2 + %4
        yield %5
        """);

    [Fact]
    public void SumsInBetweenCommute() => PassText.Check(
        CallFusion.Run,
        """
        %1: double = invoke `T.F` 1 (value) (%b.104) by own `C.FVjp` [0] of F
        accumulate %w.105[%n.102] += %y.101
        invoke `C.FVjp` 0 (value, value, added) (%b.104, %y.101, %w.105)
        yield %1
        """,
        """
        %1: double = invoke `C.FVjp` 1 (value, value, added) (%b.104, %y.101, %w.105)
        accumulate %w.105[%n.102] += %y.101
        yield %1
        """);

    [Fact]
    public void TheAdjointNeedsTheValue() => PassText.Unchanged(
        CallFusion.Run,
        $"""
        {Call}
        %2: double = %1 * %y.101
        %3: double = invoke `C.FVjp` 0 (value, value, value, ref) (%x.100, %n.102, %2)
        yield %3
        """);

    [Fact]
    public void OtherArguments() => PassText.Unchanged(
        CallFusion.Run,
        $"""
        {Call}
        %3: double = invoke `C.FVjp` 0 (value, value, value, ref) (%y.101, %n.102, %x.100)
        %4: double = %1 + %3
        yield %4
        """);

    [Fact]
    public void ARuleGivesNoValue() => PassText.Unchanged(
        CallFusion.Run,
        """
        %1: double = invoke `T.F` 1 (value) (%x.100) by rule `T.FRule` [0]
        %3: double = invoke `T.FRule` 1 (value, value) (%x.100, %y.101)
        %4: double = %1 + %3
        yield %4
        """);

    [Theory]
    [InlineData("store %w.105[%n.102] = %y.101")]
    [InlineData("store %b.104[%n.102] = %y.101")]
    [InlineData("clear %w.105")]
    [InlineData("%7: double = %w.105[%n.102]")]
    [InlineData("guard `Check()` ()")]
    [InlineData("invoke `T.G` 0 (written) (%b.104)")]
    [InlineData("invoke `T.G` 0 (value) (%w.105)")]
    public void MemoryInBetween(string statement) => PassText.Unchanged(
        CallFusion.Run,
        $"""
        %1: double = invoke `T.F` 1 (value) (%b.104) by own `C.FVjp` [0] of F
        {statement}
        invoke `C.FVjp` 0 (value, value, added) (%b.104, %y.101, %w.105)
        yield %1
        """);
}
