namespace SourceGrad.Benchmarks.Deep;

public class RosenbrockBenchmarks() : CaseBenchmarks("rosenbrock");
