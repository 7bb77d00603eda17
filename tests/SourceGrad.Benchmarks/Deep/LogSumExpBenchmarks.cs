namespace SourceGrad.Benchmarks.Deep;

public class LogSumExpBenchmarks() : CaseBenchmarks("logsumexp");
