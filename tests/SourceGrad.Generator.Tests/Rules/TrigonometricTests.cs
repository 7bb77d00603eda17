using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Angles on the axes, at the ends, and far out.</summary>
public sealed class TrigonometricTests
{
    [Theory]
    [InlineData(0.0, 2.0, 0.5, 0.0)]
    [InlineData(0.0, -2.0, -0.5, 0.0)]
    [InlineData(2.0, 0.0, 0.0, -0.5)]
    [InlineData(-2.0, 0.0, 0.0, 0.5)]
    [InlineData(1e200, 1e200, 5e-201, -5e-201)]
    [InlineData(1e-200, 1e-200, 5e199, -5e199)]
    [InlineData(1.0, 1e-200, 1e-200, -1.0)]
    [InlineData(1e-200, 1.0, 1.0, -1e-200)]
    public void Atan2(double y, double x, double byY, double byX)
    {
        foreach ((string key, double unit) in new[] { ("Atan2", 1.0), ("Atan2Pi", 1 / Math.PI) })
        {
            double[] partials = Formula.Reverse(key, IrType.Double, [y, x]).Partials([y, x]);
            Assert.Equal(byY * unit, partials[0], Math.Abs(byY) * 1e-14);
            Assert.Equal(byX * unit, partials[1], Math.Abs(byX) * 1e-14);
        }
    }

    /// <summary>There is no derivative, and 0 would be a wrong one.</summary>
    [Fact]
    public void Atan2_AtTheOrigin()
    {
        Formula formula = Formula.Reverse("Atan2", IrType.Double, [0.0, 0.0]);
        Assert.All(formula.Partials([0.0, 0.0]), partial => Assert.True(double.IsNaN(partial)));
        Assert.All(formula.Partials([0.0, 0.0], adjoint: 0), partial => Assert.True(partial == 0));
    }

    [Theory]
    [InlineData("Asin", 1.0, double.PositiveInfinity)]
    [InlineData("Asin", -1.0, double.PositiveInfinity)]
    [InlineData("Acos", 1.0, double.NegativeInfinity)]
    [InlineData("AsinPi", 1.0, double.PositiveInfinity)]
    [InlineData("AcosPi", -1.0, double.NegativeInfinity)]
    [InlineData("TanPi", 0.5, double.PositiveInfinity)]
    public void AtTheEnds_TheSlopeIsInfinite(string key, double x, double slope)
    {
        Formula formula = Formula.Reverse(key, IrType.Double, [x]);
        Assert.Equal([slope], formula.Partials([x]));
        Assert.All(formula.Partials([x], adjoint: 0), partial => Assert.True(partial == 0));
    }

    [Theory]
    [InlineData("Asin", 1 - 1e-14)]
    [InlineData("Acos", -1 + 1e-14)]
    public void NearTheEnds_KeepsItsDigits(string key, double x) =>
        Assert.Equal(1, Math.Abs(Formula.Reverse(key, IrType.Double, [x]).Partials([x])[0]) * Math.Sqrt((1 - x) * (1 + x)), 14);

    [Theory]
    [InlineData("Atan", 1e200, 0.0)]
    [InlineData("Atan", double.PositiveInfinity, 0.0)]
    public void FarOut(string key, double x, double slope) => Assert.Equal([slope], Formula.Reverse(key, IrType.Double, [x]).Partials([x]));

    [Fact]
    public void LargeAngles_TurnAsTheFunctionDoes() =>
        Assert.Equal([Math.Cos(1e15)], Formula.Reverse("Sin", IrType.Double, [1e15]).Partials([1e15]));
}
