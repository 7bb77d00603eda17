namespace SourceGrad.Benchmarks.Deep;

public class MonteCarloBenchmarks() : CaseBenchmarks("montecarlo");
