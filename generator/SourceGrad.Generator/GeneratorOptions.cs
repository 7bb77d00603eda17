using Microsoft.CodeAnalysis.Diagnostics;

namespace SourceGrad.Generator;

/// <summary>What the user's project file may say to the generator.</summary>
/// <param name="Optimize">MSBuild property <c>SourceGradOptimize</c>: false leaves out every pass that only makes the code shorter or faster.</param>
internal sealed record GeneratorOptions(bool Optimize)
{
    public static GeneratorOptions Read(AnalyzerConfigOptionsProvider provider, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return new GeneratorOptions(Optimize:
            !provider.GlobalOptions.TryGetValue("build_property.SourceGradOptimize", out string? text)
            || !string.Equals(text, "false", StringComparison.OrdinalIgnoreCase));
    }
}
