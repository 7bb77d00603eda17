using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Conformance;

/// <summary>All rows compiled on dual numbers. Rows whose C# only works for the built-in types are left out.</summary>
internal sealed partial class DualBatch
{
    private static readonly Lazy<DualBatch> s_instance = new(() => new DualBatch(ConformanceTable.Rows));

    private readonly Dictionary<string, Probe> _probes = [];

    private DualBatch(IReadOnlyList<Row> rows)
    {
        MetadataReference duals = MetadataReference.CreateFromFile(typeof(Dual).Assembly.Location);
        List<(Row Row, int Index)> left = [.. rows.Select((row, k) => (row, k))];
        while (true)
        {
            CSharpCompilation compilation = GeneratorHarness.Compile(left.SelectMany(x => Trees(x.Row, x.Index))).AddReferences(duals);
            HashSet<int> faults = [.. compilation.GetDiagnostics()
                .Where(d => d.Severity == DiagnosticSeverity.Error)
                .Select(d => IndexOf(d.Location.SourceTree))];
            if (faults.Count == 0)
            {
                Assembly assembly = GeneratorHarness.Load(compilation);
                foreach ((Row row, int index) in left)
                {
                    _probes.Add(row.Name, new Probe(assembly.GetType($"{NamespaceOf(index)}.Probe", throwOnError: true)!));
                }

                return;
            }

            if (left.RemoveAll(x => faults.Contains(x.Index)) == 0)
            {
                throw new InvalidOperationException("The dual rows do not compile.");
            }
        }
    }

    public static DualBatch Instance => s_instance.Value;

    /// <summary>How many rows run on dual numbers.</summary>
    public int Count => _probes.Count;

    public Probe? Find(Row row) => _probes.GetValueOrDefault(row.Name);

    private static string NamespaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Dual{index:000}");

    private static IEnumerable<SyntaxTree> Trees(Row row, int index)
    {
        Signature signature = Signature.Of(row);
        string body = row.Container is null ? $"public static partial class Table\n{{\n{row.Source}\n}}" : row.Source;
        string head = $"namespace {NamespaceOf(index)};\nusing SourceGrad.Tests.Conformance;\n";
        yield return GeneratorHarness.Parse(head + DualRewriter.Rewrite(body));
        yield return GeneratorHarness.Parse(head + Glue.WriteDual(row, signature));
    }

    private static int IndexOf(SyntaxTree? tree) =>
        int.Parse(DualNamespace().Match(tree!.ToString()).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"namespace Dual(\d+)")]
    private static partial Regex DualNamespace();
}
