using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>double x = e;</c></summary>
public sealed record Declaration(Variable Variable, Expr Value, string Keyword) : Stmt
{
    public override IReadOnlyList<Node> Children => [Value];

    public override IEnumerable<Variable> Declares => [Variable];

    public static Stmt Make(Builder b, int depth)
    {
        ScalarType type = b.AnyType();
        Expr value = b.Settled(type, b.Deep);
        return new Declaration(b.Declare(type), value, b.Chance(25) ? "var" : type.Text());
    }

    /// <summary>A constant, which is not assigned any more.</summary>
    public static Stmt MakeConstant(Builder b, int depth)
    {
        ScalarType type = b.AnyType();
        Expr value = Literal.Make(b, type, 0);
        return new Declaration(b.Declare(type, assignable: false, isConstant: true), value, "const " + type.Text());
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Value = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write($"{(Keyword == Variable.Type.Text() ? writer.Type(Variable) : Keyword)} {Variable.Name} = ").Write(Value).Line(";");

    public override Jump Execute(Machine machine)
    {
        machine.Scalars[Variable.Slot] = Value.Evaluate(machine);
        return Jump.None;
    }
}
