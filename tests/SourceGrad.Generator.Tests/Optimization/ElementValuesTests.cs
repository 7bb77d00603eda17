using SourceGrad.Generator.Optimization;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Elements of scratch become values where each is known by its number and nobody else has the buffer.</summary>
public sealed class ElementValuesTests
{
    [Fact]
    public void ElementsBecomeValues() => PassText.Check(
        ElementValues.Run,
        """
        %0: int = 0
        %1: int = 1
        %2: int = 2
        %h.3: span<double> = allocate %2
        store %h.3[%0] = %x.100
        %4: double = %h.3[%0]
        %5: double = %h.3[%1]
        %6: double = %4 * %5
        accumulate %h.3[%1] += %6
        %7: double = %h.3[%1]
        yield %7
        """,
        """
        %0: int = 0
        %1: int = 1
        %2: int = 2
        %106: double = 0
        %6: double = %x.100 * %106
        %h1.107: double = %106 + %6
        yield %h1.107
        """);

    [Fact]
    public void BranchesAndLoopsHandThemOn() => PassText.Check(
        ElementValues.Run,
        """
        %0: int = 0
        %1: int = 1
        %h.3: span<double> = allocate %1
        store %h.3[%0] = %x.100
        %4: bool = %x.100 < %y.101
        if %4 {
          store %h.3[%0] = %y.101
        } else {
        }
        for %i.5: int from %0 to %n.102 step 1 () {
          accumulate %h.3[%0] += %y.101
        }
        %6: double = %h.3[%0]
        yield %6
        """,
        """
        %0: int = 0
        %1: int = 1
        %106: double = 0
        %4: bool = %x.100 < %y.101
        %h0.107: double = if %4 {
          yield %y.101
        } else {
          yield %x.100
        }
        %h0.110: double = for %i.5: int from %0 to %n.102 step 1 (%h0.108: double = %h0.107) {
          %h0.109: double = %h0.108 + %y.101
          yield %h0.109
        }
        yield %h0.110
        """);

    [Theory]
    [InlineData("store %h.3[%n.102] = %x.100")] // any element
    [InlineData("store %h.3[%2] = %x.100")] // none of them
    [InlineData("%5: span<double> = slice %h.3, %0, %1\nstore %5[%0] = %x.100")] // by another name
    [InlineData("copy %h.3 to %b.104")] // all at once
    public void NotWhere(string use) => PassText.Unchanged(ElementValues.Run, $"%0: int = 0\n%1: int = 1\n%2: int = 2\n%h.3: span<double> = allocate %2\nstore %h.3[%1] = %y.101\n{use}\n%4: double = %h.3[%1]\nyield %4");

    [Fact]
    public void TheCopyOfASeedIsTheSeed() => PassText.Check(
        ElementValues.Run,
        """
        %0: int = 0
        %h.3: span<double> = allocate %n.102
        copy %b.104 to %h.3
        %4: double = %h.3[%0]
        store %h.3[%0] = %x.100
        %5: double = %h.3[%0]
        %6: double = %4 * %5
        yield %6
        """,
        """
        %0: int = 0
        %4: double = %b.104[%0]
        %6: double = %4 * %x.100
        yield %6
        """);

    [Theory]
    [InlineData("store %b.104[%0] = %x.100")] // the seed changes
    [InlineData("store %h.3[%1] = %x.100")] // an element that was not read may be missing
    public void NotACopyWhere(string use) => PassText.Unchanged(
        ElementValues.Run, $"%0: int = 0\n%1: int = 1\n%h.3: span<double> = allocate %n.102\ncopy %b.104 to %h.3\n%4: double = %h.3[%0]\n{use}\n%5: double = %h.3[%0]\nyield %5");
}
