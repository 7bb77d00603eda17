using System.Text.RegularExpressions;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Architecture;

/// <summary>The page about the language says only what a test says too.</summary>
public sealed partial class LanguageTableTests
{
    [Fact]
    public void EveryNamedTestExists()
    {
        string[] tables = [
            .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests/SourceGrad.Tests/Conformance/Rows"), "*.cs"),
            Path.Combine(RepositoryFiles.Root, "tests/SourceGrad.Tests/Conformance/KeptCodeTests.cs"),
            Path.Combine(RepositoryFiles.Root, "tests/SourceGrad.Tests/Models/NewestSyntaxTests.cs"),
            .. Directory.EnumerateFiles(Path.Combine(RepositoryFiles.Root, "tests/SourceGrad.Generator.Tests/Diagnostics"), "UnsupportedRows*.cs")];
        HashSet<string> rows = [.. tables.SelectMany(path => RowName().Matches(File.ReadAllText(path)).Select(match => match.Groups[1].Value))];

        string[] lines = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "docs/language.md"));
        string[] named = [.. lines.Where(line => line.StartsWith("| ", StringComparison.Ordinal))
            .SelectMany(line => Quoted().Matches(line.TrimEnd(' ', '|').Split(" | ")[^1]).Select(match => match.Groups[1].Value))];
        Assert.NotEmpty(named);
        Assert.All(named, name => Assert.Contains(name, rows));
    }

    [Fact]
    public void EveryConstructNamesATest()
    {
        IEnumerable<string> untested = File.ReadAllLines(Path.Combine(RepositoryFiles.Root, "docs/language.md"))
            .Where(line => line.StartsWith("| ", StringComparison.Ordinal) && !line.StartsWith("| construct", StringComparison.Ordinal))
            .Where(line => !Quoted().IsMatch(line.TrimEnd(' ', '|').Split(" | ")[^1]));
        Assert.Empty(untested);
    }

    [GeneratedRegex("""(?:(?:new Row|Linq|Statement|new|InlineData)\(|^ {12})"([^"]+)"[,)]""", RegexOptions.Multiline)]
    private static partial Regex RowName();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Quoted();
}
