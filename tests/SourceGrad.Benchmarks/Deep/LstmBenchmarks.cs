namespace SourceGrad.Benchmarks.Deep;

public class LstmBenchmarks() : CaseBenchmarks("lstm");
