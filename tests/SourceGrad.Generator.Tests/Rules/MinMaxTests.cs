using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>The derivative follows the operand returned, the first on a tie.</summary>
public sealed class MinMaxTests
{
    [Theory]
    [InlineData(0.0, 0.0)]
    [InlineData(5e-324, 1.0)]
    [InlineData(-5e-324, -1.0)]
    [InlineData(double.PositiveInfinity, 1.0)]
    public void Abs(double x, double slope) => Assert.Equal([slope], Formula.Reverse("Abs", IrType.Double, [x]).Partials([x]));

    [Theory]
    [InlineData("Max", 2.0, 2.0, 1.0, 0.0)]
    [InlineData("Max", 0.0, -0.0, 1.0, 0.0)]
    [InlineData("Max", double.NaN, 1.0, 1.0, 0.0)]
    [InlineData("Max", 1.0, double.NaN, 0.0, 1.0)]
    [InlineData("Max", double.NaN, double.NaN, 1.0, 0.0)]
    [InlineData("Max", double.NegativeInfinity, double.NegativeInfinity, 1.0, 0.0)]
    [InlineData("Min", 2.0, 2.0, 1.0, 0.0)]
    [InlineData("Min", double.NaN, 1.0, 1.0, 0.0)]
    [InlineData("Min", 1.0, double.NaN, 0.0, 1.0)]
    [InlineData("MaxMagnitude", 2.0, 2.0, 1.0, 0.0)]
    [InlineData("MaxMagnitude", 2.0, -2.0, 1.0, 0.0)]
    [InlineData("MaxMagnitude", -2.0, 2.0, 0.0, 1.0)]
    [InlineData("MaxMagnitude", double.NaN, 2.0, 1.0, 0.0)]
    [InlineData("MaxMagnitude", 2.0, double.NaN, 0.0, 1.0)]
    [InlineData("MinMagnitude", 2.0, -2.0, 0.0, 1.0)]
    [InlineData("MinMagnitude", -2.0, 2.0, 1.0, 0.0)]
    [InlineData("MinMagnitude", double.NaN, 2.0, 1.0, 0.0)]
    [InlineData("MaxNumber", 2.0, 2.0, 1.0, 0.0)]
    [InlineData("MaxNumber", double.NaN, 2.0, 0.0, 1.0)]
    [InlineData("MaxNumber", 2.0, double.NaN, 1.0, 0.0)]
    [InlineData("MaxNumber", double.NaN, double.NaN, 1.0, 0.0)]
    [InlineData("MinNumber", double.NaN, 2.0, 0.0, 1.0)]
    [InlineData("MinNumber", 2.0, double.NaN, 1.0, 0.0)]
    [InlineData("MaxMagnitudeNumber", double.NaN, -2.0, 0.0, 1.0)]
    [InlineData("MinMagnitudeNumber", -2.0, double.NaN, 1.0, 0.0)]
    public void OfTwo(string key, double x, double y, double first, double second)
    {
        Assert.Equal([first, second], Formula.Reverse(key, IrType.Double, [x, y]).Partials([x, y]));
        Assert.Equal([first, second], Formula.Reverse(key, IrType.Float, [x, y]).Partials([x, y]));
    }

    /// <summary>Beside a known number the rule is shorter; it must say the same.</summary>
    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    public void OfAKnownNumber_SaysTheSame(string key)
    {
        foreach (double x in new[] { -1.0, 0.5, 2.0, double.NaN, double.PositiveInfinity, double.NegativeInfinity })
        {
            object[] point = [x, 0.5], mirrored = [0.5, x];
            Assert.Equal(Formula.Reverse(key, IrType.Double, point).Partials(point)[0], Formula.Reverse(key, IrType.Double, point, 1).Partials(point)[0]);
            Assert.Equal(Formula.Reverse(key, IrType.Double, mirrored).Partials(mirrored)[1], Formula.Reverse(key, IrType.Double, mirrored, 0).Partials(mirrored)[1]);
        }
    }

    [Theory]
    [InlineData("Max")]
    [InlineData("Min")]
    public void OfOneValueTwice_ComparesNothing(string key)
    {
        ValueFactory values = new(0);
        RegionBuilder builder = new(values);
        Value x = values.Create(IrType.Double), y = values.Create(IrType.Double), a = values.Create(IrType.Double);
        Call call = new(IrType.Double, "System.Math." + key, EquatableArray<Value>.Of(x, x));
        IReadOnlyList<Value?> contributions = Generator.Rules.RuleTable.Pullback(builder, call, y, a, _ => true);
        Assert.Equal([a, null], contributions);
        Assert.DoesNotContain(builder.Statements, statement => statement is Let { Expression: Binary or Select });
    }

    [Theory]
    [InlineData(-1.0, -1.0, 1.0, 1.0, 0.0, 0.0)]
    [InlineData(1.0, -1.0, 1.0, 1.0, 0.0, 0.0)]
    [InlineData(1.0, 1.0, 1.0, 1.0, 0.0, 0.0)]
    [InlineData(-3.0, 1.0, 1.0, 0.0, 1.0, 0.0)]
    [InlineData(3.0, 1.0, 1.0, 0.0, 0.0, 1.0)]
    [InlineData(double.NaN, -1.0, 1.0, 1.0, 0.0, 0.0)]
    [InlineData(0.5, double.NaN, 1.0, 1.0, 0.0, 0.0)]
    [InlineData(double.PositiveInfinity, -1.0, 1.0, 0.0, 0.0, 1.0)]
    public void Clamp(double x, double low, double high, double byX, double byLow, double byHigh) =>
        Assert.Equal([byX, byLow, byHigh], Formula.Reverse("Clamp", IrType.Double, [x, low, high]).Partials([x, low, high]));

    [Theory]
    [InlineData(0.0, -1.0, 0.0)]
    [InlineData(2.0, -0.0, -1.0)]
    [InlineData(-2.0, 0.0, -1.0)]
    public void CopySign(double x, double sign, double slope) =>
        Assert.Equal([slope, 0], Formula.Reverse("CopySign", IrType.Double, [x, sign]).Partials([x, sign]));
}
