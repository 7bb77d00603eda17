using System.Globalization;
using Microsoft.CodeAnalysis;
using SourceGrad.Testing;

namespace SourceGrad.Tests.Conformance;

/// <summary>All families of rows.</summary>
internal static class ConformanceTable
{
    private static readonly Dictionary<string, Row> s_byName;

    static ConformanceTable()
    {
        Row[] written =
        [
            .. IssueRows.All,
            .. ArithmeticRows.All,
            .. BranchRows.All,
            .. SwitchRows.All,
            .. LoopRows.All,
            .. ExitRows.All,
            .. BufferRows.All, .. ObjectRows.All,
            .. AlgorithmRows.All,
            .. ModelRows.All,
            .. FunctionRows.All,
            .. CallRows.All,
            .. KinkRows.All,
            .. NumericTypeRows.All,
            .. NamingRows.All,
            .. EffectRows.All,
            .. RecursionRows.All,
            .. RecursiveBufferRows.All,
            .. RuleRows.All,
            .. PatternRows.All,
            .. IntegerRows.All,
            .. NullableRows.All,
            .. LinqRows.All, .. KeptScratchRows.All,
            .. ControlFlowRows.All,
            .. ListRows.All,
            .. VectorRows.All,
            .. MatrixRows.All,
            .. ComplexRows.All,
            .. TensorRows.All,
            .. LaneRows.All, .. LastRoundRows.All, .. PostponedRows.All,
            .. FuzzRows.All,
            .. TypeRows.All,
            .. MixedRows.All,
            .. FuzzObjectRows.All,
            .. FuzzFlowRows.All,
            .. TileRows.All,
            .. MatrixProductRows.All,
            .. JammedRows.All,
            .. StencilRows.All, .. GatheredRows.All,
            .. FirstStoreRows.All,
            .. RowNestRows.All, .. RecordRows.All, .. RoundRows.All, .. CancellingRows.All,
            .. FissionRows.All,
            .. ExtremeRows.All,
            .. ElementRows.All,
            .. RowBlockRows.All,
            .. RoutineRows.All,
        ];
        Rows = [.. written, .. InFloat(written)];
        s_byName = Rows.ToDictionary(r => r.Name);
    }

    public static IReadOnlyList<Row> Rows { get; }

    public static Row Find(string name) => s_byName[name];

    /// <summary>The rows in single precision, where that is still C#: bits, tables and types of the framework may be of doubles only.</summary>
    private static IEnumerable<Row> InFloat(IEnumerable<Row> rows)
    {
        List<(Row Row, SyntaxTree Tree)> single = [.. rows.Select(row => row.InFloat()).OfType<Row>().Select((row, k) => (row, Tree(row, k)))];
        HashSet<SyntaxTree?> faulty = [.. GeneratorHarness.Compile(single.Select(x => x.Tree)).GetDiagnostics()
            .Where(d => d.Severity == DiagnosticSeverity.Error)
            .Select(d => d.Location.SourceTree)];
        return single.Where(x => !faulty.Contains(x.Tree)).Select(x => x.Row);

        static SyntaxTree Tree(Row row, int index) => GeneratorHarness.Parse(string.Create(
            CultureInfo.InvariantCulture, $"namespace Single{index};\n{(row.Container is null ? $"public static partial class Table {{ {row.Source} }}" : row.Source)}"));
    }
}
