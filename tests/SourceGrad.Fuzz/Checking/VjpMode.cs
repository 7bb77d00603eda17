using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary><c>FVjp</c>, which adds to its destinations.</summary>
internal sealed class VjpMode : Mode
{
    private const double Seed = -1.75;
    private const double Before = 0.75;

    public override string Name => "Vjp";

    public override DerivativeKinds Kind => DerivativeKinds.Vjp;

    public override bool Applies(FuzzProgram program) => true;

    public override string Glue(FuzzProgram program, string method)
    {
        Calls calls = new(program);
        IEnumerable<string> seed = program.IsVoid ? [] : [$"({program.Main.ReturnType!.Value.Text()})seed!"];
        string arguments = Calls.Arguments(program, seed, calls.Seeds, calls.Destinations("ref"));
        return calls.Invoke($"{method}Vjp({arguments})", withDestinations: true, withSeeds: true);
    }

    public override (FailureKind Kind, string Message)? Check(Trial trial)
    {
        IReadOnlyList<Variable> written = trial.Program.Written();
        double[]?[] weights = [.. trial.Program.Main.Parameters.Select((p, k) =>
            written.Contains(p) ? Enumerable.Range(0, trial.Reference.Buffers[k].Length).Select(e => 0.5 - (0.75 * e) + (0.125 * k)).ToArray() : null)];
        object[] seeds = [.. trial.Program.Main.Parameters.Select((p, k) => (p, k)).Where(x => weights[x.k] is not null)
            .Select(x => Trial.Boxed(x.p, weights[x.k]!))];
        object[] destinations = trial.Destinations(Before);
        object? seed = trial.Program.Main.ReturnType is { } type ? type == ScalarType.Float ? (object)(float)Seed : Seed : null;
        return trial.Call(this, seed, seeds, destinations)
            ?? trial.CompareGradient(destinations, Before, trial.Reference.PullBack(Seed, weights));
    }
}
