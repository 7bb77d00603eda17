using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary><c>FGradient</c>, and <c>FValueAndGradient</c> that returns it, where all that is differentiated by are numbers.</summary>
internal sealed class ReturnedGradientMode : Mode
{
    public override string Name => "Gradient";

    public override DerivativeKinds Kind => DerivativeKinds.Gradient;

    public override bool Applies(FuzzProgram program) => !program.IsVoid && program.Active.All(p => !p.IsBuffer);

    public override string Glue(FuzzProgram program, string method)
    {
        string arguments = Calls.Arguments(program);
        int count = program.Active.Count();
        string parts(string of) => string.Concat(Enumerable.Range(0, count).Select(k => $"d[{k}] = {of}{(count > 1 ? $".Item{k + 1}" : "")}; "));
        return $"if (seed is null) {{ var r = {method}ValueAndGradient({arguments}); {parts("r.Gradient")}return r.Value; }} var g = {method}Gradient({arguments}); {parts("g")}return null;";
    }

    public override (FailureKind Kind, string Message)? Check(Trial trial)
    {
        object[] together = trial.Destinations(double.NaN);
        if (trial.Call(this, null, [], together) is { } failure)
        {
            return failure;
        }

        (double Derivative, double Magnitude)[] expected = trial.Reference.PullBack(1, []);
        object[] alone = trial.Destinations(double.NaN);
        return trial.CompareGradient(together, 0, expected)
            ?? trial.Call(this, 1.0, [], alone, hasValue: false)
            ?? trial.CompareGradient(alone, 0, expected);
    }
}
