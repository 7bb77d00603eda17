using System.Reflection;

namespace SourceGrad.Testing;

/// <summary>Where the files of the repository are, told by the build and so independent of path mapping.</summary>
internal static class RepositoryFiles
{
    public static string Root => Metadata("RepositoryDirectory");

    public static string TestProject => Metadata("ProjectDirectory");

    /// <summary>The C# files under a folder of the repository, without what the build puts there.</summary>
    public static IEnumerable<string> CSharp(string folder) => Directory.EnumerateFiles(Path.Combine(Root, folder), "*.cs", SearchOption.AllDirectories)
        .Where(path => !path.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
            && !path.Contains($"{Path.DirectorySeparatorChar}bin{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
        .Order(StringComparer.Ordinal);

    /// <summary>C# that the generator carries as text.</summary>
    public static bool IsDefinition(string path) =>
        path.Contains($"{Path.DirectorySeparatorChar}Definitions{Path.DirectorySeparatorChar}", StringComparison.Ordinal);

    private static string Metadata(string key) => typeof(RepositoryFiles).Assembly
        .GetCustomAttributes<AssemblyMetadataAttribute>()
        .Single(a => a.Key == key)
        .Value!;
}
