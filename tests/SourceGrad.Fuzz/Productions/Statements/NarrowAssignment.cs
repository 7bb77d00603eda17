using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>n = (byte)e;</c>, <c>n += (byte)e;</c>, <c>n++;</c>: the result is cast back.</summary>
/// <param name="Value">Null for the increments.</param>
public sealed record NarrowAssignment(Variable Variable, string Operator, Expr? Value) : Stmt
{
    private static readonly string[] s_ofEnums = ["", "", "|", "&", "^"];
    private static readonly string[] s_ofIntegers = ["", "+", "-", "*", "&", "|", "^"];

    public override IReadOnlyList<Node> Children => Value is null ? [] : [Value];

    public override IEnumerable<Variable> Uses => [Variable];

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.PickNarrow(v => v.IsAssignable) is not { } variable)
        {
            return null;
        }

        return b.Chance(25)
            ? new NarrowAssignment(variable, b.Pick(["+", "-"]), null)
            : new NarrowAssignment(variable, b.Pick(variable.Narrow == NarrowType.Enum ? s_ofEnums : s_ofIntegers), b.Expression(variable.Type, b.Deep));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Value = Value is null ? null : (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        writer.Write(Variable.Name);
        if (Value is null)
        {
            writer.Line(Operator + Operator + ";");
            return;
        }

        writer.Write($" {Operator}= ");
        Variable.Narrow!.Value.PrintCast(writer, Value);
        writer.Line(";");
    }

    public override Jump Execute(Machine machine)
    {
        NarrowType type = Variable.Narrow!.Value;
        Datum before = machine.Scalars[Variable.Slot];
        Datum operand = Value is null ? Datum.OfWhole(1) : type.Wrap(Value.Evaluate(machine));
        Datum after = Operator.Length == 0 ? operand : Arithmetic.Apply(machine, Variable.Type, Operator, before, operand);
        machine.Scalars[Variable.Slot] = type.Wrap(after);
        return Jump.None;
    }
}
