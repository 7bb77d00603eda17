using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary><c>FGradient</c>, and <c>FValueAndGradient</c> that returns it, where all that is differentiated by are numbers.</summary>
internal sealed class ReturnedGradientMode : Mode
{
    public override string Name => "Gradient";

    public override DerivativeKinds Kind => DerivativeKinds.Gradient;

    public override bool Applies(FuzzProgram program) => !program.IsVoid && !program.IsModel && program.Active.All(p => !p.IsBuffer) && !program.Main.Parameters.Any(p => p.IsResult);

    public override string Glue(FuzzProgram program, string method)
    {
        string arguments = Calls.Arguments(program);
        string parameters = string.Concat(program.Main.Parameters.Select((p, k) => $"var p{k} = {Boundary.Unpack(p, $"a[{k}]")}; "));
        Variable[] active = [.. program.Active];
        string parts(string of) => string.Concat(active.Select((p, k) => Boundary.Repack(p, $"{of}{(active.Length > 1 ? $".Item{k + 1}" : "")}", $"d[{k}]")));
        string after = string.Concat(program.Main.Parameters.Select((p, k) => p.IsBuffer ? Boundary.Repack(p, $"p{k}", $"a[{k}]") : ""));
        return $"{parameters}if (seed is null) {{ var r = Program.{method}ValueAndGradient({arguments}); {parts("r.Gradient")}{after}return r.Value; }} var g = Program.{method}Gradient({arguments}); {parts("g")}{after}return null;";
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
