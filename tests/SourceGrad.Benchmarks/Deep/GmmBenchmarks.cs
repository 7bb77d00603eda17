namespace SourceGrad.Benchmarks.Deep;

public class GmmBenchmarks() : CaseBenchmarks("gmm");
