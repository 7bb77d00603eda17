namespace SourceGrad.Benchmarks.Deep;

public class HandTrackingBenchmarks() : CaseBenchmarks("hand");
