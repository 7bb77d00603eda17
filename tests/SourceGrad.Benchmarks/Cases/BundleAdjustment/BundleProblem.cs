using System.Text.Json;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

/// <summary>The Jacobian of all observations, a block for each: by two reverse sweeps of the generated method, one for each row.</summary>
internal sealed class BundleProblem : Problem
{
    private static readonly double[] s_first = [1, 0], s_second = [0, 1];
    private readonly Scene[] _scenes;
    private readonly double[] _blocks, _weights, _residual = new double[2];

    public BundleProblem()
        : base("bundle adjustment ba1")
    {
        (JsonElement input, JsonElement expected) = AdBench.Load("ba1");
        int cameras = input.GetProperty("n").GetInt32(), points = input.GetProperty("m").GetInt32(), observations = input.GetProperty("p").GetInt32();
        double[][] allCameras = Around(Repeated(input.GetProperty("cam"), cameras), Points, 0.001);
        double[][] allPoints = Around(Repeated(input.GetProperty("x"), points), Points, 0.001);
        double[][] allWeights = Around(Repeated(input.GetProperty("w"), observations), Points, 0.001);
        double[] features = Repeated(input.GetProperty("feat"), observations);
        _scenes = [.. Enumerable.Range(0, Points).Select(i => new Scene(allCameras[i], allPoints[i], allWeights[i], features))];
        _blocks = new double[observations * Scene.Block];
        _weights = new double[observations];

        JsonElement objective = expected.GetProperty("objective");
        double[] residuals = AdBench.Numbers(objective.GetProperty("reproj_error").GetProperty("elements"));
        double[] samples = AdBench.Numbers(expected.GetProperty("jacobian").GetProperty("vals"));
        Expected = (
            observations * (residuals[0] + residuals[1] + objective.GetProperty("w_err").GetProperty("element").GetDouble()),
            [.. Enumerable.Repeat(samples[..Scene.Block], observations).SelectMany(block => block), .. Enumerable.Repeat(samples[Scene.Block], observations)]);
    }

    public override int Points => 3;

    public override string GeneratedMember => "BundleAdjustment.ReprojectionPrimal.ResidualVjp";

    public override (double Value, double[] Output)? Expected { get; }

    public override double Run(Implementation implementation, int point) => implementation switch
    {
        Implementation.Primal => Primal(_scenes[point]),
        Implementation.Generated => Generated(_scenes[point]),
        Implementation.Scalar => BundleScalar.Jacobian(_scenes[point], _blocks, _weights),
        Implementation.Lanes => BundleLanes.Jacobian(_scenes[point], _blocks, _weights),
        Implementation.LanesPrimal => BundleLanes.Residuals(_scenes[point]),
        _ => throw Unknown(implementation),
    };

    public override double[] Output() => [.. _blocks, .. _weights];

    public override void ClearOutput()
    {
        Array.Clear(_blocks);
        Array.Clear(_weights);
    }

    private double Primal(Scene scene)
    {
        double sum = 0;
        for (int i = 0; i < scene.Observations; i++)
        {
            ReprojectionPrimal.Residual(
                scene.Cameras.AsSpan(scene.Camera(i), 11), scene.Points.AsSpan(scene.Point(i), 3), scene.Weights[i], scene.Features.AsSpan(2 * i, 2), _residual);
            sum += _residual[0] + _residual[1] + ReprojectionPrimal.WeightError(scene.Weights[i]);
        }

        return sum;
    }

    private double Generated(Scene scene)
    {
        // A reverse sweep adds to its destination.
        Array.Clear(_blocks);
        double sum = 0;
        for (int i = 0; i < scene.Observations; i++)
        {
            Span<double> block = _blocks.AsSpan(i * Scene.Block, Scene.Block);
            Row(scene, i, s_first, block[..Scene.Row]);
            Row(scene, i, s_second, block[Scene.Row..]);
            sum += _residual[0] + _residual[1];
            sum += ReprojectionPrimal.WeightErrorValueAndGradient(scene.Weights[i], out _weights[i]);
        }

        return sum;
    }

    private void Row(Scene scene, int i, ReadOnlySpan<double> seed, Span<double> row) => ReprojectionPrimal.ResidualVjp(
        scene.Cameras.AsSpan(scene.Camera(i), 11), scene.Points.AsSpan(scene.Point(i), 3), scene.Weights[i], scene.Features.AsSpan(2 * i, 2), _residual,
        seed, row[..11], row.Slice(11, 3), ref row[14]);

    private static double[] Repeated(JsonElement element, int count) => [.. Enumerable.Repeat(AdBench.Numbers(element), count).SelectMany(x => x)];
}
