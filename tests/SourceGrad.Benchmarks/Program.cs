using System.CommandLine;
using BenchmarkDotNet.Running;
using SourceGrad.Benchmarks.Comparison;

namespace SourceGrad.Benchmarks;

/// <summary>Compares generated gradients with what experts write by hand.</summary>
internal static class Program
{
    public static int Main(string[] arguments)
    {
        if (arguments is ["bench", .. string[] rest])
        {
            BenchmarkSwitcher.FromAssembly(typeof(Program).Assembly).Run(rest);
            return 0;
        }

        Argument<string[]> cases = new("case")
        {
            Description = $"The cases to run, all if none is named: {string.Join(", ", CaseList.All.Select(c => c.Name))}.",
            Arity = ArgumentArity.ZeroOrMore,
        };
        cases.AcceptOnlyFromAmong([.. CaseList.All.Select(c => c.Name)]);
        Option<FileInfo?> json = new("--json") { Description = "A file to write the measurements to." };
        Option<bool> checkOnly = new("--check") { Description = "Check the results, time nothing." };
        Command compare = new("compare", "Times all implementations side by side.") { cases, json, checkOnly };
        compare.SetAction(result => Compare(result.GetValue(cases)!, result.GetValue(json), result.GetValue(checkOnly)));
        Command bench = new("bench", "Hands the arguments that follow to BenchmarkDotNet.");
        return new RootCommand("Compares generated gradients with what experts write by hand.") { compare, bench }.Parse(arguments).Invoke();
    }

    private static int Compare(string[] names, FileInfo? json, bool checkOnly)
    {
        Report report = new();
        Case[] chosen = [.. CaseList.All.Where(c => names.Length == 0 || names.Contains(c.Name))];
        Problem[] problems = [.. chosen.SelectMany(c => c.Problems())];
        string[] failures = [.. problems.Select(Check.Failure).OfType<string>()];
        foreach (string failure in failures)
        {
            report.Line(failure);
        }

        if (failures.Length > 0)
        {
            return 1;
        }

        report.Line($"{problems.Length} problems checked: all implementations agree.");
        if (checkOnly)
        {
            return 0;
        }

        foreach (Problem problem in problems)
        {
            report.Add(new Timing(problem).Measure());
        }

        report.Print();
        if (json is not null)
        {
            report.Write(json);
        }

        return 0;
    }
}
