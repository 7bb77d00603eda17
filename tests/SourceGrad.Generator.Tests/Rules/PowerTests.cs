using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Powers and roots at zero, and where they grow out of range.</summary>
public sealed class PowerTests
{
    /// <summary>The exponent is a number that the rule knows: no logarithm, and 0 at x = 0 for every exponent above zero but 1.</summary>
    [Theory]
    [InlineData(0.0, 0.0, 0.0)]
    [InlineData(0.0, 0.5, 0.0)]
    [InlineData(0.0, 1.0, 1.0)]
    [InlineData(0.0, 1.5, 0.0)]
    [InlineData(0.0, 2.0, 0.0)]
    [InlineData(0.0, 3.0, 0.0)]
    [InlineData(-2.0, 3.0, 12.0)]
    [InlineData(-2.0, 4.0, -32.0)]
    [InlineData(-2.0, 7.0, 448.0)]
    [InlineData(-2.0, -1.0, -0.25)]
    [InlineData(-2.0, -2.0, 0.25)]
    [InlineData(-2.0, 0.0, 0.0)]
    [InlineData(-2.0, 1.0, 1.0)]
    [InlineData(4.0, 0.5, 0.25)]
    [InlineData(4.0, -0.5, -0.0625)]
    [InlineData(4.0, 1.5, 3.0)]
    public void KnownExponent(double x, double n, double slope)
    {
        foreach (IrType type in new[] { IrType.Double, IrType.Float })
        {
            double[] partials = Formula.Reverse("Pow", type, [x, n], 1).Partials([x, n]);
            Assert.Equal(slope, partials[0], 6);
            Assert.Equal(0, partials[1]);
        }
    }

    /// <summary>Both partial derivatives where neither number is known.</summary>
    [Theory]
    [InlineData(0.0, 0.0, 0.0, 0.0)]
    [InlineData(0.0, 0.5, 0.0, 0.0)]
    [InlineData(0.0, 1.0, 1.0, 0.0)]
    [InlineData(0.0, 2.0, 0.0, 0.0)]
    [InlineData(-0.0, 3.0, 0.0, 0.0)]
    [InlineData(2.0, 0.0, 0.0, 0.69314718055994529)]
    [InlineData(1.0, 5.0, 5.0, 0.0)]
    public void ByBothOperands(double x, double n, double byBase, double byExponent)
    {
        double[] partials = Formula.Reverse("Pow", IrType.Double, [x, n]).Partials([x, n]);
        Assert.Equal(byBase, partials[0], 15);
        Assert.Equal(byExponent, partials[1], 15);
    }

    [Fact]
    public void NegativeBase_HasNoDerivativeByTheExponentOnly()
    {
        double[] partials = Formula.Reverse("Pow", IrType.Double, [-2.0, 3.0]).Partials([-2.0, 3.0]);
        Assert.Equal(12.0, partials[0]);
        Assert.True(double.IsNaN(partials[1]));
        Assert.Equal([0.0, 0.0], Formula.Reverse("Pow", IrType.Double, [-2.0, 3.0]).Partials([-2.0, 3.0], adjoint: 0));
    }

    [Fact]
    public void OverflowingPower_BehindAZeroAdjoint()
    {
        Assert.Equal([0.0, 0.0], Formula.Reverse("Pow", IrType.Double, [1e200, 5.0]).Partials([1e200, 5.0], adjoint: 0));
        Assert.Equal([0.0, 0.0], Formula.Reverse("Pow", IrType.Double, [2.0, 2000.0], 0).Partials([2.0, 2000.0], adjoint: 0));
        Assert.Equal([0.0, 0.0], Formula.Reverse("Pow", IrType.Double, [1e200, 5.5], 1).Partials([1e200, 5.5], adjoint: 0));
    }

    [Theory]
    [InlineData("Sqrt", 0.0)]
    [InlineData("Cbrt", 0.0)]
    [InlineData("ReciprocalSqrtEstimate", 0.0)]
    public void RootsAtZero_AreInfinitelySteep(string key, double x) =>
        Assert.True(double.IsInfinity(Formula.Reverse(key, IrType.Double, [x]).Partials([x])[0]));

    [Theory]
    [InlineData(0.0, 0.0, 0.0, 0.0)]
    [InlineData(0.0, -2.0, 0.0, -1.0)]
    [InlineData(3e200, 4e200, 0.6, 0.8)]
    [InlineData(3e-200, 4e-200, 0.6, 0.8)]
    public void Hypot(double x, double y, double first, double second)
    {
        double[] partials = Formula.Reverse("Hypot", IrType.Double, [x, y]).Partials([x, y]);
        Assert.Equal(first, partials[0], 14);
        Assert.Equal(second, partials[1], 14);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(5)]
    [InlineData(-3)]
    public void KnownDegree_SaysTheSame(int n)
    {
        object[] point = [0.4, n];
        Assert.Equal(Formula.Reverse("RootN", IrType.Double, point).Partials(point)[0], Formula.Reverse("RootN", IrType.Double, point, 1).Partials(point)[0], 14);
    }
}
