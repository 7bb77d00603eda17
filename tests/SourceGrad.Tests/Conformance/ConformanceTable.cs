namespace SourceGrad.Tests.Conformance;

/// <summary>All families of rows.</summary>
internal static class ConformanceTable
{
    private static readonly Dictionary<string, Row> s_byName;

    static ConformanceTable()
    {
        Rows =
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
            .. LinqRows.All,
            .. ControlFlowRows.All,
            .. ListRows.All,
            .. VectorRows.All,
            .. MatrixRows.All,
            .. ComplexRows.All,
            .. TensorRows.All,
            .. LaneRows.All,
            .. FuzzRows.All,
            .. FuzzObjectRows.All,
            .. RoutineRows.All,
        ];
        s_byName = Rows.ToDictionary(r => r.Name);
    }

    public static IReadOnlyList<Row> Rows { get; }

    public static Row Find(string name) => s_byName[name];
}
