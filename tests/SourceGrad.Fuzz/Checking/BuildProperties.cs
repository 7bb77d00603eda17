using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SourceGrad.Fuzz.Checking;

/// <summary>The build properties that the generator sees, without a build.</summary>
internal sealed class BuildProperties(Configuration configuration) : AnalyzerConfigOptionsProvider
{
    public override AnalyzerConfigOptions GlobalOptions { get; } = new Properties(configuration);

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => GlobalOptions;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => GlobalOptions;

    private sealed class Properties(Configuration configuration) : AnalyzerConfigOptions
    {
        // Oblivious, because NotNullWhen is ambiguous here: the generator, whose internals we see, has one of its own for .NET Standard.
#nullable disable
        public override bool TryGetValue(string key, out string value)
        {
            value = key switch
            {
                "build_property.SourceGradOptimize" => configuration.Optimize ? "true" : "false",
                "build_property.SourceGradPasses" => configuration.Passes,
                "build_property.SourceGradParallelRounds" => configuration.OnCores ? "1" : null,
                _ => null,
            };
            return value is not null;
        }
#nullable restore
    }
}
