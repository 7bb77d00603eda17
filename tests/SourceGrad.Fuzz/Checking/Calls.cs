using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Checking;

/// <summary>Pieces of calls, as text.</summary>
internal static class Calls
{
    public static string Arguments(FuzzProgram program) => string.Join(", ", program.Main.Parameters.Select((p, k) => $"({Boxed(p)})a[{k}]"));

    /// <summary>What is boxed for a parameter.</summary>
    public static string Boxed(Variable parameter) => parameter.Type.Text() + (parameter.IsBuffer ? "[]" : "");

    public static string Destination(Variable parameter, int k) => $"({parameter.Type.Text()}[])d[{k}]";

    /// <summary>Locals g0, g1, … for the destinations that are numbers, filled from the boxes.</summary>
    public static string Unbox(FuzzProgram program) => string.Concat(program.Active
        .Select((p, k) => p.IsBuffer ? "" : $"{p.Type.Text()} g{k} = ({p.Type.Text()})d[{k}]; "));

    public static string Box(FuzzProgram program) => string.Concat(program.Active
        .Select((p, k) => p.IsBuffer ? "" : $"d[{k}] = g{k}; "));

    public static string Invoke(FuzzProgram program, string call) => program.IsVoid
        ? $"{Unbox(program)}{call}; {Box(program)}return null;"
        : $"{Unbox(program)}{program.Main.ReturnType!.Value.Text()} value = {call}; {Box(program)}return value;";
}
