namespace SourceGrad.Benchmarks.Deep;

public class LeastSquaresBenchmarks() : CaseBenchmarks("leastsquares");
