using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Architecture;

/// <summary>What every source file keeps to.</summary>
public sealed class FileTests
{
    private const int MostLines = 350;

    public static TheoryData<string> Folders => new(new[] { "generator", "src", "tests", "samples" }.Where(f => Directory.Exists(Path.Combine(RepositoryFiles.Root, f))));

    [Theory]
    [MemberData(nameof(Folders))]
    public void FilesAreShort(string folder)
    {
        IEnumerable<string> longFiles = Handwritten(folder)
            .Select(path => (Path: path, Lines: File.ReadLines(path).Count()))
            .Where(x => x.Lines > MostLines)
            .Select(x => $"{Path.GetRelativePath(RepositoryFiles.Root, x.Path)}: {x.Lines} lines");
        Assert.Empty(longFiles);
    }

    [Theory]
    [MemberData(nameof(Folders))]
    public void NothingIsLeftForLater(string folder)
    {
        string[] marks = ["TO" + "DO", "FIX" + "ME", "NotImplemented" + "Exception", "Skip" + " ="];
        IEnumerable<string> open = Handwritten(folder)
            .SelectMany(path => File.ReadLines(path).Where(line => marks.Any(m => line.Contains(m, StringComparison.Ordinal))).Select(line => $"{Path.GetFileName(path)}: {line.Trim()}"));
        Assert.Empty(open);
    }

    private static IEnumerable<string> Handwritten(string folder) =>
        RepositoryFiles.CSharp(folder).Where(path => !path.EndsWith(".verified.cs", StringComparison.Ordinal) && !path.EndsWith(".received.cs", StringComparison.Ordinal));
}
