namespace SourceGrad.Benchmarks.Deep;

public class MlpBenchmarks() : CaseBenchmarks("mlp");
