using System.Text.Json;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks.Cases.Gmm;

internal sealed class GmmProblem : Problem
{
    private readonly GmmInput[] _inputs;
    private readonly double[] _constants;
    private readonly double[] _alphas, _means, _q, _l;

    private GmmProblem(GmmInput input, (double Value, double[] Output)? expected)
        : base($"GMM {input.D}/{input.K}/{input.N}")
    {
        double[][] alphas = Around(input.Alphas, Points, 0.02), means = Around(input.Means, Points, 0.02);
        double[][] q = Around(input.Q, Points, 0.02), l = Around(input.L, Points, 0.02);
        _inputs = [.. Enumerable.Range(0, Points).Select(i => input with { Alphas = alphas[i], Means = means[i], Q = q[i], L = l[i] })];
        _constants = [.. _inputs.Select(i => i.Constant)];
        (_alphas, _means, _q, _l) = (new double[input.Alphas.Length], new double[input.Means.Length], new double[input.Q.Length], new double[input.L.Length]);
        Expected = expected;
    }

    public override string GeneratedMember => "Gmm.GmmPrimal.LogLikelihoodValueAndGradient";

    public override (double Value, double[] Output)? Expected { get; }

    /// <summary>A problem of ADBench with its expected result.</summary>
    public static GmmProblem Load(int d, int k, int n)
    {
        (JsonElement input, JsonElement expected) = AdBench.Load($"gmm_{d}_{k}_{n}");
        JsonElement jacobian = expected.GetProperty("jacobian");
        double[] output =
        [
            .. AdBench.Numbers(jacobian.GetProperty("alpha")), .. AdBench.Numbers(jacobian.GetProperty("mu")),
            .. AdBench.Numbers(jacobian.GetProperty("q")), .. AdBench.Numbers(jacobian.GetProperty("l")),
        ];
        GmmInput point = new(
            AdBench.Numbers(input.GetProperty("alpha")), AdBench.Numbers(input.GetProperty("mu")), AdBench.Numbers(input.GetProperty("q")),
            AdBench.Numbers(input.GetProperty("l")), AdBench.Numbers(input.GetProperty("x")), input.GetProperty("gamma").GetDouble(), input.GetProperty("m").GetInt32());
        return new GmmProblem(point, (expected.GetProperty("objective").GetDouble(), output));
    }

    /// <summary>A problem of another size, drawn at random.</summary>
    public static GmmProblem Draw(int d, int k, int n) => new(
        new GmmInput(Normals(k, 1), Normals(k * d, 2), Normals(k * d, 3), Normals(k * d * (d - 1) / 2, 4), Normals(n * d, 5), 1, 0), null);

    public override double Run(Implementation implementation, int point)
    {
        GmmInput i = _inputs[point];
        return implementation switch
        {
            Implementation.Primal => GmmPrimal.LogLikelihood(i.Alphas, i.Means, i.Q, i.L, i.X, i.Gamma, i.M, _constants[point]),
            Implementation.Generated => GmmPrimal.LogLikelihoodValueAndGradient(
                i.Alphas, i.Means, i.Q, i.L, i.X, i.Gamma, i.M, _constants[point], _alphas, _means, _q, _l),
            Implementation.Scalar => GmmScalar.ValueAndGradient(i, _alphas, _means, _q, _l),
            Implementation.Lanes => GmmLanes.ValueAndGradient(i, _alphas, _means, _q, _l),
            Implementation.LanesPrimal => GmmLanes.Value(i),
            _ => throw Unknown(implementation),
        };
    }

    public override double[] Output() => [.. _alphas, .. _means, .. _q, .. _l];

    public override void ClearOutput()
    {
        foreach (double[] part in new[] { _alphas, _means, _q, _l })
        {
            Array.Clear(part);
        }
    }
}
