namespace SourceGrad.Benchmarks.Comparison;

/// <summary>What was measured of one problem: the median time of each implementation, medians of the ratios within each round.</summary>
internal sealed record Measurement(
    string Problem,
    IReadOnlyDictionary<Implementation, double> Microseconds,
    double? OverScalar,
    double? OverLanes,
    double OverPrimal,
    double? OverLanesPrimal,
    double BytesAllocated,
    string Recorded);
