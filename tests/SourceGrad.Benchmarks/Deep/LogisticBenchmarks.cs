namespace SourceGrad.Benchmarks.Deep;

public class LogisticBenchmarks() : CaseBenchmarks("logistic");
