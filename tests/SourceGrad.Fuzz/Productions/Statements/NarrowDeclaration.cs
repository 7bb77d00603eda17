using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>byte n = (byte)e;</c>, <c>Kind kind = (Kind)e;</c></summary>
public sealed record NarrowDeclaration(Variable Variable, Expr Value) : Stmt
{
    public override IReadOnlyList<Node> Children => [Value];

    public override IEnumerable<Variable> Declares => [Variable];

    public static Stmt Make(Builder b, int depth)
    {
        NarrowType type = b.Chance(40) ? NarrowType.Enum : b.Pick(Enum.GetValues<NarrowType>());
        Expr value = b.Expression(type.Wide(), b.Deep);
        return new NarrowDeclaration(b.DeclareNarrow(type), type == NarrowType.Enum ? new Arithmetic("&", value, Literal.Int(3)) : value);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Value = (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"{Variable.TypeText} {Variable.Name} = ");
        Variable.Narrow!.Value.PrintCast(writer, Value);
        writer.Line(";");
    }

    public override Jump Execute(Machine machine)
    {
        machine.Scalars[Variable.Slot] = Variable.Narrow!.Value.Wrap(Value.Evaluate(machine));
        return Jump.None;
    }
}
