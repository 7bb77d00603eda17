namespace SourceGrad.Fuzz.Checking;

/// <summary>What the build tells the generator.</summary>
/// <param name="Passes">The names of the only passes to run, separated by semicolons; all of them where null.</param>
public sealed record Configuration(string Name, bool Optimize, string? Passes = null)
{
    public static readonly Configuration Optimized = new("optimized", true);

    public static readonly Configuration Plain = new("plain", false);

    /// <summary>These go on with what the vectorizer made.</summary>
    private static readonly Configuration s_blocks = new("blocks of lanes alone", true, "Vectorizer;LaneBlocks;Outlining");

    /// <summary>The two above and every pass alone.</summary>
    public static IReadOnlyList<Configuration> All { get; } =
        [Optimized, Plain, .. Generator.Optimization.PassList.Names.Concat(["Tiling", "Vectorizer", "RegisterSums"]).Select(pass => new Configuration(pass + " alone", true, pass)), s_blocks];

    /// <summary>Which configuration a batch has: mostly the ones that users have.</summary>
    public static Configuration OfBatch(int batch) => (batch % 4) switch
    {
        0 or 2 => Optimized,
        1 => Plain,
        _ => All[2 + (batch / 4 % (All.Count - 2))],
    };
}
