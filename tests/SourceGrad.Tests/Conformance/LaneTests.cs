namespace SourceGrad.Tests.Conformance;

/// <summary>Which rows' loops become lanes, and which must not.</summary>
public sealed class LaneTests
{
    public static TheoryData<string> Rows => [.. LaneRows.All.Select(row => row.Name)];

    [Theory]
    [MemberData(nameof(Rows))]
    public void BecomesLanes(string name) =>
        Assert.Contains("global::System.Numerics.Vector<", RowBatch.For(Mode.Lanes).TextOf(ConformanceTable.Find(name)), StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(Rows))]
    public void StaysScalarInSourceOrder(string name) =>
        Assert.DoesNotContain("Vector", RowBatch.For(Mode.SourceOrder).TextOf(ConformanceTable.Find(name)), StringComparison.Ordinal);
}
