using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>kind == Kind.First</c>, <c>kind is Kind.First or Kind.Third</c>, <c>kind.HasFlag(Kind.Second)</c>.</summary>
public sealed record EnumTest(Variable Variable, string Form, int Value, int Other) : Expr(ScalarType.Bool)
{
    private static readonly string[] s_forms = ["==", "!=", "<", ">=", "is", "is not", "HasFlag"];

    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Variable];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (type != ScalarType.Bool || b.PickNarrow(v => v.Narrow == NarrowType.Enum) is not { } variable)
        {
            return null;
        }

        // Two that differ: a pattern that an earlier one covers is a warning.
        int value = b.Below(3);
        return new EnumTest(variable, b.Pick(s_forms), value, value + 1);
    }

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer)
    {
        string value = "Kind." + NarrowTypes.Names[Value], other = "Kind." + NarrowTypes.Names[Other];
        writer.Write(Form switch
        {
            "HasFlag" => $"{Variable.Name}.HasFlag({value})",
            "is" => $"({Variable.Name} is {value} or {other})",
            "is not" => $"({Variable.Name} is not {value})",
            _ => $"({Variable.Name} {Form} {value})",
        });
    }

    public override Datum Evaluate(Machine machine)
    {
        Datum subject = machine.Scalars[Variable.Slot];
        return Datum.OfBool(Form switch
        {
            "HasFlag" => (subject.Int & Value) == Value,
            "is" => subject.Int == Value || subject.Int == Other,
            "is not" => subject.Int != Value,
            _ => Comparison.Holds(Form, ScalarType.Int, subject, Datum.OfWhole(Value)),
        });
    }
}
