using SourceGrad.Benchmarks.Cases.BlackScholes;
using SourceGrad.Benchmarks.Cases.LogSumExp;
using SourceGrad.Benchmarks.Cases.Logistic;
using SourceGrad.Benchmarks.Cases.Rosenbrock;

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
    ];
}
