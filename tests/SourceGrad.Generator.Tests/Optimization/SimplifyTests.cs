using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Tests.Ir;

namespace SourceGrad.Generator.Tests.Optimization;

/// <summary>Exact identities, and branches and loops that are decided.</summary>
public sealed class SimplifyTests
{
    [Fact]
    public void EqualSummands_AreTwice() => PassText.Check(
        Simplify.Run,
        """
        %1: double = %x.100 + %x.100
        yield %1
        """,
        """
        %106: double = 2
        %1: double = %106 * %x.100
        yield %1
        """);

    [Theory]
    [InlineData("+", "3", "+", "4", "%n.102 + %7", 7)]
    [InlineData("-", "3", "+", "4", "%n.102 + %7", 1)]
    [InlineData("+", "3", "-", "4", "%n.102 - %7", 1)]
    [InlineData("-", "3", "-", "4", "%n.102 - %7", 7)]
    [InlineData("+", "2147483647", "+", "1", "%n.102 + %7", int.MinValue)]
    public void ConstantsAreAddedToEachOther(string first, string one, string second, string other, string sum, int constant)
    {
        Generator.Ir.Function function = Simplify.Run(Ir.IrText.Parse(PassText.Function($"""
            %1: int = {one}
            %2: int = %n.102 {first} %1
            %3: int = {other}
            %4: int = %2 {second} %3
            %5: double = %b.104[%4]
            yield %5
            """)));
        string text = Generator.Ir.Printer.Print(function);
        Assert.Contains(sum.Replace("%7", "%106", StringComparison.Ordinal), text, StringComparison.Ordinal);
        Assert.Contains($"%106: int = {constant.ToString(System.Globalization.CultureInfo.InvariantCulture)}\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void ConstantsThatCancelAreGone() => PassText.Check(
        Simplify.Run,
        """
        %1: int = 3
        %2: int = %n.102 - %1
        %3: int = %2 + %1
        %4: double = %b.104[%3]
        yield %4
        """,
        """
        %1: int = 3
        %2: int = %n.102 - %1
        %4: double = %b.104[%n.102]
        yield %4
        """);

    /// <summary>−0.0 + 0 is 0, so x + 0 is not x.</summary>
    [Fact]
    public void ZeroIsNotDroppedFromTheUsersSum() => PassText.Unchanged(
        Simplify.Run,
        """
        %1: double = 0
        %2: double = %x.100 + %1
        yield %2
        """);

    [Fact]
    public void ZeroIsDroppedFromASumOfAdjoints() => PassText.Check(
        Simplify.Run,
        """
        %1: double = 0
        %2: double = %x.100 + %1  // s += x;
        yield %2
        """,
        """
        %1: double = 0
        yield %x.100
        """);

    [Fact]
    public void NegationBecomesSubtraction() => PassText.Check(
        Simplify.Run,
        """
        %1: double = -%y.101
        %2: double = %x.100 + %1
        yield %2
        """,
        """
        %1: double = -%y.101
        %2: double = %x.100 - %y.101
        yield %2
        """);

    [Fact]
    public void NegationMovesOutOfAProduct() => PassText.Check(
        Simplify.Run,
        """
        %1: double = -%y.101
        %2: double = %x.100 * %1
        yield %2
        """,
        """
        %1: double = -%y.101
        %106: double = %x.100 * %y.101
        %2: double = -%106
        yield %2
        """);

    /// <summary>Who names a value wants to see it used.</summary>
    [Fact]
    public void NamedValuesStay() => PassText.Unchanged(
        Simplify.Run,
        """
        %v.1: double = -%y.101
        %2: double = %x.100 + %v.1
        yield %2
        """);

    [Fact]
    public void SignOfATestedAdjoint() => PassText.Check(
        Simplify.Run,
        """
        %1: double = 0
        %2: double = -%x.100
        %3: bool = %2 == %1  // y = f(x);
        %4: double = %2 * %y.101  // y = f(x);
        %5: double = %3 ? %1 : %4  // y = f(x);
        yield %5
        """,
        """
        %1: double = 0
        %2: double = -%x.100
        %3: bool = %x.100 == %1  // y = f(x);
        %106: double = %x.100 * %y.101  // y = f(x);
        %4: double = -%106  // y = f(x);
        %107: double = %3 ? %1 : %106  // y = f(x);
        %5: double = -%107  // y = f(x);
        yield %5
        """);

    /// <summary>Powers of two move to where another number takes them up, but only in the reverse sweep.</summary>
    [Theory]
    [InlineData("%3: double = %x.100 / %2\n%4: double = %1 * %3", "%4: double = %x.100 * %y.101", "2", "2")]
    [InlineData("%3: double = %x.100 * %2\n%4: double = %1 * %3", "%4: double = %x.100 * %y.101", "2", "0.5")]
    [InlineData("%3: double = %2 * %x.100\n%4: double = %3 * %1", "%4: double = %x.100 * %y.101", "4", "0.25")]
    public void PowersOfTwoMeet(string statements, string product, string first, string second)
    {
        string text = $"%1: double = {first}\n%2: double = {second}\n{statements}\n%5: double = %4 * %y.101\nyield %5";
        PassText.Unchanged(Simplify.Run, text);
        string reverse = string.Join('\n', text.Split('\n').Select(line => line.StartsWith('%') ? line + "  // y = f(x);" : line));
        Assert.Contains(product.Replace("%4", "%5", StringComparison.Ordinal), Simplified(reverse), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("%3: double = %x.100 / %2\n%4: double = %3 * %y.101\n%5: double = %1 * %4", "2", "2", "%5: double = %x.100 * %y.101")]
    [InlineData("%3: double = %x.100 * %2\n%4: double = %y.101 * %3\n%5: double = %4 * %1", "-2", "0.5", "%5: double = %107 * %y.101")]
    [InlineData("%3: double = %x.100 / %2\n%4: double = %3 * %y.101\n%5: double = %1 * %4", "2", "3", "%5: double = %1 * %4")] // a third is rounded
    [InlineData("%3: double = %x.100 / %2\n%4: double = %3 * %y.101\n%5: double = %1 * %4", "3", "2", "%5: double = %1 * %4")]
    [InlineData("%3: double = %2 / %x.100\n%4: double = %3 * %y.101\n%5: double = %1 * %4", "2", "2", "%5: double = %1 * %4")]
    public void PowersOfTwoMeetInAProduct(string statements, string first, string second, string product)
    {
        string text = $"%1: double = {first}\n%2: double = {second}\n{statements}\nyield %5";
        PassText.Unchanged(Simplify.Run, text);
        Assert.Contains(product, Simplified(string.Join('\n', text.Split('\n').Select(line => line.StartsWith('%') ? line + "  // y = f(x);" : line))), StringComparison.Ordinal);
    }

    [Fact]
    public void WhatIsTakenOffItsNegativeIsTwiceThat() => PassText.Check(
        Simplify.Run,
        """
        %1: double = %x.100 * %y.101
        %2: double = -%1
        %3: double = %2 - %1
        yield %3
        """,
        """
        %1: double = %x.100 * %y.101
        %2: double = -%1
        %106: double = -2
        %3: double = %106 * %1
        yield %3
        """);

    [Fact]
    public void ArmKnowsItsCondition() => PassText.Check(
        Simplify.Run,
        """
        %1: bool = %x.100 < %y.101
        %2: double = if %1 {
          %3: double = if %1 {
            yield %x.100
          } else {
            yield %y.101
          }
          yield %3
        } else {
          %4: double = if %1 {
            %5: double = %x.100 * %x.100
            yield %5
          } else {
            yield %x.100
          }
          yield %4
        }
        yield %2
        """,
        """
        %1: bool = %x.100 < %y.101
        %2: double = if %1 {
          yield %x.100
        } else {
          yield %x.100
        }
        yield %x.100
        """);

    /// <summary>Both are false for NaN.</summary>
    [Fact]
    public void OppositeComparisonsOfRealsAreNotMerged() => PassText.Check(
        Simplify.Run,
        """
        %1: bool = %x.100 < %y.101
        %2: bool = !%1
        %3: double = %2 ? %x.100 : %y.101
        yield %3
        """,
        """
        %1: bool = %x.100 < %y.101
        %2: bool = !%1
        %3: double = %1 ? %y.101 : %x.100
        yield %3
        """);

    [Fact]
    public void LoopWithoutRounds() => PassText.Check(
        Simplify.Run,
        """
        %1: int = 3
        %2: int = -3
        %3: double = for %i.4: int from %1 to %2 step 1 (%5: double = %x.100) {
          %6: double = %5 * %y.101
          yield %6
        }
        yield %3
        """,
        """
        %1: int = 3
        %2: int = -3
        yield %x.100
        """);

    [Fact]
    public void LengthOfAView() => PassText.Check(
        Simplify.Run,
        """
        %1: span<double> = slice %b.104, %m.103, %n.102
        %2: int = length %1
        %3: double = convert %2
        yield %3
        """,
        """
        %1: span<double> = slice %b.104, %m.103, %n.102
        %3: double = convert %n.102
        yield %3
        """);

    [Fact]
    public void RoundTripThatLosesNothing() => PassText.Check(
        Simplify.Run,
        """
        %1: double = convert %n.102
        %2: int = convert %1
        %3: double = %b.104[%2]
        yield %3
        """,
        """
        %1: double = convert %n.102
        %3: double = %b.104[%n.102]
        yield %3
        """);

    [Fact]
    public void RoundTripThatLosesBits() => PassText.Unchanged(
        Simplify.Run,
        """
        %1: float = convert %x.100
        %2: double = convert %1
        yield %2
        """);

    /// <summary>Only NaN differs from itself.</summary>
    [Fact]
    public void ComparedWithItself() => PassText.Check(
        Simplify.Run,
        """
        %1: bool = %x.100 < %x.100
        %2: bool = %x.100 >= %x.100
        %3: bool = %x.100 != %x.100
        %4: double = %1 ? %x.100 : %y.101
        %5: double = %2 ? %4 : %x.100
        %6: double = %3 ? %5 : %y.101
        yield %6
        """,
        """
        %1: bool = false
        %106: bool = double.IsNaN(%x.100)
        %2: bool = !%106
        %3: bool = double.IsNaN(%x.100)
        %5: double = %106 ? %x.100 : %y.101
        %6: double = %3 ? %5 : %y.101
        yield %6
        """);

    private static string Simplified(string statements) => Printer.Print(Simplify.Run(IrText.Parse(PassText.Function(statements))));
}
