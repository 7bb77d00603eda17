using System.Text.Json;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.Lstm;

internal sealed class LstmProblem : Problem
{
    private readonly int _layers;
    private readonly double[][] _parameters, _extra;
    private readonly double[] _initial, _sequence, _parametersGradient, _extraGradient;

    public LstmProblem(int layers)
        : base($"LSTM l{layers}_c1024")
    {
        (JsonElement input, JsonElement expected) = AdBench.Load($"lstm_l{layers}_c1024");
        _layers = layers;
        _parameters = Around(AdBench.Numbers(input.GetProperty("main_params")), Points, 0.02);
        _extra = Around(AdBench.Numbers(input.GetProperty("extra_params")), Points, 0.02);
        _initial = AdBench.Numbers(input.GetProperty("state"));
        _sequence = AdBench.Numbers(input.GetProperty("sequence"));
        _parametersGradient = new double[_parameters[0].Length];
        _extraGradient = new double[_extra[0].Length];
        Expected = (expected.GetProperty("objective").GetDouble(), AdBench.Numbers(expected.GetProperty("jacobian")));
    }

    public override string GeneratedMember => "Lstm.LstmPrimal.LossValueAndGradient";

    public override (double Value, double[] Output)? Expected { get; }

    public override double Run(Implementation implementation, int point)
    {
        double[] parameters = _parameters[point], extra = _extra[point];
        return implementation switch
        {
            Implementation.Primal => LstmPrimal.Loss(parameters, extra, _initial, _sequence, _layers),
            Implementation.Generated => LstmPrimal.LossValueAndGradient(parameters, extra, _initial, _sequence, _layers, _parametersGradient, _extraGradient),
            Implementation.Scalar => LstmScalar.ValueAndGradient(parameters, extra, _initial, _sequence, _layers, _parametersGradient, _extraGradient),
            Implementation.Lanes => LstmLanes.ValueAndGradient(parameters, extra, _initial, _sequence, _layers, _parametersGradient, _extraGradient),
            Implementation.LanesPrimal => LstmLanes.Value(parameters, extra, _initial, _sequence, _layers),
            _ => throw Unknown(implementation),
        };
    }

    public override double[] Output() => [.. _parametersGradient, .. _extraGradient];

    public override void ClearOutput()
    {
        Array.Clear(_parametersGradient);
        Array.Clear(_extraGradient);
    }
}
