namespace SourceGrad.Fuzz.Checking;

/// <summary>What the build tells the generator.</summary>
/// <param name="Passes">The names of the only passes to run, separated by semicolons; all of them where null.</param>
/// <param name="OnCores">Every loop whose rounds may run side by side does so.</param>
public sealed record Configuration(string Name, bool Optimize, string? Passes = null, bool OnCores = false)
{
    public static readonly Configuration Optimized = new("optimized", true);

    public static readonly Configuration Plain = new("plain", false);

    private static readonly Configuration s_cores = new("on all cores", true, OnCores: true);

    /// <summary>These go on with what the vectorizer made.</summary>
    private static readonly Configuration s_blocks = new("blocks of lanes alone", true, "RoundBlocks;LoopFission;Vectorizer;SharedViews;Jamming;LaneBlocks;LaneRuns;FusedSums;Outlining");

    /// <summary>The last of these goes on with what the others made.</summary>
    private static readonly Configuration s_stores = new("first stores of gathered sums and products alone", true, "MatrixProducts;RowSums;OverlappingSums;FirstStores;PairedProducts;UnclearedScratch;Vectorizer");

    /// <summary>The three above, loops on all cores alone and every pass alone.</summary>
    public static IReadOnlyList<Configuration> All { get; } =
        [Optimized, Plain, s_cores, new Configuration("ParallelLoops alone", true, "ParallelLoops", OnCores: true), .. Generator.Optimization.PassList.Names.Concat(["PostponedAdjoints", "FirstContributions", "RunningExtremes", "MatrixProducts", "RowSums", "OverlappingSums", "FirstStores", "PairedProducts", "UnclearedScratch", "RoundBlocks", "Tiling", "LoopFission", "Vectorizer", "SharedViews", "RegisterSums", "FusedSums"]).Select(pass => new Configuration(pass + " alone", true, pass)), s_blocks, s_stores];

    /// <summary>Which configuration a batch has: mostly the ones that users have.</summary>
    public static Configuration OfBatch(int batch) => (batch % 8) switch
    {
        0 or 2 or 4 => Optimized,
        1 or 5 => Plain,
        6 => s_cores,
        _ => All[3 + (batch / 4 % (All.Count - 3))],
    };
}
