using System.IO.Compression;
using System.Xml.Linq;

namespace SourceGrad.Package.Tests;

/// <summary>What lies where in the package.</summary>
[Collection(PackageTests.Name)]
public sealed class LayoutTests(PackedPackage package)
{
    private static readonly string[] s_ofTheFormat = ["_rels/", "package/", "[Content_Types].xml"];

    [Fact]
    public void HoldsTheLibraryTheGeneratorAndNothingElse()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        string[] expected =
        [
            "README.md",
            "SourceGrad.nuspec",
            "analyzers/dotnet/cs/SourceGrad.Generator.dll",
            "build/SourceGrad.props",
            "lib/net10.0/SourceGrad.dll",
            "lib/net10.0/SourceGrad.xml",
            "lib/net8.0/SourceGrad.dll",
            "lib/net8.0/SourceGrad.xml",
        ];
        Assert.Equal(expected, archive.Entries
            .Select(entry => entry.FullName)
            .Where(name => !s_ofTheFormat.Any(start => name.StartsWith(start, StringComparison.Ordinal)))
            .Order(StringComparer.Ordinal));
    }

    [Fact]
    public void NamesItsLicenceAndReadmeAndDependsOnNothing()
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        using Stream stream = archive.GetEntry("SourceGrad.nuspec")!.Open();
        XDocument nuspec = XDocument.Load(stream);
        XElement Single(string name) => Assert.Single(nuspec.Descendants(), element => element.Name.LocalName == name);

        Assert.Equal("SourceGrad", Single("id").Value);
        Assert.Equal(package.Version, Single("version").Value);
        Assert.Equal("MIT", Single("license").Value);
        Assert.Equal("README.md", Single("readme").Value);
        Assert.NotEmpty(Single("description").Value);
        Assert.DoesNotContain(nuspec.Descendants(), element => element.Name.LocalName == "dependency");
    }

    [Theory]
    [InlineData("net8.0")]
    [InlineData("net10.0")]
    public void DocumentsTheAttributes(string framework)
    {
        using ZipArchive archive = ZipFile.OpenRead(package.File);
        using Stream stream = archive.GetEntry($"lib/{framework}/SourceGrad.xml")!.Open();
        IEnumerable<string?> documented = XDocument.Load(stream).Descendants("member").Select(member => member.Attribute("name")?.Value);
        Assert.Contains("T:SourceGrad.DifferentiableAttribute", documented);
    }
}
