namespace SourceGrad.Generator.Tests.Differentiation;

/// <summary>Generated gradients and vector-Jacobian products against finite differences.</summary>
public sealed class ReverseTests
{
    public static TheoryData<string> Names => [.. Programs.Names];

    [Theory]
    [MemberData(nameof(Names))]
    public void AgreesWithDifferences(string program) => Programs.Find(program).Check(Programs.Point);

    /// <summary>Beyond the range of numbers the slope is zero, not NaN.</summary>
    [Theory]
    [InlineData("1 / (1 + Math.Exp(-x))", -800.0, 0.0)]
    [InlineData("Math.Min(Math.Exp(x), 5)", 800.0, 0.0)]
    [InlineData("Math.Min(Math.Cosh(x), 5)", 800.0, 0.0)]
    [InlineData("Math.Max(Math.Sqrt(x * x), 1e-10)", 0.0, 0.0)]
    [InlineData("Math.Min(Math.Pow(2, x), 5)", 5000.0, 0.0)]
    [InlineData("Math.Asinh(x)", 1e200, 1e-200)]
    public void FarOut(string formula, double x, double slope) => Assert.Equal(
        [slope], Subject.Flatten(Subject.Of($"[Differentiable] public static double F(double x) => {formula};").GradientAt(x)));

    /// <summary>The branch that was not taken has no say.</summary>
    [Theory]
    [InlineData("x > 0 ? Math.Sqrt(x) : 0", 0.0, 0.0)]
    [InlineData("x > 0 ? Math.Log(x) : x * 2", -1.0, 2.0)]
    [InlineData("x == 0 ? 1 : Math.Sin(x) / x", 0.0, 0.0)]
    public void BranchNotTaken(string formula, double x, double slope) => Assert.Equal(
        [slope], Subject.Flatten(Subject.Of($"[Differentiable] public static double F(double x) => {formula};").GradientAt(x)));
}
