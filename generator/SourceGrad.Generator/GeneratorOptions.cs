using Microsoft.CodeAnalysis.Diagnostics;

namespace SourceGrad.Generator;

/// <summary>What the user's project file may say to the generator.</summary>
/// <param name="Optimize">MSBuild property <c>SourceGradOptimize</c>: false leaves out every pass that only makes the code shorter or faster.</param>
/// <param name="Vectorize">MSBuild property <c>SourceGradVectorize</c>: false leaves every loop to scalar code.</param>
internal sealed record GeneratorOptions(bool Optimize, bool Vectorize)
{
    public static GeneratorOptions Read(AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        bool IsOn(string property) => !provider.GlobalOptions.TryGetValue("build_property." + property, out string? text)
            || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase);
        return new GeneratorOptions(Optimize: IsOn("SourceGradOptimize"), Vectorize: IsOn("SourceGradVectorize"));
    }
}
