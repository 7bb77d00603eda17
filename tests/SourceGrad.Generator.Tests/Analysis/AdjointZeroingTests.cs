using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>Whether the reverse of the first store must set the adjoint to zero.</summary>
public sealed class AdjointZeroingTests
{
    private const string Loop = "for %i.1: int from %n.102 to %m.103 step 1 () {\n";

    [Theory]
    [InlineData("the caller's buffer", true, "store %b.104[%n.102] = %x.100")]
    [InlineData("scratch, once", false, "%9: span<double> = allocate %n.102\nstore %9[%n.102] = %x.100")]
    [InlineData("scratch through a view, once", false, "%9: span<double> = allocate %n.102\n%8: span<double> = slice %9, %n.102, %m.103\nstore %8[%n.102] = %x.100")]
    [InlineData("scratch, once an element", false, "%9: span<double> = allocate %n.102\n" + Loop + "store %9[%i.1] = %x.100\n}")]
    [InlineData("scratch of a round, once", false, Loop + "%9: span<double> = allocate %n.102\nstore %9[%n.102] = %x.100\n}")]
    [InlineData("one element in every round", true, "%9: span<double> = allocate %n.102\n" + Loop + "store %9[%n.102] = %x.100\n}")]
    [InlineData("a moving view", true, "%9: span<double> = allocate %n.102\n" + Loop + "%8: span<double> = slice %9, %i.1, %m.103\nstore %8[%i.1] = %x.100\n}")]
    [InlineData("the index of the outer loop", true, "%9: span<double> = allocate %n.102\n" + Loop + "for %j.2: int from %n.102 to %m.103 step 1 () {\nstore %9[%i.1] = %x.100\n}\n}")]
    [InlineData("the index of the inner loop, again in each round of the outer", true, "%9: span<double> = allocate %n.102\n" + Loop + "for %j.2: int from %n.102 to %m.103 step 1 () {\nstore %9[%j.2] = %x.100\n}\n}")]
    [InlineData("two stores", true, "%9: span<double> = allocate %n.102\nstore %9[%n.102] = %x.100\nstore %9[%m.103] = %x.100")]
    [InlineData("cleared in between", true, "%9: span<double> = allocate %n.102\nstore %9[%n.102] = %x.100\nclear %9")]
    [InlineData("accumulated into", true, "%9: span<double> = allocate %n.102\nstore %9[%n.102] = %x.100\naccumulate %9[%n.102] += %x.100")]
    [InlineData("copied over", true, "%9: span<double> = allocate %n.102\nstore %9[%n.102] = %x.100\ncopy %b.104 to %9")]
    [InlineData("in a while", true, "%9: span<double> = allocate %n.102\n%8: double = while (%7: double = %x.100) {\n%6: bool = %7 < %y.101\nyield %6\n} do {\nstore %9[%n.102] = %7\nyield %7\n}")]
    public void IsNeeded(string what, bool expected, string body)
    {
        AnalysisText text = new(body + "\nyield %x.100");
        Assert.True(expected == new AdjointZeroing(text.Function, text.Roots).IsNeeded(text.All.OfType<Store>().First()), what);
    }
}
