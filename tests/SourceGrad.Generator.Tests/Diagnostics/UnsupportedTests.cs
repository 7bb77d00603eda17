using System.Collections.Immutable;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Diagnostics;

/// <summary>What the generator cannot differentiate exactly is an error at its place, and nothing else breaks.</summary>
public sealed class UnsupportedTests
{
    private const string Neighbour = """
        public static partial class Neighbour
        {
            [Differentiable]
            public static double Square(double x) => x * x;
        }
        """;

    public static TheoryData<string> Names => new(UnsupportedRows.All.Select(r => r.Name));

    public static TheoryData<string> WarningNames => new(UnsupportedRows.Warnings.Select(r => r.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void ErrorStandsAtTheMarkedLine(string name)
    {
        UnsupportedRow row = UnsupportedRows.All.Single(r => r.Name == name);
        AssertReported(row, DiagnosticSeverity.Error);
    }

    [Theory]
    [MemberData(nameof(WarningNames))]
    public void WarningStandsAtTheMarkedLine(string name)
    {
        UnsupportedRow row = UnsupportedRows.Warnings.Single(r => r.Name == name);
        AssertReported(row, DiagnosticSeverity.Warning);
        GeneratorHarness.Run(row.File).AssertClean();
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void StubsCompileAndTheNeighbourWorks(string name)
    {
        UnsupportedRow row = UnsupportedRows.All.Single(r => r.Name == name);
        CSharpCompilation subject = GeneratorHarness.Compile(row.File, Neighbour);
        HashSet<string> before = [.. Errors(subject)];
        GeneratorRun run = GeneratorHarness.Run(subject);
        Assert.Null(run.Crash);
        Assert.Empty(run.Failures);
        Assert.Empty(Errors(run.Output).Except(before));
        Assert.Contains("SquareValueAndGradient", run.Text);
    }

    /// <summary>Members of a method with an error exist, so that their callers compile, and say what is wrong when they are called.</summary>
    [Fact]
    public void StubsThrow()
    {
        Assembly assembly = GeneratorHarness.Run("""
            public static partial class Subject
            {
                [Differentiable]
                public static double F(double x)
                {
                    lock (typeof(Subject)) { x *= 2; }
                    return x;
                }

                public static double Use(double x) => FValueAndGradient(x, out double g) + g + FGradient(x);
            }
            """).Load();
        TargetInvocationException thrown = Assert.Throws<TargetInvocationException>(() => assembly.GetType("Subject")!.GetMethod("Use")!.Invoke(null, [1.0]));
        Assert.IsType<NotSupportedException>(thrown.InnerException);
    }

    [Fact]
    public void BrokenCodeDoesNotCrash()
    {
        string[] sources =
        [
            "public static partial class S { [Differentiable] public static double F(double x) => x * ; }",
            "public static partial class S { [Differentiable] public static double F(double x) { return y; } }",
            "public static partial class S { [Differentiable] public static double F(double x) { if (x > ) return 1; } }",
            "public static partial class S { [Differentiable] public static F(double x) => x; }",
            "public static partial class S { [Differentiable] public static double F(double x, double x) => x; }",
            "public static partial class S { [Differentiable] public static double F(Missing x) => 1; }",
            "public static partial class S { [Differentiable(Derivatives = )] public static double F(double x) => x; }",
            "public static partial class S { [Differentiable(nameof())] public static double F(double x) => x; }",
            "public static partial class S { [Differentiable] public static double F(double x) { for (;;",
            "public static partial class S { [Differentiable] public static double F(double x) { int x = 1; return x; } }",
            "public static partial class S { [Differentiable] public static double F(double x) => Missing(x); }",
            "public static partial class S { [Differentiable] public static double F(double x) => Math.Sin(); }",
            "public static partial class S { [Differentiable] public static double F(ReadOnlySpan<double> x) => x[\"a\"]; }",
            "[Differentiable] double F(double x) => x;",
        ];
        foreach (string source in sources)
        {
            CSharpCompilation compilation = GeneratorHarness.Compile(source);
            Assert.Null(GeneratorHarness.Run(compilation).Crash);
            AssertNoCrash(GeneratorHarness.Analyze(compilation));
        }
    }

    private static void AssertReported(UnsupportedRow row, DiagnosticSeverity severity)
    {
        ImmutableArray<Diagnostic> diagnostics = GeneratorHarness.Analyze(GeneratorHarness.Compile(row.File));
        AssertNoCrash(diagnostics);
        Assert.NotEmpty(diagnostics);
        Assert.All(diagnostics, d => Assert.Equal(severity, d.Severity));
        Assert.All(diagnostics, d => Assert.StartsWith(row.Id, d.Id));
        Assert.All(diagnostics, d => Assert.Contains(d.Location.GetLineSpan().StartLinePosition.Line, row.MarkedLines));
    }

    private static void AssertNoCrash(ImmutableArray<Diagnostic> diagnostics)
    {
        Assert.DoesNotContain(diagnostics, d => d.Id == "AD0001");
        Assert.DoesNotContain(diagnostics, d => d.Id == "SG9999");
    }

    private static IEnumerable<string> Errors(Compilation compilation) =>
        compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error).Select(d => $"{d.Id} {d.GetMessage(System.Globalization.CultureInfo.InvariantCulture)}");
}
