using SourceGrad.Testing;

namespace SourceGrad.Tests.Calls;

/// <summary>A rule is for all of a compilation, so what it does to the framework's functions is tried in one of its own.</summary>
public sealed class RuleTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void ARuleWinsOverTheTable(bool optimize)
    {
        const string source = """
            public static partial class Subject
            {
                [DerivativeOf(typeof(Math), nameof(Math.Tanh))]
                private static double TanhRule(double x, double adjoint) => 10 * adjoint;

                [Differentiable]
                public static double F(double x) => Math.Tanh(x) * 2 + double.Sin(x);
            }
            """;
        Assert.Empty(GeneratorHarness.Analyze(GeneratorHarness.Compile(source)));
        Type type = GeneratorHarness.Run(source, optimize).Load().GetType("Subject")!;
        Assert.Equal(21.0, type.GetMethod("FGradient")!.Invoke(null, [0.0]));
    }
}
