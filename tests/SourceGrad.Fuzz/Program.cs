using System.CommandLine;
using SourceGrad.Fuzz;

Option<double> minutes = new("--minutes") { Description = "How long to run.", DefaultValueFactory = _ => 1 };
Option<ulong?> seed = new("--seed") { Description = "The series of programs; random where left out." };
Option<int> first = new("--first") { Description = "The number of the first program, to go on with a series." };
Option<int> programs = new("--programs") { Description = "Stop after so many programs.", DefaultValueFactory = _ => int.MaxValue };
Option<int> workers = new("--workers") { Description = "How many batches run at once.", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount) };
Option<int> batch = new("--batch") { Description = "How many programs are compiled together.", DefaultValueFactory = _ => 100 };
Option<string?> inject = new("--inject") { Description = $"Break the generator on purpose: {string.Join(", ", Sabotage.Kinds)}." };
Option<string> output = new("--output") { Description = "Where failures are written, as rows of the conformance table.", DefaultValueFactory = _ => "fuzz-failures.txt" };
Option<string?> show = new("--show") { Description = "Print the program of this number in the series, check it and stop." };
Option<int?> census = new("--census") { Description = "Count the constructs in so many programs of the series and stop." };

RootCommand command = new("Compares generated gradients of random programs with those of dual numbers.")
{
    minutes, seed, first, programs, workers, batch, inject, output, show, census,
};
command.SetAction(result => Terminal.Run(new Settings(
    TimeSpan.FromMinutes(result.GetValue(minutes)),
    result.GetValue(seed) ?? (ulong)Random.Shared.NextInt64(1, 1_000_000_000),
    result.GetValue(first),
    result.GetValue(programs),
    result.GetValue(workers),
    result.GetValue(batch),
    result.GetValue(inject),
    result.GetValue(output)!,
    result.GetValue(show),
    result.GetValue(census))));
return command.Parse(args).Invoke();
