using System.Numerics;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.Mlp;

/// <summary>A network in one precision, on one batch.</summary>
internal sealed class MlpProblem<T> : Problem
    where T : unmanaged, IFloatingPointIeee754<T>
{
    private readonly int[] _sizes;
    private readonly MlpShape _shape;
    private readonly T[][] _parameters;
    private readonly Batch<T> _batch;
    private readonly T[] _gradient;

    public MlpProblem(int batch, params int[] sizes)
        : base($"MLP {string.Join('-', sizes)}, batch {batch}, {(typeof(T) == typeof(double) ? "double" : "float")}")
    {
        _sizes = sizes;
        _shape = new MlpShape(sizes);
        double[] initial = Normals(_shape.ParameterCount, 13);
        for (int layer = 0; layer < _shape.Layers; layer++)
        {
            for (int i = _shape.Start(layer); i < _shape.Start(layer + 1); i++)
            {
                initial[i] /= Math.Sqrt(_shape.Inputs(layer));
            }
        }

        _parameters = [.. Around(initial, Points, 0.01).Select(Convert)];
        Random random = new(17);
        _batch = new Batch<T>(batch, Convert(Normals(batch * sizes[0], 14)), Convert(Normals(batch, 15)), [.. Enumerable.Range(0, batch).Select(_ => random.Next(10))]);
        _gradient = new T[_shape.ParameterCount];
    }

    public override int Points => 3;

    public override double Tolerance => typeof(T) == typeof(double) ? 1e-9 : 3e-2;

    public override string GeneratedMember =>
        $"Mlp.MlpPrimal{(typeof(T) == typeof(double) ? "" : "Single")}.{(_shape.Layers == 4 ? "Regression" : "Classifier")}ValueAndGradient";

    public override double Run(Implementation implementation, int point)
    {
        T[] parameters = _parameters[point];
        T value = implementation switch
        {
            Implementation.Primal => Primal(parameters),
            Implementation.Generated => Generated(parameters),
            Implementation.Scalar => MlpScalar<T>.ValueAndGradient(_shape, parameters, _batch, _gradient),
            Implementation.Lanes => MlpLanes<T>.ValueAndGradient(_shape, parameters, _batch, _gradient),
            Implementation.LanesPrimal => MlpLanes<T>.Value(_shape, parameters, _batch),
            _ => throw Unknown(implementation),
        };
        return double.CreateTruncating(value);
    }

    public override double[] Output() => [.. _gradient.Select(double.CreateTruncating)];

    public override void ClearOutput() => Array.Clear(_gradient);

    private static T[] Convert(double[] numbers) => [.. numbers.Select(T.CreateTruncating)];

    private T Primal(T[] parameters) => (parameters, _batch, _shape.Layers) switch
    {
        (double[] p, Batch<double> b, 4) => (T)(object)MlpPrimal.Regression(p, b.X, b.Y, _sizes[1], _sizes[2], _sizes[3]),
        (double[] p, Batch<double> b, _) => (T)(object)MlpPrimal.Classifier(p, b.X, b.Labels, _sizes[1], _sizes[2]),
        (float[] p, Batch<float> b, 4) => (T)(object)MlpPrimalSingle.Regression(p, b.X, b.Y, _sizes[1], _sizes[2], _sizes[3]),
        (float[] p, Batch<float> b, _) => (T)(object)MlpPrimalSingle.Classifier(p, b.X, b.Labels, _sizes[1], _sizes[2]),
        _ => throw Unknown(Implementation.Primal),
    };

    private T Generated(T[] parameters) => (parameters, _batch, _gradient, _shape.Layers) switch
    {
        (double[] p, Batch<double> b, double[] g, 4) => (T)(object)MlpPrimal.RegressionValueAndGradient(p, b.X, b.Y, _sizes[1], _sizes[2], _sizes[3], g),
        (double[] p, Batch<double> b, double[] g, _) => (T)(object)MlpPrimal.ClassifierValueAndGradient(p, b.X, b.Labels, _sizes[1], _sizes[2], g),
        (float[] p, Batch<float> b, float[] g, 4) => (T)(object)MlpPrimalSingle.RegressionValueAndGradient(p, b.X, b.Y, _sizes[1], _sizes[2], _sizes[3], g),
        (float[] p, Batch<float> b, float[] g, _) => (T)(object)MlpPrimalSingle.ClassifierValueAndGradient(p, b.X, b.Labels, _sizes[1], _sizes[2], g),
        _ => throw Unknown(Implementation.Generated),
    };
}
