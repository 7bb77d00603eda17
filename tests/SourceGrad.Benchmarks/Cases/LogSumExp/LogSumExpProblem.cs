using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.LogSumExp;

internal sealed class LogSumExpProblem(int n) : Problem($"logsumexp {n}")
{
    private readonly double[][] _x = Around(Normals(n, 1), 5, 0.1);
    private readonly double[] _gradient = new double[n];

    public override string GeneratedMember => "LogSumExp.LogSumExpPrimal.LogSumExpValueAndGradient";

    public override double Run(Implementation implementation, int point) => implementation switch
    {
        Implementation.Primal => LogSumExpPrimal.LogSumExp(_x[point]),
        Implementation.Generated => LogSumExpPrimal.LogSumExpValueAndGradient(_x[point], _gradient),
        Implementation.Scalar => LogSumExpScalar.ValueAndGradient(_x[point], _gradient),
        Implementation.Lanes => LogSumExpLanes.ValueAndGradient(_x[point], _gradient),
        Implementation.LanesPrimal => LogSumExpLanes.Value(_x[point]),
        _ => throw Unknown(implementation),
    };

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);
}
