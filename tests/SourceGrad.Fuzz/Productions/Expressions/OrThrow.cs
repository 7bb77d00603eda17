using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>c ? x : throw …</c>.</summary>
public sealed record OrThrow(Expr Condition, Expr Value) : Expr(Value.Type)
{
    public override IReadOnlyList<Node> Children => [Condition, Value];

    public static Expr Make(Builder b, ScalarType type, int depth)
    {
        Expr limit = b.Chance(80) ? Literal.Int(b.Between(20, 40)) : Literal.Int(b.Between(1, 4));
        return new OrThrow(new Comparison("<", b.Expression(ScalarType.Int, 0), limit), b.Expression(type, depth - 1));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Condition = (Expr)children[0], Value = (Expr)children[1] };

    public override void Print(CodeWriter writer) =>
        writer.Write("(").Write(Condition).Write(" ? ").Write(Value).Write(" : throw new InvalidOperationException(\"too many\"))");

    public override Datum Evaluate(Machine machine) =>
        Condition.Evaluate(machine).IsTrue ? Value.Evaluate(machine) : throw new Thrown(typeof(InvalidOperationException));
}
