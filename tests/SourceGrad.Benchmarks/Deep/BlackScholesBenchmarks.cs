namespace SourceGrad.Benchmarks.Deep;

public class BlackScholesBenchmarks() : CaseBenchmarks("blackscholes");
