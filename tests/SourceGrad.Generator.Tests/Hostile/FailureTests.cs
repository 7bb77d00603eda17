using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Generator.Discovery;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Should the generator fail all the same: the method gets stubs that compile, and SG9999 stands at its name.</summary>
public sealed class FailureTests
{
    private const string Source = """
        public static partial class Subject
        {
            [Differentiable]
            public static double F(double x) => x * x;

            public static double Use(double x) => FGradient(x);
        }
        """;

    [Fact]
    public void AModelThatCannotBeDifferentiatedGetsStubs()
    {
        MethodModel model = Model();
        GeneratedFile file = MethodCompiler.Compile(model with { Primal = Broken(model.Primal!) }, new GeneratorOptions(true, true, ""), default);

        Assert.NotNull(file.Failure);
        Assert.Equal(model.Header.HintName, file.HintName);
        Assert.Empty(GeneratorHarness.Compile(Source, "").AddSyntaxTrees(GeneratorHarness.Parse(file.Text, "F.g.cs")).GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error));
        Assert.Contains("NotSupportedException", file.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void TheFailureIsReportedAtTheMethod()
    {
        MethodModel model = Model();
        Diagnostic diagnostic = FailureReport.On(model.Header.Id, "what went wrong", false, GeneratorHarness.Compile(Source.Replace("FGradient(x)", "x", StringComparison.Ordinal)), default)!;

        Assert.Equal("SG9999", diagnostic.Id);
        Assert.Equal(DiagnosticSeverity.Error, diagnostic.Severity);
        Assert.Equal("F", diagnostic.Location.SourceTree!.ToString().Substring(diagnostic.Location.SourceSpan.Start, diagnostic.Location.SourceSpan.Length));
        Assert.Contains("what went wrong", diagnostic.GetMessage(System.Globalization.CultureInfo.InvariantCulture), StringComparison.Ordinal);
    }

    /// <summary>The rules of the language, on which the generator relies, do not hold in what is not C#; and the compiler has said so.</summary>
    [Fact]
    public void NothingIsReportedOfWhatIsNotCSharp() =>
        Assert.Null(FailureReport.On(Model().Header.Id, "what went wrong", false, GeneratorHarness.Compile(Source.Replace("x * x", "x * y", StringComparison.Ordinal)), default));

    private static MethodModel Model()
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(Source);
        SyntaxTree tree = compilation.SyntaxTrees.Last();
        SyntaxNode declaration = tree.GetRoot().DescendantNodes().OfType<Microsoft.CodeAnalysis.CSharp.Syntax.MethodDeclarationSyntax>().First();
        SemanticModel semantics = compilation.GetSemanticModel(tree);
        return FrontEnd.Read((IMethodSymbol)semantics.GetDeclaredSymbol(declaration)!, declaration, semantics, default).Model!;
    }

    /// <summary>The function without its statements: it returns what nothing defines.</summary>
    private static Function Broken(Function function) =>
        function with { Body = function.Body with { Statements = EquatableArray<Statement>.Empty } };
}
