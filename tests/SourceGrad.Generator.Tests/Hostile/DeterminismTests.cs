using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Generator.Tests.Diagnostics;
using SourceGrad.Testing;
using SourceGrad.Tests.Conformance;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>The same code gives the same files and the same diagnostics, to the byte, wherever and however it is compiled.</summary>
public sealed class DeterminismTests
{
    private const int Share = 6;

    /// <summary>A model in parts, with overloads, names and constants whose order or spelling could depend on something.</summary>
    private static readonly string[] s_parts =
    [
        "public partial class Parts { private double i = 1.5, İ; [Differentiable] public double F(double x) => x * i * İ * I[0] * 1e-7; static double H(double x) => x < 1 ? x : H(x - 1) * x; [Differentiable] public static double G(double x) => H(x); }",
        "public partial class Parts { private double[] I = [1]; private float w; [Differentiable] public double F(double x, double y) => x * y * I[0] * w * 1234567.25; [Differentiable] public static double G(double x, double y) => H(x) * H(y); }",
    ];

    private static readonly Lazy<IReadOnlyList<(string Path, string Text)>> s_files = new(() =>
    [
        .. ConformanceTable.Rows.Where((_, k) => k % Share == 0).Select((row, k) => (FormattableString.Invariant($"Row{k:000}.cs"), FileOf(row, k))),
        .. s_parts.Select((text, k) => (FormattableString.Invariant($"Parts{k}.cs"), text)),
    ]);

    private static readonly Lazy<IReadOnlyDictionary<string, string>> s_expected = new(() => Generate(Trees(text => text)));

    public static TheoryData<string> CultureNames => new(Cultures.Names);

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void TheCultureChangesNothing(string culture) =>
        AssertSame(Cultures.Run(Cultures.Of(culture), () => Generate(Trees(text => text))));

    [Theory]
    [MemberData(nameof(CultureNames))]
    public void TheCultureChangesNoDiagnostic(string culture)
    {
        SyntaxTree[] trees = [.. UnsupportedRows.All.Concat(UnsupportedRows.Warnings).Select((row, k) => GeneratorHarness.Parse(
            FormattableString.Invariant($"namespace U{k};\n{row.File}"), FormattableString.Invariant($"U{k:000}.cs")))];
        string[] Report() => [.. GeneratorHarness.Analyze(GeneratorHarness.Compile(trees)).Select(d => d.ToString())];
        string[] expected = Report();
        Assert.NotEmpty(expected);
        Assert.Equal(expected, Cultures.Run(Cultures.Of(culture), Report));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void TheOrderOfTheFilesChangesNothing(int seed)
    {
        SyntaxTree[] trees = [.. Trees(text => text)];
        new Random(seed).Shuffle(trees);
        AssertSame(Generate(trees));
    }

    [Fact]
    public void TheSameDriverGivesTheSameAgain()
    {
        GeneratorDriver driver = GeneratorHarness.CreateDriver().RunGenerators(GeneratorHarness.Compile("public class Nothing;"));
        driver = driver.RunGenerators(GeneratorHarness.Compile(Trees(text => text)));
        AssertSame(TextsOf(driver));
        AssertSame(TextsOf(driver.RunGenerators(GeneratorHarness.Compile(Trees(text => text + " ")))));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void BuildingOnManyThreadsChangesNothing(bool concurrent)
    {
        CSharpCompilation compilation = GeneratorHarness.Compile(Trees(text => text));
        compilation = compilation.WithOptions(compilation.Options.WithConcurrentBuild(concurrent));
        if (!concurrent)
        {
            AssertSame(Generate(compilation));
            return;
        }

        IReadOnlyDictionary<string, string>[] results = new IReadOnlyDictionary<string, string>[4];
        Parallel.For(0, results.Length, k => results[k] = Generate(compilation));
        Assert.All(results, AssertSame);
    }

    /// <summary>Strings that span lines keep the ends of lines of their file, as they must; nothing else does.</summary>
    [Fact]
    public void TheEndsOfLinesChangeNothing() =>
        AssertSame(Generate(Trees(text => text.ReplaceLineEndings("\r\n"))).ToDictionary(file => file.Key, file => file.Value.Replace("\r\n", "\n", StringComparison.Ordinal)));

    [Fact]
    public void TheOutputHasOneKindOfLineEnd() =>
        Assert.All(Generate(Trees(text => text.ReplaceLineEndings("\r\n"))).Where(file => !file.Value.Contains('@', StringComparison.Ordinal)), file => Assert.DoesNotContain('\r', file.Value));

    private static void AssertSame(IReadOnlyDictionary<string, string> actual)
    {
        Assert.Equal(s_expected.Value.Keys.Order(StringComparer.Ordinal), actual.Keys.Order(StringComparer.Ordinal));
        Assert.All(s_expected.Value, file => Assert.Equal(file.Value, actual[file.Key]));
    }

    private static IReadOnlyDictionary<string, string> Generate(IEnumerable<SyntaxTree> trees) => Generate(GeneratorHarness.Compile(trees));

    private static IReadOnlyDictionary<string, string> Generate(Compilation compilation) => TextsOf(GeneratorHarness.CreateDriver().RunGenerators(compilation));

    private static IReadOnlyDictionary<string, string> TextsOf(GeneratorDriver driver)
    {
        GeneratorRunResult result = driver.GetRunResult().Results.Single();
        Assert.Null(result.Exception);
        Assert.Empty(result.Diagnostics);
        Assert.NotEmpty(result.GeneratedSources);
        return result.GeneratedSources.ToDictionary(source => source.HintName, source => source.SourceText.ToString());
    }

    private static IEnumerable<SyntaxTree> Trees(Func<string, string> change) =>
        s_files.Value.Select(file => GeneratorHarness.Parse(change(file.Text.ReplaceLineEndings("\n")), file.Path));

    private static string FileOf(Row row, int k) => string.Create(
        CultureInfo.InvariantCulture,
        $"namespace Row{k:000};\n{(row.Container is null ? $"public static partial class Table\n{{\n{row.Source}\n}}\n" : row.Source)}");
}
