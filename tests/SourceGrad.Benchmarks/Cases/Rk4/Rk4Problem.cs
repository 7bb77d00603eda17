using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.Rk4;

internal sealed class Rk4Problem(int states, int steps) : Problem($"RK4 {states}/{steps}")
{
    private readonly double[][] _x = Around([.. Normals(states, 11).Select(z => 1 + 0.2 * z)], 5, 0.05);
    private readonly double[] _gradient = new double[states];

    public override string GeneratedMember => "Rk4.Rk4Primal.SolveValueAndGradient";

    public override double Run(Implementation implementation, int point) => implementation switch
    {
        Implementation.Primal => Rk4Primal.Solve(_x[point], steps),
        Implementation.Generated => Rk4Primal.SolveValueAndGradient(_x[point], steps, _gradient),
        Implementation.Scalar => Rk4Scalar.ValueAndGradient(_x[point], steps, _gradient),
        Implementation.Lanes => Rk4Lanes.ValueAndGradient(_x[point], steps, _gradient),
        Implementation.LanesPrimal => Rk4Lanes.Value(_x[point], steps),
        _ => throw Unknown(implementation),
    };

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);
}
