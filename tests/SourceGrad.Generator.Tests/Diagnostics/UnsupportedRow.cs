namespace SourceGrad.Generator.Tests.Diagnostics;

/// <summary>A source whose lines marked <c>/*!*/</c> are exactly those that get a diagnostic.</summary>
public sealed record UnsupportedRow(string Name, string Source, string Id)
{
    public const string Mark = "/*!*/";

    /// <summary>The source as a file: members of a partial class, unless it has types of its own.</summary>
    public string File => (Source.Contains("class Subject", StringComparison.Ordinal)
        ? Source
        : $"public static partial class Subject\n{{\n{Source}\n}}\n").ReplaceLineEndings("\n");

    /// <summary>Zero-based.</summary>
    public IReadOnlyList<int> MarkedLines =>
        [.. File.Split('\n').Select((line, number) => (line, number)).Where(x => x.line.Contains(Mark, StringComparison.Ordinal)).Select(x => x.number)];

    public override string ToString() => Name;
}
