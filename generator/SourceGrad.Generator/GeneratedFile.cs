namespace SourceGrad.Generator;

/// <summary>A file to add to the compilation.</summary>
internal sealed record GeneratedFile(string HintName, string Text)
{
    /// <summary>The method or type that it belongs to, as documentation comments name it; empty where nothing is to be said of it.</summary>
    public string Source { get; init; } = "";

    /// <summary>What went wrong inside the compiler, if anything did; the text then declares stubs.</summary>
    public string? Failure { get; init; }

    /// <summary>It failed only because the method is too large.</summary>
    public bool IsTooLarge { get; init; }
}
