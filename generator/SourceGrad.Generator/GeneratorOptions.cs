using System.Globalization;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SourceGrad.Generator;

/// <summary>What the user's project file may say to the generator.</summary>
/// <param name="Optimize">MSBuild property <c>SourceGradOptimize</c>: false leaves out every pass that only makes the code shorter or faster.</param>
/// <param name="Vectorize">MSBuild property <c>SourceGradVectorize</c>: false leaves every loop to scalar code.</param>
/// <param name="Passes">MSBuild property <c>SourceGradPasses</c>: the names of the only such passes to run, separated by semicolons; empty for all.</param>
internal sealed record GeneratorOptions(bool Optimize, bool Vectorize, string Passes)
{
    /// <summary>MSBuild property <c>SourceGradVerify</c>: true adds a gradient check for each annotated method.</summary>
    public bool Verify { get; init; }

    /// <summary>MSBuild property <c>SourceGradParallelRounds</c>: loops of every method run on all cores, in parts of at least so many rounds; null leaves both to the methods and the generator.</summary>
    public int? ParallelRounds { get; init; }

    public bool Runs(string pass) => Passes.Length == 0 || Passes.Split(';').Contains(pass);

    public static GeneratorOptions Read(AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool IsOn(string property) => !provider.GlobalOptions.TryGetValue("build_property." + property, out string? text)
            || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
        return new GeneratorOptions(
            IsOn("SourceGradOptimize"),
            IsOn("SourceGradVectorize"),
            provider.GlobalOptions.TryGetValue("build_property.SourceGradPasses", out string? passes) ? passes : string.Empty)
        {
            ParallelRounds = provider.GlobalOptions.TryGetValue("build_property.SourceGradParallelRounds", out string? rounds) && int.TryParse(rounds, NumberStyles.None, CultureInfo.InvariantCulture, out int least) ? least : null,
            Verify = provider.GlobalOptions.TryGetValue("build_property.SourceGradVerify", out string? verify) && string.Equals(verify, "true", StringComparison.OrdinalIgnoreCase),
        };
    }
}
