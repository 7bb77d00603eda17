using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>double? q = c ? x : null;</c></summary>
/// <param name="Variable">Whether there is a value, and the value, as its fields.</param>
public sealed record NullableDeclaration(Variable Variable, Expr? Condition, Expr? Value) : Stmt
{
    public override IReadOnlyList<Node> Children => [.. new Node?[] { Condition, Value }.OfType<Node>()];

    public override IEnumerable<Variable> Declares => [Variable];

    public static Stmt Make(Builder b, int depth)
    {
        ScalarType type = b.Chance(80) ? b.RealType : ScalarType.Int;
        Expr? condition = b.Chance(70) ? b.Expression(ScalarType.Bool, b.Deep) : null;
        Expr value = b.Settled(type, b.Deep);
        return new NullableDeclaration(b.DeclareNullable(type), condition, value);
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Condition = Condition is null ? null : (Expr)children[0], Value = Value is null ? null : (Expr)children[^1] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"{Variable.Type.Text()}? {Variable.Name} = ");
        if (Condition is not null)
        {
            writer.Write(Condition).Write(" ? ");
        }

        writer.Write(Value!).Line(Condition is null ? ";" : " : null;");
    }

    public override Jump Execute(Machine machine)
    {
        bool has = Condition is null || Condition.Evaluate(machine).IsTrue;
        machine.Write(Variable, [Datum.OfBool(has), has ? Value!.Evaluate(machine) : default]);
        return Jump.None;
    }
}
