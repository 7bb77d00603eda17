using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>c ? x : y</c>.</summary>
public sealed record Conditional(Expr Condition, Expr WhenTrue, Expr WhenFalse) : Expr(WhenTrue.Type)
{
    public override IReadOnlyList<Node> Children => [Condition, WhenTrue, WhenFalse];

    public static Expr Make(Builder b, ScalarType type, int depth)
    {
        Expr condition = b.Expression(ScalarType.Bool, depth - 1);
        return new Conditional(condition, b.Expression(type, depth - 1), b.Expression(type, depth - 1));
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Condition = (Expr)children[0], WhenTrue = (Expr)children[1], WhenFalse = (Expr)children[2] };

    public override void Print(CodeWriter writer) =>
        writer.Write("(").Write(Condition).Write(" ? ").Write(WhenTrue).Write(" : ").Write(WhenFalse).Write(")");

    public override Datum Evaluate(Machine machine) => (Condition.Evaluate(machine).IsTrue ? WhenTrue : WhenFalse).Evaluate(machine);
}
