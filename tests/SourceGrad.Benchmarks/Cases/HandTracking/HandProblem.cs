using System.Text.Json;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.HandTracking;

/// <summary>
/// The Jacobian of all residuals: a row for each, with the point's two barycentric coordinates, if there are any, before the angles.
/// Of the generated method it takes one reverse sweep for each row.
/// </summary>
internal sealed class HandProblem : Problem
{
    private readonly HandModel _model;
    private readonly HandPose _pose;
    private readonly HandLanes _lanes;
    private readonly double[][] _theta, _barycentric;
    private readonly double[] _jacobian, _residuals, _seed, _barycentricGradient;
    private readonly int _columns;

    public HandProblem(string kind)
        : base($"hand tracking, {kind}")
    {
        (JsonElement input, JsonElement expected) = AdBench.Load($"ht_{kind}_small_hand1_t26_c100");
        _model = HandModel.Read(input.GetProperty("data"), kind == "complicated");
        _pose = new HandPose(_model);
        _lanes = new HandLanes(_model);
        _theta = Around(AdBench.Numbers(input.GetProperty("theta")), Points, 0.01);
        _barycentric = Around(AdBench.Numbers(input.GetProperty("us")), Points, 0.01);
        _residuals = new double[_model.Points.Length];
        _seed = new double[_residuals.Length];
        _barycentricGradient = new double[_barycentric[0].Length];
        _columns = HandModel.Angles + (_barycentricGradient.Length > 0 ? 2 : 0);
        _jacobian = new double[_residuals.Length * _columns];
        Expected = (AdBench.Numbers(expected.GetProperty("objective")).Sum(), AdBench.Numbers(expected.GetProperty("jacobian")));
    }

    public override int Points => 3;

    public override string GeneratedMember => "HandTracking.HandPrimal.ResidualsVjp";

    public override (double Value, double[] Output)? Expected { get; }

    public override double Run(Implementation implementation, int point)
    {
        switch (implementation)
        {
            case Implementation.Primal:
                HandPrimal.Residuals(
                    _theta[point], _barycentric[point], _model.Parents, _model.Relatives, _model.Inverses, _model.Positions, _model.Weights, _model.Vertices, _model.Points,
                    _residuals);
                break;
            case Implementation.Generated:
                Generated(_theta[point], _barycentric[point]);
                break;
            case Implementation.Scalar:
                HandScalar.Jacobian(_model, _pose, _theta[point], _barycentric[point], _residuals, _jacobian);
                break;
            case Implementation.Lanes:
                _lanes.Jacobian(_pose, _theta[point], _barycentric[point], _residuals, _jacobian);
                break;
            case Implementation.LanesPrimal:
                _lanes.Residuals(_pose, _theta[point], _barycentric[point], _residuals);
                break;
            default:
                throw Unknown(implementation);
        }

        double sum = 0;
        foreach (double residual in _residuals)
        {
            sum += residual;
        }

        return sum;
    }

    public override double[] Output() => [.. _jacobian];

    public override void ClearOutput() => Array.Clear(_jacobian);

    private void Generated(double[] theta, double[] barycentric)
    {
        Array.Clear(_jacobian);
        for (int row = 0; row < _residuals.Length; row++)
        {
            Span<double> gradient = _jacobian.AsSpan(row * _columns, _columns);
            _barycentricGradient.AsSpan().Clear();
            _seed[row] = 1;
            HandPrimal.ResidualsVjp(
                theta, barycentric, _model.Parents, _model.Relatives, _model.Inverses, _model.Positions, _model.Weights, _model.Vertices, _model.Points,
                _residuals, _seed, gradient[^HandModel.Angles..], _barycentricGradient);
            _seed[row] = 0;
            if (_columns > HandModel.Angles)
            {
                _barycentricGradient.AsSpan(row / 3 * 2, 2).CopyTo(gradient);
            }
        }
    }
}
