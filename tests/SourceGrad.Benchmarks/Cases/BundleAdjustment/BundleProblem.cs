using System.Text.Json;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.BundleAdjustment;

/// <summary>The Jacobian of all observations, a block for each: by two reverse sweeps over all of them, one for each row.</summary>
internal sealed class BundleProblem : Problem
{
    /// <summary>So many observations, with all that belongs to them, fit in the cache next to the core.</summary>
    private const int Batch = 256;

    private readonly Scene[] _scenes;
    private readonly double[] _blocks, _weights, _cameras, _points, _residuals;
    private readonly Rows[] _rows;
    private bool _hasRows;

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
        _cameras = new double[11 * Batch];
        _points = new double[3 * Batch];
        _residuals = new double[2 * Batch];
        _rows = [new Rows(observations, 0), new Rows(observations, 1)];

        JsonElement objective = expected.GetProperty("objective");
        double[] residuals = AdBench.Numbers(objective.GetProperty("reproj_error").GetProperty("elements"));
        double[] samples = AdBench.Numbers(expected.GetProperty("jacobian").GetProperty("vals"));
        Expected = (
            observations * (residuals[0] + residuals[1] + objective.GetProperty("w_err").GetProperty("element").GetDouble()),
            [.. Enumerable.Repeat(samples[..Scene.Block], observations).SelectMany(block => block), .. Enumerable.Repeat(samples[Scene.Block], observations)]);
    }

    public override int Points => 3;

    public override string GeneratedMember => "BundleAdjustment.ReprojectionPrimal.ResidualsVjp";

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

    public override double[] Output()
    {
        for (int i = 0; _hasRows && i < _weights.Length; i++)
        {
            for (int row = 0; row < 2; row++)
            {
                _rows[row].CopyTo(i, _blocks.AsSpan((i * Scene.Block) + (row * Scene.Row), Scene.Row));
            }
        }

        return [.. _blocks, .. _weights];
    }

    public override void ClearOutput()
    {
        _hasRows = false;
        Array.Clear(_blocks);
        Array.Clear(_weights);
    }

    private double Primal(Scene scene)
    {
        double sum = 0;
        for (int first = 0; first < scene.Observations; first += Batch)
        {
            int count = Gather(scene, first);
            ReprojectionPrimal.Residuals(
                _cameras.AsSpan(0, 11 * count), _points.AsSpan(0, 3 * count), scene.Weights.AsSpan(first, count), scene.Features.AsSpan(2 * first, 2 * count), _residuals.AsSpan(0, 2 * count));
            sum += Sum(_residuals.AsSpan(0, 2 * count));
        }

        foreach (double weight in scene.Weights)
        {
            sum += ReprojectionPrimal.WeightError(weight);
        }

        return sum;
    }

    private double Generated(Scene scene)
    {
        _hasRows = true;
        double sum = 0;
        for (int first = 0; first < scene.Observations; first += Batch)
        {
            int count = Gather(scene, first);
            foreach (Rows rows in _rows)
            {
                Rows.Part part = rows.Clear(first, count);
                ReprojectionPrimal.ResidualsVjp(
                    _cameras.AsSpan(0, 11 * count), _points.AsSpan(0, 3 * count), scene.Weights.AsSpan(first, count), scene.Features.AsSpan(2 * first, 2 * count), _residuals.AsSpan(0, 2 * count),
                    rows.Seeds.AsSpan(0, 2 * count), part.Cameras, part.Points, part.Weights);
            }

            sum += Sum(_residuals.AsSpan(0, 2 * count));
        }

        for (int i = 0; i < scene.Observations; i++)
        {
            sum += ReprojectionPrimal.WeightErrorValueAndGradient(scene.Weights[i], out _weights[i]);
        }

        return sum;
    }

    private static double Sum(ReadOnlySpan<double> residuals)
    {
        double even = 0, odd = 0;
        for (int i = 0; i + 1 < residuals.Length; i += 2)
        {
            even += residuals[i];
            odd += residuals[i + 1];
        }

        return even + odd;
    }

    /// <summary>Each observation of a batch gets its camera and its point, so that their derivatives are its own.</summary>
    private int Gather(Scene scene, int first)
    {
        int count = Math.Min(Batch, scene.Observations - first);
        for (int i = 0; i < count; i++)
        {
            scene.Cameras.AsSpan(scene.Camera(first + i), 11).CopyTo(_cameras.AsSpan(i * 11));
            scene.Points.AsSpan(scene.Point(first + i), 3).CopyTo(_points.AsSpan(i * 3));
        }

        return count;
    }

    private static double[] Repeated(JsonElement element, int count) => [.. Enumerable.Repeat(AdBench.Numbers(element), count).SelectMany(x => x)];

    /// <summary>The same row of each observation's block.</summary>
    private sealed class Rows
    {
        public Rows(int observations, int residual)
        {
            Seeds = new double[2 * Batch];
            Cameras = new double[11 * observations];
            Points = new double[3 * observations];
            Weights = new double[observations];
            for (int i = 0; i < Batch; i++)
            {
                Seeds[(2 * i) + residual] = 1;
            }
        }

        public double[] Seeds { get; }

        public double[] Cameras { get; }

        public double[] Points { get; }

        public double[] Weights { get; }

        /// <summary>A reverse sweep adds to its destination.</summary>
        public Part Clear(int first, int count)
        {
            Part part = new(Cameras.AsSpan(11 * first, 11 * count), Points.AsSpan(3 * first, 3 * count), Weights.AsSpan(first, count));
            part.Cameras.Clear();
            part.Points.Clear();
            part.Weights.Clear();
            return part;
        }

        public void CopyTo(int observation, Span<double> row)
        {
            Cameras.AsSpan(observation * 11, 11).CopyTo(row);
            Points.AsSpan(observation * 3, 3).CopyTo(row[11..]);
            row[14] = Weights[observation];
        }

        /// <summary>Of a batch.</summary>
        public readonly ref struct Part(Span<double> cameras, Span<double> points, Span<double> weights)
        {
            public Span<double> Cameras { get; } = cameras;

            public Span<double> Points { get; } = points;

            public Span<double> Weights { get; } = weights;
        }
    }
}
