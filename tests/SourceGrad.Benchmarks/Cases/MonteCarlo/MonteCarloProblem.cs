using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.MonteCarlo;

internal sealed class MonteCarloProblem(int paths, int steps) : Problem($"Monte Carlo {paths}/{steps}")
{
    private const double Strike = 100, Time = 1.5;
    private readonly double[][] _points = [.. Around([0, 0, 0], 5, 1).Select(z => new[] { 100 + z[0], 0.03 + 0.001 * z[1], 0.25 + 0.01 * z[2] })];
    private readonly double[] _normals = Normals(paths * steps, 19);
    private readonly double[] _gradient = new double[3];

    public override string GeneratedMember => "MonteCarlo.MonteCarloPrimal.PriceValueAndGradient";

    public override double Run(Implementation implementation, int point)
    {
        double[] p = _points[point];
        return implementation switch
        {
            Implementation.Primal => MonteCarloPrimal.Price(p[0], p[1], p[2], Strike, Time, _normals, steps),
            Implementation.Generated => MonteCarloPrimal.PriceValueAndGradient(
                p[0], p[1], p[2], Strike, Time, _normals, steps, out _gradient[0], out _gradient[1], out _gradient[2]),
            Implementation.Scalar => MonteCarloScalar.PriceAndGradient(p[0], p[1], p[2], Strike, Time, _normals, steps, _gradient),
            Implementation.Lanes => MonteCarloLanes.PriceAndGradient(p[0], p[1], p[2], Strike, Time, _normals, steps, _gradient),
            Implementation.LanesPrimal => MonteCarloLanes.Price(p[0], p[1], p[2], Strike, Time, _normals, steps),
            _ => throw Unknown(implementation),
        };
    }

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);
}
