using SourceGrad.Benchmarks.Cases.BlackScholes;
using SourceGrad.Benchmarks.Cases.BundleAdjustment;
using SourceGrad.Benchmarks.Cases.Gmm;
using SourceGrad.Benchmarks.Cases.HandTracking;
using SourceGrad.Benchmarks.Cases.LeastSquares;
using SourceGrad.Benchmarks.Cases.Logistic;
using SourceGrad.Benchmarks.Cases.LogSumExp;
using SourceGrad.Benchmarks.Cases.Lstm;
using SourceGrad.Benchmarks.Cases.Mlp;
using SourceGrad.Benchmarks.Cases.MonteCarlo;
using SourceGrad.Benchmarks.Cases.Rk4;
using SourceGrad.Benchmarks.Cases.Rosenbrock;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks;

/// <summary>All cases, in the order of the table.</summary>
internal static class CaseList
{
    public static readonly Case[] All =
    [
        new("logsumexp", () => [new LogSumExpProblem(40_000)]),
        new("logistic", () => [new LogisticProblem(30, 1000)]),
        new("rosenbrock", () => [new RosenbrockProblem(1000)]),
        new("blackscholes", () => [new BlackScholesProblem()]),
        new("leastsquares", () => [new LeastSquaresProblem(128, 16_392)]),
        new("rk4", () => [new Rk4Problem(1000, 100)]),
        new("gmm", () => [GmmProblem.Load(2, 5, 1000), GmmProblem.Load(10, 25, 1000), GmmProblem.Load(32, 25, 1000), GmmProblem.Draw(64, 25, 1000)]),
        new("lstm", () => [new LstmProblem(2), new LstmProblem(4)]),
        new("mlp", Networks),
        new("montecarlo", () => [new MonteCarloProblem(1000, 50)]),
        new("bundle", () => [new BundleProblem()]),
        new("hand", () => [new HandProblem("simple"), new HandProblem("complicated")]),
    ];

    private static IEnumerable<Problem> Networks()
    {
        foreach (int batch in new[] { 1, 32, 256 })
        {
            yield return new MlpProblem<double>(batch, 10, 64, 64, 64, 1);
            yield return new MlpProblem<float>(batch, 10, 64, 64, 64, 1);
        }

        foreach (int batch in new[] { 1, 32, 256 })
        {
            yield return new MlpProblem<double>(batch, 784, 256, 128, 10);
            yield return new MlpProblem<float>(batch, 784, 256, 128, 10);
        }
    }
}
