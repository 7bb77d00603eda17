namespace SourceGrad.Benchmarks.Deep;

public class BundleAdjustmentBenchmarks() : CaseBenchmarks("bundle");
