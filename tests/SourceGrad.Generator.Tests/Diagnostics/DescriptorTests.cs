using System.Reflection;
using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Diagnostics;

/// <summary>Each diagnostic is documented and known to its analyzer.</summary>
public sealed class DescriptorTests
{
    public static TheoryData<string> Ids => new(Descriptors.All.Select(d => d.Id));

    [Theory]
    [MemberData(nameof(Ids))]
    public void HasAHelpPageAndAReleaseNote(string id)
    {
        string page = Path.Combine(RepositoryFiles.Root, "docs", "diagnostics", id + ".md");
        Assert.True(File.Exists(page), page);
        Assert.Contains(id, File.ReadAllText(page), StringComparison.Ordinal);
        IEnumerable<string> releases = Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "generator", "SourceGrad.Generator"), "AnalyzerReleases.*.md");
        Assert.Contains(releases, file => File.ReadAllText(file).Contains(id, StringComparison.Ordinal));
    }

    /// <summary>A page's first example gets the diagnostic and no other, and the second, which says what to write instead, gets none.</summary>
    [Theory]
    [MemberData(nameof(Ids))]
    public void ExamplesAreTrue(string id)
    {
        string page = File.ReadAllText(Path.Combine(RepositoryFiles.Root, "docs", "diagnostics", id + ".md")).ReplaceLineEndings("\n");
        string[] examples = [.. page.Split("```csharp\n").Skip(1).Select(part => part[..part.IndexOf("```", StringComparison.Ordinal)])];
        if (id is "SG0012" or "SG0023" or "SG9999")
        {
            Assert.Empty(examples);
            return;
        }

        Assert.Equal(2, examples.Length);
        Assert.Equal([id], Reported(examples[0]).Distinct());
        Assert.Empty(Reported(examples[1]));
        GeneratorHarness.Run(InClass(examples[1])).AssertClean();
    }

    [Fact]
    public void IdsAreUniqueAndAllAreListed()
    {
        DiagnosticDescriptor[] declared = [.. typeof(Descriptors)
            .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)
            .Where(f => f.FieldType == typeof(DiagnosticDescriptor))
            .Select(f => (DiagnosticDescriptor)f.GetValue(null)!)];
        Assert.Equal(declared.Length, declared.Select(d => d.Id).Distinct().Count());
        Assert.Equal(declared.Select(d => d.Id).Order(), Descriptors.All.Select(d => d.Id).Order());
        Assert.All(declared, d => Assert.Equal("SourceGrad", d.Category));
    }

    private static IEnumerable<string> Reported(string source) =>
        GeneratorHarness.Analyze(GeneratorHarness.Compile(InClass(source))).Select(d => d.Id);

    private static string InClass(string source) =>
        source.Contains("class ", StringComparison.Ordinal) ? source : $"public partial class Examples\n{{\n{source}\n}}\n";
}
