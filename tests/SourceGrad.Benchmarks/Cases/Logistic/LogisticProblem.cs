using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.Logistic;

internal sealed class LogisticProblem(int d, int n) : Problem($"logistic {d}/{n}")
{
    private readonly double[][] _w = Around(Normals(d, 5), 5, 0.1);
    private readonly double[] _x = Normals(d * n, 6);
    private readonly double[] _y = [.. Normals(n, 7).Select(z => z < 0 ? -1.0 : 1.0)];
    private readonly double[] _gradient = new double[d];

    public override string GeneratedMember => "Logistic.LogisticPrimal.LossValueAndGradient";

    public override double Run(Implementation implementation, int point) => implementation switch
    {
        Implementation.Primal => LogisticPrimal.Loss(_w[point], _x, _y),
        Implementation.Generated => LogisticPrimal.LossValueAndGradient(_w[point], _x, _y, _gradient),
        Implementation.Scalar => LogisticScalar.ValueAndGradient(_w[point], _x, _y, _gradient),
        Implementation.Lanes => LogisticLanes.ValueAndGradient(_w[point], _x, _y, _gradient),
        Implementation.LanesPrimal => LogisticLanes.Value(_w[point], _x, _y),
        _ => throw Unknown(implementation),
    };

    public override double[] Output() => [.. _gradient];

    public override void ClearOutput() => Array.Clear(_gradient);
}
