namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>What the generator or the analyzer did that it must never do.</summary>
/// <param name="Piece">With which piece.</param>
/// <param name="What">What happened.</param>
/// <param name="Details">The exception or the compiler's errors.</param>
internal sealed record Finding(Piece Piece, string What, string Details)
{
    public override string ToString() => $"--- {Piece.Name}: {What}\n{Details}\n{string.Join("\n// another file\n", Shortened(Piece))}\n";

    private static IEnumerable<string> Shortened(Piece piece) => piece.Others.Prepend(piece.Source)
        .Select(text => text.Length > 4000 ? text[..2000] + "\n…\n" + text[^2000..] : text);
}
