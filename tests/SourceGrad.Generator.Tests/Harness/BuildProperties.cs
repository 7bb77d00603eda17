using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;

namespace SourceGrad.Testing;

/// <summary>The build properties that the generator sees, without a build.</summary>
internal sealed class BuildProperties(bool optimize = true, bool vectorize = true, bool verify = false, int? parallelRounds = null) : AnalyzerConfigOptionsProvider
{
    private readonly Properties _properties = new(optimize, vectorize, verify, parallelRounds);

    public override AnalyzerConfigOptions GlobalOptions => _properties;

    public override AnalyzerConfigOptions GetOptions(SyntaxTree tree) => Properties.None;

    public override AnalyzerConfigOptions GetOptions(AdditionalText textFile) => Properties.None;

    private sealed class Properties : AnalyzerConfigOptions
    {
        public static readonly Properties None = new([]);

        private readonly Dictionary<string, string> _values;

        public Properties(bool optimize, bool vectorize, bool verify, int? parallelRounds)
            : this(new Dictionary<string, string>
            {
                ["build_property.SourceGradOptimize"] = optimize ? "true" : "false",
                ["build_property.SourceGradVectorize"] = vectorize ? "true" : "false",
                ["build_property.SourceGradVerify"] = verify ? "true" : "false",
                ["build_property.SourceGradParallelRounds"] = parallelRounds?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "",
            })
        {
        }

        private Properties(Dictionary<string, string> values) => _values = new(values, KeyComparer);

        // Oblivious, because NotNullWhen is ambiguous here: the generator, whose internals we see, has one of its own for .NET Standard.
#nullable disable
        public override bool TryGetValue(string key, out string value) => _values.TryGetValue(key, out value);
#nullable restore
    }
}
