using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A number without its derivative.</summary>
public sealed record StopGradient(Expr Operand) : Expr(Operand.Type)
{
    public override IReadOnlyList<Node> Children => [Operand];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        type.IsReal() ? new StopGradient(b.Expression(type, depth - 1)) : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Operand = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write("Differentiation.StopGradient(").Write(Operand).Write(")");

    public override Datum Evaluate(Machine machine) => Operand.Evaluate(machine) with { Tangent = null };
}
