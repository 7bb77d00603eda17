using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Conformance;

/// <summary>
/// All rows compiled without the generator: as they are, or on dual numbers. Rows whose C# only works for the built-in types
/// have no dual form.
/// </summary>
internal sealed partial class PrimalBatch
{
    private static readonly Lazy<PrimalBatch> s_plain = new(() => new PrimalBatch(ConformanceTable.Rows, onDuals: false));
    private static readonly Lazy<PrimalBatch> s_duals = new(() => new PrimalBatch(ConformanceTable.Rows, onDuals: true));

    private readonly Dictionary<string, Probe> _probes = [];
    private readonly CSharpCompilation _compilation;
    private readonly IReadOnlyList<Row> _rows;

    private PrimalBatch(IReadOnlyList<Row> rows, bool onDuals)
    {
        _rows = rows;
        MetadataReference duals = MetadataReference.CreateFromFile(typeof(Dual).Assembly.Location);
        List<(Row Row, int Index)> left = [.. rows.Select((row, k) => (row, k))];
        while (true)
        {
            CSharpCompilation compilation = GeneratorHarness.Compile(left.SelectMany(x => Trees(x.Row, x.Index, onDuals))).AddReferences(duals);
            Diagnostic[] errors = [.. compilation.GetDiagnostics().Where(d => d.Severity == DiagnosticSeverity.Error)];
            HashSet<int> faults = [.. errors.Select(d => IndexOf(d.Location.SourceTree))];
            if (faults.Count == 0)
            {
                _compilation = compilation;
                Assembly assembly = GeneratorHarness.Load(compilation);
                foreach ((Row row, int index) in left)
                {
                    _probes.Add(row.Name, new Probe(assembly.GetType($"{NamespaceOf(index)}.Probe", throwOnError: true)!));
                }

                return;
            }

            if (!onDuals || left.RemoveAll(x => faults.Contains(x.Index)) == 0)
            {
                throw new InvalidOperationException("Rows that are not C#:\n" + string.Join("\n", errors.Select(e => $"{rows[IndexOf(e.Location.SourceTree)].Name}: {e}")));
            }
        }
    }

    public static PrimalBatch Plain => s_plain.Value;

    public static PrimalBatch Duals => s_duals.Value;

    /// <summary>How many rows there are.</summary>
    public int Count => _probes.Count;

    /// <summary>What the analyzer says of each row.</summary>
    public ILookup<string, Diagnostic> Analyze() => GeneratorHarness.Analyze(_compilation)
        .ToLookup(d => d.Location.SourceTree is { } tree ? _rows[IndexOf(tree)].Name : "");

    public Probe? Find(Row row) => _probes.GetValueOrDefault(row.Name);

    private static string NamespaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Primal{index:000}");

    private static IEnumerable<SyntaxTree> Trees(Row row, int index, bool onDuals)
    {
        Signature signature = Signature.Of(row);
        string body = row.Container is null ? $"public static partial class Table\n{{\n{row.Source}\n}}" : row.Source;
        string head = $"namespace {NamespaceOf(index)};\nusing SourceGrad.Tests.Conformance;\n";
        yield return GeneratorHarness.Parse(head + (onDuals ? DualRewriter.Rewrite(body) : body));
        yield return GeneratorHarness.Parse(head + Glue.WritePrimal(row, signature, onDuals));
    }

    private static int IndexOf(SyntaxTree? tree) =>
        int.Parse(PrimalNamespace().Match(tree!.ToString()).Groups[1].ValueSpan, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"namespace Primal(\d+)")]
    private static partial Regex PrimalNamespace();
}
