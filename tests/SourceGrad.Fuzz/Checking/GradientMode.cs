using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary><c>FValueAndGradient</c> with destinations, which it overwrites.</summary>
internal sealed class GradientMode : Mode
{
    public override string Name => "ValueAndGradient";

    public override DerivativeKinds Kind => DerivativeKinds.Gradient;

    public override bool Applies(FuzzProgram program) => !program.IsVoid;

    public override string Glue(FuzzProgram program, string method)
    {
        IEnumerable<string> destinations = program.Active.Select((p, k) => p.IsBuffer ? Calls.Destination(p, k) : $"out g{k}");
        return Calls.Invoke(program, $"{method}ValueAndGradient({Calls.Arguments(program)}, {string.Join(", ", destinations)})");
    }

    public override (FailureKind Kind, string Message)? Check(Trial trial)
    {
        object[] destinations = trial.Destinations(double.NaN);
        return trial.Call(this, null, [], destinations)
            ?? trial.CompareGradient(destinations, 0, trial.Reference.PullBack(1, []));
    }
}
