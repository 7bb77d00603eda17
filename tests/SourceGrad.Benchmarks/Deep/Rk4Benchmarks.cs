namespace SourceGrad.Benchmarks.Deep;

public class Rk4Benchmarks() : CaseBenchmarks("rk4");
