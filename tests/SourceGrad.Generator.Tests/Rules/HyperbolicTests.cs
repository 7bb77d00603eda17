using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Hyperbolic functions and their inverses where squares leave the range of numbers.</summary>
public sealed class HyperbolicTests
{
    [Theory]
    [InlineData("Asinh", 1e200, 1e-200)]
    [InlineData("Asinh", -1e200, 1e-200)]
    [InlineData("Asinh", 0.0, 1.0)]
    [InlineData("Acosh", 1e200, 1e-200)]
    [InlineData("Tanh", 400.0, 0.0)]
    public void LargeArguments(string key, double x, double slope) =>
        Assert.Equal(slope, Formula.Reverse(key, IrType.Double, [x]).Partials([x])[0], slope * 1e-14);

    [Theory]
    [InlineData("Acosh", 1.0)]
    [InlineData("Atanh", 1.0)]
    [InlineData("Atanh", -1.0)]
    public void AtTheEnds_TheSlopeIsInfinite(string key, double x)
    {
        Formula formula = Formula.Reverse(key, IrType.Double, [x]);
        Assert.Equal([double.PositiveInfinity], formula.Partials([x]));
        Assert.Equal([0.0], formula.Partials([x], adjoint: 0));
    }

    [Theory]
    [InlineData(1 + 1e-14)]
    [InlineData(1 + 1e-10)]
    public void Acosh_NearOne_KeepsItsDigits(double x) =>
        Assert.Equal(1, Formula.Reverse("Acosh", IrType.Double, [x]).Partials([x])[0] * Math.Sqrt((x - 1) * (x + 1)), 14);
}
