using System.Globalization;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>One thing that someone might type.</summary>
/// <param name="Name">What to call it in a report.</param>
/// <param name="Source">C# as it stands in a file, without a namespace, so that many pieces go into one compilation.</param>
internal sealed record Piece(string Name, string Source)
{
    /// <summary>The file has a namespace or statements of its own, so the piece gets a compilation of its own.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Further files, in the same namespace.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>What there is to run on: by default the stack of the main thread of a process on Windows, the least that a compiler has.</summary>
    public int StackBytes { get; init; } = 1024 * 1024;

    /// <summary>It has statements outside of any type.</summary>
    public bool IsProgram { get; init; }

    /// <summary>The files, in a namespace that no other piece has.</summary>
    public IEnumerable<string> Files(int index) => new[] { Source }.Concat(Others)
        .Select(text => IsAlone ? text : string.Create(CultureInfo.InvariantCulture, $"namespace {NamespaceOf(index)};\n{text}"));

    public static string NamespaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Piece{index:00000}");
}
