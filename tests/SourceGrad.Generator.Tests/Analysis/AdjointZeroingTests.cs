using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>Whether the reverse of each store must set the adjoint to zero.</summary>
public sealed class AdjointZeroingTests
{
    private const string Scratch = "%9: span<double> = allocate %n.102\n";
    private const string Loop = "for %i.1: int from %n.102 to %m.103 step 1 () {\n";
    private const string Row = "%4: int = 0\nfor %j.2: int from %4 to %m.103 step 1 () {\n";
    private const string Record = "%4: int = 2\n%3: int = 1\n%5: int = %i.1 * %4\n%6: int = %5 + %3\n";
    private const string Element = "%5: int = %i.1 * %m.103\n%6: int = %5 + %j.2\nstore %9[%6] = %x.100\n";

    [Theory]
    [InlineData("the caller's buffer", "zeroed", "store %b.104[%n.102] = %x.100")]
    [InlineData("scratch, once", "left", Scratch + "store %9[%n.102] = %x.100")]
    [InlineData("scratch through a view, once", "left", Scratch + "%8: span<double> = slice %9, %n.102, %m.103\nstore %8[%n.102] = %x.100")]
    [InlineData("scratch, once an element", "left", Scratch + Loop + "store %9[%i.1] = %x.100\n}")]
    [InlineData("scratch of a round, once", "left", Loop + Scratch + "store %9[%n.102] = %x.100\n}")]
    [InlineData("one element in every round", "zeroed", Scratch + Loop + "store %9[%n.102] = %x.100\n}")]
    [InlineData("a moving view", "zeroed", Scratch + Loop + "%8: span<double> = slice %9, %i.1, %m.103\nstore %8[%i.1] = %x.100\n}")]
    [InlineData("the index of the outer loop", "zeroed", Scratch + Loop + "for %j.2: int from %n.102 to %m.103 step 1 () {\nstore %9[%i.1] = %x.100\n}\n}")]
    [InlineData("the index of the inner loop, again in each round of the outer", "zeroed", Scratch + Loop + "for %j.2: int from %n.102 to %m.103 step 1 () {\nstore %9[%j.2] = %x.100\n}\n}")]
    [InlineData("two stores", "left, zeroed", Scratch + "store %9[%n.102] = %x.100\nstore %9[%m.103] = %x.100")]
    [InlineData("cleared later", "left", Scratch + "store %9[%n.102] = %x.100\nclear %9")]
    [InlineData("accumulated into later", "left", Scratch + "store %9[%n.102] = %x.100\naccumulate %9[%n.102] += %x.100")]
    [InlineData("copied over later", "left", Scratch + "store %9[%n.102] = %x.100\ncopy %b.104 to %9")]
    [InlineData("in a while", "zeroed", Scratch + "%8: double = while (%7: double = %x.100) {\n%6: bool = %7 < %y.101\nyield %6\n} do {\nstore %9[%n.102] = %7\nyield %7\n}")]
    [InlineData("cleared before", "zeroed", Scratch + "clear %9\nstore %9[%n.102] = %x.100")]
    [InlineData("copied over before", "zeroed", Scratch + "copy %b.104 to %9\nstore %9[%n.102] = %x.100")]
    [InlineData("another store in the same loop", "zeroed, zeroed", Scratch + Loop + "store %9[%i.1] = %x.100\nstore %9[%n.102] = %x.100\n}")]
    [InlineData("another store in a later loop", "left, zeroed", Scratch + Loop + "store %9[%i.1] = %x.100\n}\nfor %j.2: int from %n.102 to %m.103 step 1 () {\nstore %9[%j.2] = %x.100\n}")]
    [InlineData("scratch of a round, and another store in a later loop", "left, zeroed", Loop + Scratch + "for %j.2: int from %n.102 to %m.103 step 1 () {\nstore %9[%j.2] = %x.100\n}\nstore %9[%n.102] = %x.100\n}")]
    [InlineData("rows", "left", Scratch + Loop + Row + Element + "}\n}")]
    [InlineData("rows, not from the first column on", "zeroed", Scratch + Loop + "%4: int = 1\nfor %j.2: int from %4 to %m.103 step 1 () {\n" + Element + "}\n}")]
    [InlineData("rows that may be longer than their distance", "zeroed", Scratch + Loop + "%4: int = 0\nfor %j.2: int from %4 to %n.102 step 1 () {\n" + Element + "}\n}")]
    [InlineData("rows as long as their number", "zeroed", Scratch + Loop + "%4: int = 0\nfor %j.2: int from %4 to %i.1 step 1 () {\n%5: int = %i.1 * %i.1\n%6: int = %5 + %j.2\nstore %9[%6] = %x.100\n}\n}")]
    [InlineData("every other row", "zeroed", Scratch + "for %i.1: int from %n.102 to %m.103 step 2 () {\n" + Row + Element + "}\n}")]
    [InlineData("columns", "zeroed", Scratch + Loop + Row + "%5: int = %j.2 * %m.103\n%6: int = %5 + %i.1\nstore %9[%6] = %x.100\n}\n}")]
    [InlineData("rows of one element", "left", Scratch + Loop + "%3: int = 1\n%4: int = 0\nfor %j.2: int from %4 to %3 step 1 () {\n%6: int = %i.1 + %j.2\nstore %9[%6] = %x.100\n}\n}")]
    [InlineData("rows in each round of another loop", "zeroed", Scratch + "for %7: int from %n.102 to %m.103 step 1 () {\n" + Loop + Row + Element + "}\n}\n}")]
    [InlineData("rows, some of them", "zeroed", Scratch + "%8: bool = %x.100 < %y.101\n" + Loop + "if %8 {\n" + Row + Element + "}\n} else {\n}\n}")]
    [InlineData("a record of a round", "left, left", Scratch + Loop + Record + "store %9[%5] = %x.100\nstore %9[%6] = %y.101\n}")]
    [InlineData("a record of some rounds", "left, left", Scratch + Loop + Record + "store %9[%5] = %x.100\n%8: bool = %x.100 < %y.101\nif %8 {\nstore %9[%6] = %y.101\n} else {\n}\n}")]
    [InlineData("records that overlap", "zeroed, zeroed", Scratch + Loop + Record + "%8: int = %5 + %4\nstore %9[%5] = %x.100\nstore %9[%8] = %y.101\n}")]
    [InlineData("a record and a diagonal", "zeroed, zeroed", Scratch + "%4: int = 3\n%3: int = 1\n%7: int = 0\nfor %i.1: int from %7 to %4 step 1 () {\n%5: int = %i.1 * %4\n%6: int = %5 + %3\n%8: int = %5 + %i.1\nstore %9[%6] = %x.100\nstore %9[%8] = %y.101\n}")]
    [InlineData("a record stored to twice", "zeroed, zeroed", Scratch + Loop + Record + "store %9[%5] = %x.100\nstore %9[%5] = %y.101\n}")]
    [InlineData("a record added to", "zeroed", Scratch + Loop + Record + "accumulate %9[%5] += %x.100\nstore %9[%6] = %y.101\n}")]
    [InlineData("a record after something else", "left, zeroed, zeroed", Scratch + "store %9[%n.102] = %x.100\n" + Loop + Record + "store %9[%5] = %x.100\nstore %9[%6] = %y.101\n}")]
    [InlineData("a record in each round of another loop", "zeroed, zeroed", Scratch + "for %7: int from %n.102 to %m.103 step 1 () {\n" + Loop + Record + "store %9[%5] = %x.100\nstore %9[%6] = %y.101\n}\n}")]
    [InlineData("handed on by a branch", "zeroed", Scratch + "store %9[%n.102] = %x.100\n%8: bool = %x.100 < %y.101\n%7: span<double> = if %8 {\nyield %9\n} else {\nyield %b.104\n}")]
    public void IsNeeded(string what, string expected, string body)
    {
        AnalysisText text = new(body + "\nyield %x.100");
        AdjointZeroing zeroing = new(text.Function, text.Roots, Definitions.Of(text.Function), []);
        Assert.Equal(what + ": " + expected, what + ": " + string.Join(", ", text.All.OfType<Store>().Select(store => zeroing.IsNeeded(store) ? "zeroed" : "left")));
    }

    /// <summary>A buffer of the caller's, where nobody asks for the derivative by what it held before.</summary>
    [Theory]
    [InlineData("left", "store %b.104[%n.102] = %x.100")]
    [InlineData("left", Loop + "store %b.104[%i.1] = %x.100\n}")]
    [InlineData("left, left", Loop + Record + "store %b.104[%5] = %x.100\nstore %b.104[%6] = %y.101\n}")]
    [InlineData("zeroed", Loop + "store %b.104[%m.103] = %x.100\n}")]
    public void IsNeededForResults(string expected, string body)
    {
        AnalysisText text = new(body + "\nyield %x.100");
        AdjointZeroing zeroing = new(text.Function, text.Roots, Definitions.Of(text.Function), [text[104]]);
        Assert.Equal(expected, string.Join(", ", text.All.OfType<Store>().Select(store => zeroing.IsNeeded(store) ? "zeroed" : "left")));
    }
}
