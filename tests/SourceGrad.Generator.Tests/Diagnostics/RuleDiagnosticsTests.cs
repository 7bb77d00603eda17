using Microsoft.CodeAnalysis;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Diagnostics;

/// <summary>Rules that do not fit the method they are for: an error at the rule.</summary>
public sealed class RuleDiagnosticsTests
{
    private const string Methods = """
            public static double F(double x, int n) => x * n;
            public static double G(ReadOnlySpan<double> v, double x) => v[0] * x;
            public static void Nothing(double x) { }
            public static double Writes(Span<double> v) => v[0] = 1;
            public double Instance(double x) => x;
        """;

    [Theory]
    [InlineData("SG0019", "[DerivativeOf(typeof(Subject), \"H\")] static double Rule(double x, double adjoint) => adjoint;", "no method 'H'")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(F))] static double Rule(double x, double adjoint) => adjoint;", "(double x, int n, double adjoint)")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(F))] static double Rule(double x, int n) => x;", "(double x, int n, double adjoint)")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(F))] static double Rule(double x, int n, float adjoint) => x;", "(double x, int n, double adjoint)")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(G))] static double Rule(ReadOnlySpan<double> v, double x, double adjoint) => x;", "double adjoint, Span<double> vAdjoint)")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(Nothing))] static double Rule(double x, double adjoint) => x;", "returns 'void'")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(Writes))] static void Rule(Span<double> v, double adjoint, Span<double> vAdjoint) { }", "may write to 'v'")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(Instance))] static double Rule(double x, double adjoint) => x;", "not a static method")]
    [InlineData("SG0020", "[DerivativeOf(typeof(Subject), nameof(F))] double Rule(double x, int n, double adjoint) => x;", "must be a static method")]
    [InlineData("SG0021", "[DerivativeOf(typeof(Subject), nameof(F))] static (double, double) Rule(double x, int n, double adjoint) => (x, x);", "must return double")]
    [InlineData("SG0021", "[DerivativeOf(typeof(Math), nameof(Math.Atan2))] static double Rule(double y, double x, double adjoint) => x;", "must return (double y, double x)")]
    public void WrongRule(string id, string rule, string message)
    {
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(GeneratorHarness.Compile($"public partial class Subject\n{{\n{Methods}\n{rule}\n}}")));
        Assert.Equal(id, diagnostic.Id);
        Assert.Contains(message, diagnostic.GetMessage(), StringComparison.Ordinal);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.True(diagnostic.Location.IsInSource);
    }

    [Fact]
    public void TwoRulesForOneMethod()
    {
        Diagnostic[] diagnostics = [.. GeneratorHarness.Analyze(GeneratorHarness.Compile("""
            public static partial class Subject
            {
                public static double G(double x) => x;
                [DerivativeOf(typeof(Subject), nameof(G))] static double One(double x, double adjoint) => adjoint;
                [Differentiable] public static double F(double x) => G(x);
            }
            public static class Other
            {
                [DerivativeOf(typeof(Subject), nameof(Subject.G))] static double Two(double x, double adjoint) => adjoint;
            }
            """))];
        Assert.Equal(["SG0022", "SG0022"], diagnostics.Select(d => d.Id));
    }

    [Fact]
    public void ARuleOutOfReachIsSaidAtTheCall()
    {
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(GeneratorHarness.Compile("""
            public static partial class Subject
            {
                public static double G(double x) => x;
                [Differentiable] public static double F(double x) => G(x);
            }
            public static class Other
            {
                [DerivativeOf(typeof(Subject), nameof(Subject.G))] private static double Two(double x, double adjoint) => adjoint;
            }
            """)));
        Assert.Equal("SG0008", diagnostic.Id);
        Assert.Contains("Two", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    [Fact]
    public void WithoutSourceOrRuleTheMessageSaysHowToWriteOne()
    {
        Diagnostic diagnostic = Assert.Single(GeneratorHarness.Analyze(GeneratorHarness.Compile("""
            public static partial class Subject
            {
                [Differentiable] public static double F(double x) => x * TimeSpan.FromDays(x).TotalDays;
            }
            """)), d => d.Id == "SG0010");
        Assert.Contains("[DerivativeOf(", diagnostic.GetMessage(), StringComparison.Ordinal);
    }

    /// <summary>The method's file changes though nobody touched it: the rule is in another.</summary>
    [Fact]
    public void AnEditOfARuleInAnotherFileIsSeen()
    {
        SyntaxTree method = GeneratorHarness.Parse("""
            public static partial class Subject
            {
                public static double G(double x) => x * x;
                [Differentiable] public static double F(double x) => G(x);
            }
            """, "Subject.cs");
        SyntaxTree before = GeneratorHarness.Parse("public static class Rules { }", "Rules.cs");
        SyntaxTree after = GeneratorHarness.Parse("public static class Rules { [DerivativeOf(typeof(Subject), nameof(Subject.G))] public static double Rule(double x, double adjoint) => 3 * adjoint; }", "Rules.cs");
        Microsoft.CodeAnalysis.CSharp.CSharpCompilation compilation = GeneratorHarness.Compile([method, before]);
        GeneratorDriver driver = GeneratorHarness.CreateDriver().RunGenerators(compilation);
        Assert.DoesNotContain("Rules.Rule", Text(driver), StringComparison.Ordinal);
        driver = driver.RunGenerators(compilation.ReplaceSyntaxTree(before, after));
        Assert.Contains("Rules.Rule(x, 1", Text(driver), StringComparison.Ordinal);
        driver = driver.RunGenerators(compilation);
        Assert.DoesNotContain("Rules.Rule", Text(driver), StringComparison.Ordinal);
    }

    private static string Text(GeneratorDriver driver) => string.Join("\n", driver.GetRunResult().GeneratedTrees);
}
