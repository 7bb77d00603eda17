using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Exponentials far out, logarithms at the edge.</summary>
public sealed class ExponentialTests
{
    [Theory]
    [InlineData("Exp", 800.0)]
    [InlineData("Exp2", 2000.0)]
    [InlineData("Exp10", 400.0)]
    [InlineData("ExpM1", 800.0)]
    [InlineData("Exp2M1", 2000.0)]
    [InlineData("Exp10M1", 400.0)]
    [InlineData("Sinh", 800.0)]
    [InlineData("Cosh", -800.0)]
    public void InfiniteValue_BehindAZeroAdjoint(string key, double x)
    {
        Formula formula = Formula.Reverse(key, IrType.Double, [x]);
        Assert.True(double.IsInfinity(formula.At(x, 1.0)[0]));
        Assert.Equal([0.0], formula.Partials([x], adjoint: 0));
        Assert.True(double.IsInfinity(formula.Partials([x])[0]));
    }

    /// <summary>Close to -1 a value of exp(x) - 1 holds nothing of exp(x) any more.</summary>
    [Theory]
    [InlineData("ExpM1", -50.0)]
    [InlineData("ExpM1", -700.0)]
    public void FarBelowZero_KeepsItsDigits(string key, double x) =>
        Assert.Equal(1, Formula.Reverse(key, IrType.Double, [x]).Partials([x])[0] / Math.Exp(x), 14);

    [Theory]
    [InlineData("Log", 0.0)]
    [InlineData("Log2", 0.0)]
    [InlineData("Log10", 0.0)]
    [InlineData("LogP1", -1.0)]
    [InlineData("Log2P1", -1.0)]
    [InlineData("Log10P1", -1.0)]
    public void LogarithmOfZero(string key, double x)
    {
        Formula formula = Formula.Reverse(key, IrType.Double, [x]);
        Assert.Equal([double.PositiveInfinity], formula.Partials([x]));
        Assert.Equal([0.0], formula.Partials([x], adjoint: 0));
    }

    [Theory]
    [InlineData("LogP1", -1 + 1e-15)]
    [InlineData("LogP1", 1e-300)]
    public void LogarithmNearItsEdge(string key, double x) => Assert.Equal(1 / (1 + x), Formula.Reverse(key, IrType.Double, [x]).Partials([x])[0]);
}
