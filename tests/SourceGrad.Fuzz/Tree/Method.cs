using SourceGrad.Fuzz.Productions.Statements;

namespace SourceGrad.Fuzz.Tree;

/// <summary>A method or a local function; void where it has no return type.</summary>
public sealed record Method(string Name, IReadOnlyList<Variable> Parameters, ScalarType? ReturnType, Block Body)
{
    public void Print(CodeWriter writer, string modifiers, IReadOnlySet<Variable>? constants = null)
    {
        string parameters = string.Join(", ", Parameters.Select(p =>
            $"{(constants?.Contains(p) == true ? "[NoGradient] " : "")}{p.TypeText} {p.Name}"));
        writer.Line($"{modifiers}{ReturnType?.Text() ?? "void"} {Name}({parameters})").Write(Body);
    }
}
