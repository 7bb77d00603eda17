using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.LeastSquares;

internal sealed class LeastSquaresProblem(int coefficients, int points) : Problem($"least squares {coefficients}/{points}")
{
    private readonly double[][] _x = Around(Normals(coefficients, 9), 5, 0.1);
    private readonly double[] _gradient = new double[coefficients];

    public override string GeneratedMember => "LeastSquares.LeastSquaresPrimal.LossValueAndGradient";

    public override double Run(Implementation implementation, int point) => implementation switch
    {
        Implementation.Primal => LeastSquaresPrimal.Loss(_x[point], points),
        Implementation.Generated => LeastSquaresPrimal.LossValueAndGradient(_x[point], points, _gradient),
        Implementation.Scalar => LeastSquaresScalar.ValueAndGradient(_x[point], points, _gradient),
        Implementation.Lanes => LeastSquaresLanes.ValueAndGradient(_x[point], points, _gradient),
        Implementation.LanesPrimal => LeastSquaresLanes.Value(_x[point], points),
        _ => throw Unknown(implementation),
    };

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);
}
