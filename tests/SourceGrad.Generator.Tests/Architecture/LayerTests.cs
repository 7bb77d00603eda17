using System.Text.RegularExpressions;
using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Architecture;

/// <summary>Which folder of the generator may know of which.</summary>
public sealed partial class LayerTests
{
    private const string Generator = "generator/SourceGrad.Generator";

    private static readonly Dictionary<string, string[]> s_allowed = new()
    {
        ["Infrastructure"] = [],
        ["Ir"] = ["Infrastructure"],
        ["Rules"] = ["Infrastructure", "Ir"],
        ["Analysis"] = ["Infrastructure", "Ir", "Rules"],
        ["Differentiation"] = ["Infrastructure", "Ir", "Rules", "Analysis"],
        ["Optimization"] = ["Infrastructure", "Ir", "Rules", "Analysis"],
        ["Vectorization"] = ["Infrastructure", "Ir", "Rules", "Analysis"],
        ["Parallelization"] = ["Infrastructure", "Ir", "Rules", "Analysis", "Vectorization"],
        ["Emission"] = ["Infrastructure", "Ir"],
        ["Diagnostics"] = ["Infrastructure", "Ir", "Rules"],
        ["Lowering"] = ["Infrastructure", "Ir", "Rules", "Diagnostics"],
        ["Discovery"] = ["Infrastructure", "Ir", "Rules", "Diagnostics", "Lowering"],
    };

    private static readonly string[] s_knowCSharp = ["Discovery", "Lowering", "Diagnostics"];

    public static TheoryData<string> Folders => new(s_allowed.Keys.Where(f => Directory.Exists(Path.Combine(RepositoryFiles.Root, Generator, f))));

    [Theory]
    [MemberData(nameof(Folders))]
    public void FolderKnowsOnlyTheLayersBelow(string folder)
    {
        IEnumerable<string> violations = Files(folder).SelectMany(path => Layer().Matches(Code(path))
            .Select(match => match.Groups[1].Value)
            .Where(layer => s_allowed.ContainsKey(layer) && layer != folder && !s_allowed[folder].Contains(layer))
            .Select(layer => $"{Path.GetFileName(path)} knows of {layer}"));
        Assert.Empty(violations.Distinct());
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void OnlyTheFrontEndKnowsTheCompiler(string folder)
    {
        IEnumerable<string> users = Files(folder).Where(path => Code(path).Contains("Microsoft.CodeAnalysis", StringComparison.Ordinal));
        if (!s_knowCSharp.Contains(folder))
        {
            Assert.Empty(users);
        }
    }

    [Fact]
    public void EveryFolderHasItsPlace()
    {
        IEnumerable<string> folders = Directory.EnumerateDirectories(Path.Combine(RepositoryFiles.Root, Generator))
            .Select(path => Path.GetFileName(path)!)
            .Where(name => name is not ("bin" or "obj" or "Properties"));
        Assert.All(folders, folder => Assert.Contains(folder, s_allowed.Keys));
    }

    [Fact]
    public void NamespacesFollowFolders()
    {
        foreach (string path in RepositoryFiles.CSharp(Generator).Where(path => !RepositoryFiles.IsDefinition(path)))
        {
            string folder = Path.GetDirectoryName(Path.GetRelativePath(Path.Combine(RepositoryFiles.Root, Generator), path))!.Replace(Path.DirectorySeparatorChar, '.');
            string root = folder.Split('.')[0];
            Match match = Namespace().Match(File.ReadAllText(path));
            if (match.Success)
            {
                string expected = root.Length == 0 ? "SourceGrad.Generator" : "SourceGrad.Generator." + root;
                Assert.StartsWith(expected, match.Groups[1].Value);
            }
        }
    }

    private static IEnumerable<string> Files(string folder) => RepositoryFiles.CSharp($"{Generator}/{folder}");

    /// <summary>The file without comments.</summary>
    private static string Code(string path) => string.Join("\n", File.ReadLines(path).Where(line => !line.TrimStart().StartsWith("//", StringComparison.Ordinal)));

    [GeneratedRegex(@"SourceGrad\.Generator\.(\w+)")]
    private static partial Regex Layer();

    [GeneratedRegex(@"^namespace ([\w.]+)", RegexOptions.Multiline)]
    private static partial Regex Namespace();
}
