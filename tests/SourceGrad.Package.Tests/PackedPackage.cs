using SourceGrad.Testing;

namespace SourceGrad.Package.Tests;

/// <summary>The package, packed once from the repository into a feed of its own, under a version that no cache can know.</summary>
public sealed class PackedPackage : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("SourceGrad.Package.Tests-");

    public PackedPackage()
    {
        string suffix = "test.x" + Guid.NewGuid().ToString("N")[..12];
        Directory.CreateDirectory(Feed);

        // With outputs of its own, so that it does not get in the way of a build of the repository.
        ToolResult packed = Tool.Run(
            RepositoryFiles.Root,
            Environment.GetEnvironmentVariable("NUGET_PACKAGES") ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages"),
            "pack",
            Path.Combine("src", "SourceGrad"),
            "--configuration",
            "Release",
            "--artifacts-path",
            Path.Combine(Root, "artifacts"),
            "--output",
            Feed,
            "--version-suffix",
            suffix);
        Assert.True(packed.ExitCode == 0, packed.Output);
        File = Assert.Single(Directory.GetFiles(Feed, "*.nupkg"));
        Version = Path.GetFileNameWithoutExtension(File)["SourceGrad.".Length..];
        Assert.EndsWith(suffix, Version, StringComparison.Ordinal);
    }

    public string Root => _folder.FullName;

    public string Feed => Path.Combine(Root, "feed");

    public string File { get; }

    public string Version { get; }

    public void Dispose()
    {
        try
        {
            _folder.Delete(recursive: true);
        }
        catch (IOException)
        {
            // A file that a virus scanner holds open is no failure of a test.
        }
    }
}

/// <summary>Tests that share the package.</summary>
[CollectionDefinition(Name)]
public sealed class PackageTests : ICollectionFixture<PackedPackage>
{
    public const string Name = "Package";
}
