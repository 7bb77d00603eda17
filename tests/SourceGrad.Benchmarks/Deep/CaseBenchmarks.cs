using BenchmarkDotNet.Attributes;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Deep;

/// <summary>
/// The implementations of one case under BenchmarkDotNet, for a deeper look at one than the comparison gives. An implementation that the
/// case lacks shows as NA.
/// </summary>
[MemoryDiagnoser]
public abstract class CaseBenchmarks(string name)
{
    private Problem? _solved;
    private int _point;

    /// <summary>The names of the case's problems.</summary>
    public IEnumerable<string> Problems => Find().Select(problem => problem.Name);

    /// <summary>The problem to solve.</summary>
    [ParamsSource(nameof(Problems))]
    public string Size { get; set; } = "";

    [GlobalSetup]
    public void Prepare()
    {
        _solved = Find().Single(problem => problem.Name == Size);
        if (Check.Failure(_solved) is string failure)
        {
            throw new InvalidOperationException(failure);
        }
    }

    [Benchmark(Baseline = true)]
    public double Generated() => Run(Implementation.Generated);

    [Benchmark]
    public double Primal() => Run(Implementation.Primal);

    [Benchmark]
    public double Scalar() => Run(Implementation.Scalar);

    [Benchmark]
    public double Lanes() => Run(Implementation.Lanes);

    [Benchmark]
    public double LanesPrimal() => Run(Implementation.LanesPrimal);

    private IEnumerable<Problem> Find() => CaseList.All.Single(c => c.Name == name).Problems();

    private double Run(Implementation implementation)
    {
        _point = _point + 1 < _solved!.Points ? _point + 1 : 0;
        return _solved.Run(implementation, _point);
    }
}
