using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.Rosenbrock;

internal sealed class RosenbrockProblem(int n) : Problem($"Rosenbrock {n}")
{
    private readonly double[][] _x = Around(Normals(n, 3), 5, 0.1);
    private readonly double[] _gradient = new double[n];

    public override string GeneratedMember => "Rosenbrock.RosenbrockPrimal.RosenbrockValueAndGradient";

    public override double Run(Implementation implementation, int point) => implementation switch
    {
        Implementation.Primal => RosenbrockPrimal.Rosenbrock(_x[point]),
        Implementation.Generated => RosenbrockPrimal.RosenbrockValueAndGradient(_x[point], _gradient),
        Implementation.Scalar => RosenbrockScalar.ValueAndGradient(_x[point], _gradient),
        Implementation.Lanes => RosenbrockLanes.ValueAndGradient(_x[point], _gradient),
        Implementation.LanesPrimal => RosenbrockLanes.Value(_x[point]),
        _ => throw Unknown(implementation),
    };

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);
}
