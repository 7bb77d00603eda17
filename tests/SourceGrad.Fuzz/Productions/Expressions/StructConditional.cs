using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>c ? p : q</c> of structs.</summary>
public sealed record StructConditional(Expr Condition, StructExpr WhenTrue, StructExpr WhenFalse) : StructExpr(WhenTrue.Struct)
{
    public override IReadOnlyList<Node> Children => [Condition, WhenTrue, WhenFalse];

    public static StructExpr Make(Builder b, StructType type, int depth) => new StructConditional(
        b.Expression(ScalarType.Bool, depth - 1), b.StructExpression(type, depth - 1), b.StructExpression(type, depth - 1));

    public override Node With(IReadOnlyList<Node> children) =>
        new StructConditional((Expr)children[0], (StructExpr)children[1], (StructExpr)children[2]);

    public override void Print(CodeWriter writer) =>
        writer.Write("(").Write(Condition).Write(" ? ").Write(WhenTrue).Write(" : ").Write(WhenFalse).Write(")");

    public override Datum[] Evaluate(Machine machine) => (Condition.Evaluate(machine).IsTrue ? WhenTrue : WhenFalse).Evaluate(machine);
}
