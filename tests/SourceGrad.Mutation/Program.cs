using System.CommandLine;
using SourceGrad.Mutation;

Option<double> minutes = new("--minutes") { Description = "How long to try mutants.", DefaultValueFactory = _ => 10 };
Option<int> seed = new("--seed") { Description = "The order of the mutants.", DefaultValueFactory = _ => 1 };
Option<string[]> folder = new("--folder") { Description = "The folders of the generator to change; Rules, Analysis and Differentiation where left out.", DefaultValueFactory = _ => [] };
Option<int> workers = new("--workers") { Description = "How many mutants are tried at once.", DefaultValueFactory = _ => Math.Max(1, Environment.ProcessorCount) };
Option<string> output = new("--output") { Description = "Where the survivors are written.", DefaultValueFactory = _ => "mutation-survivors.txt" };
Option<string?> only = new("--only") { Description = "Try these mutants only: a file and a line as in Rules/Power.cs:18, or part of that." };
Option<string?> again = new("--again") { Description = "Try the mutants again that this file of an earlier run lists." };

RootCommand command = new("Makes small changes to the generator, one at a time, and tells which ones no test notices.")
{
    minutes, seed, folder, workers, output, only, again,
};
command.SetAction(result => Terminal.Run(new Settings(
    TimeSpan.FromMinutes(result.GetValue(minutes)),
    result.GetValue(seed),
    result.GetValue(folder) is { Length: > 0 } folders ? folders : ["Rules", "Analysis", "Differentiation"],
    result.GetValue(workers),
    result.GetValue(output)!,
    result.GetValue(only),
    result.GetValue(again))));
return command.Parse(args).Invoke();
