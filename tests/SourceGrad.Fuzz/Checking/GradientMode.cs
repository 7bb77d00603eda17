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
        Calls calls = new(program);
        return calls.Invoke($"{method}ValueAndGradient({Calls.Arguments(program, calls.Destinations("out"))})", withDestinations: true);
    }

    public override (FailureKind Kind, string Message)? Check(Trial trial)
    {
        object[] destinations = trial.Destinations(double.NaN);
        return trial.Call(this, null, [], destinations)
            ?? trial.CompareGradient(destinations, 0, trial.Reference.PullBack(1, []));
    }
}
