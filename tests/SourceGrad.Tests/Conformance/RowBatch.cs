using System.Globalization;
using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Conformance;

/// <summary>
/// All rows of the table in one compilation for a set of options. A row that does not compile is taken out with its errors, so
/// that it fails alone.
/// </summary>
internal sealed partial class RowBatch
{
    private static readonly Dictionary<Mode, Lazy<RowBatch>> s_batches = Enum.GetValues<Mode>()
        .ToDictionary(mode => mode, mode => new Lazy<RowBatch>(() => new RowBatch(ConformanceTable.Rows, mode)));

    private readonly Dictionary<string, string> _errors = [];
    private readonly Dictionary<string, Type> _probes = [];
    private readonly Dictionary<string, string> _texts = [];

    private RowBatch(IReadOnlyList<Row> rows, Mode mode)
    {
        if (mode == Mode.Cores)
        {
            SourceGrad.Runtime.ParallelLoop.Cores = 3;
        }

        List<(Row Row, int Index)> left = [.. rows.Select((row, k) => (row, k))];
        while (left.Count > 0)
        {
            CSharpCompilation compilation = GeneratorHarness.Compile(left.SelectMany(x => Trees(x.Row, x.Index, keepsOrder: mode < Mode.Lanes)));
            GeneratorRun run = GeneratorHarness.Run(compilation, mode != Mode.Plain, parallelRounds: mode == Mode.Cores ? 1 : null);
            Dictionary<int, string> faults = run.Crash is null ? Faults(run) : Crashes(left, mode, run.Crash);
            if (faults.Count == 0)
            {
                Assembly assembly = GeneratorHarness.Load(run.Output);
                ILookup<int, string> texts = run.Sources.Select(source => source.SourceText.ToString()).ToLookup(IndexOf);
                foreach ((Row row, int index) in left)
                {
                    _texts.Add(row.Name, string.Join("\n", texts[index]));
                    _probes.Add(row.Name, assembly.GetType($"{NamespaceOf(index)}.Probe", throwOnError: true)!);
                }

                return;
            }

            foreach ((int index, string message) in faults)
            {
                _errors.Add(rows[index].Name, message);
            }

            if (left.RemoveAll(x => faults.ContainsKey(x.Index)) == 0)
            {
                throw new InvalidOperationException("Errors outside of the rows:\n" + string.Join("\n", faults.Values));
            }
        }
    }

    public static RowBatch For(Mode mode) => s_batches[mode].Value;

    /// <summary>The generated files of a row.</summary>
    public string TextOf(Row row) => _texts[row.Name];

    /// <summary>The class with the calls of a row.</summary>
    public Type Probe(Row row) => _errors.TryGetValue(row.Name, out string? error)
        ? throw new InvalidOperationException(error)
        : _probes[row.Name];

    private static string NamespaceOf(int index) => string.Create(CultureInfo.InvariantCulture, $"Row{index:000}");

    public static IEnumerable<SyntaxTree> Trees(Row row, int index, bool keepsOrder)
    {
        Signature signature = Signature.Of(row);
        string kinds = string.Join(", ", Options(signature, keepsOrder));
        string source = row.Source
            .Replace("[Differentiable]", kinds.Length == 0 ? "[Differentiable]" : $"[Differentiable({kinds})]", StringComparison.Ordinal);
        source = ChosenParameters().Replace(source, kinds.Length == 0 ? "$0" : $"[Differentiable($1, {kinds})]");
        string body = row.Container is null ? $"public static partial class Table\n{{\n{source}\n}}" : source;
        string name = NamespaceOf(index);
        yield return GeneratorHarness.Parse($"namespace {name};\n{body}\n", $"{name}.cs");
        yield return GeneratorHarness.Parse($"namespace {name};\n{Glue.Write(row, signature)}\n", $"{name}.Glue.cs");
    }

    private static IEnumerable<string> Options(Signature signature, bool keepsOrder)
    {
        if (!signature.IsVoid)
        {
            yield return "Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp";
        }

        if (keepsOrder)
        {
            yield return "Simd = false";
        }
    }

    private static Dictionary<int, string> Faults(GeneratorRun run)
    {
        Dictionary<int, string> faults = run.Faults
            .GroupBy(d => IndexOf(d.Location.SourceTree?.ToString()))
            .ToDictionary(g => g.Key, g => string.Join("\n", g.Take(8)) + "\n" + Listing(g));
        foreach (GeneratedSourceResult source in run.Sources)
        {
            if (run.Failures.TryGetValue(source.HintName, out string? failure))
            {
                faults[IndexOf(source.SourceText.ToString())] = failure;
            }
        }

        return faults;
    }

    /// <summary>The generated files in which there are errors.</summary>
    private static string Listing(IEnumerable<Diagnostic> faults) => string.Join("\n", faults
        .Select(f => f.Location.SourceTree)
        .Where(t => t is not null && !t.FilePath.StartsWith("Row", StringComparison.Ordinal))
        .Distinct()
        .Take(2)
        .Select(t => t!.ToString()));

    /// <summary>Which rows make the generator throw, each tried alone.</summary>
    private static Dictionary<int, string> Crashes(List<(Row Row, int Index)> rows, Mode mode, Exception all)
    {
        Dictionary<int, string> crashes = [];
        foreach ((Row row, int index) in rows)
        {
            if (GeneratorHarness.Run(GeneratorHarness.Compile(Trees(row, index, keepsOrder: mode < Mode.Lanes)), mode != Mode.Plain, parallelRounds: mode == Mode.Cores ? 1 : null).Crash is { } crash)
            {
                crashes.Add(index, "The generator crashed: " + crash);
            }
        }

        return crashes.Count > 0 ? crashes : throw new InvalidOperationException("The generator crashed on all rows together, but on none alone.", all);
    }

    private static int IndexOf(string? text)
    {
        Match match = RowNamespace().Match(text ?? "");
        return match.Success ? int.Parse(match.Groups[1].ValueSpan, CultureInfo.InvariantCulture) : -1;
    }

    [GeneratedRegex(@"namespace Row(\d+)")]
    private static partial Regex RowNamespace();

    [GeneratedRegex(@"\[Differentiable\((nameof\([^\]]*)\)\]")]
    private static partial Regex ChosenParameters();
}
