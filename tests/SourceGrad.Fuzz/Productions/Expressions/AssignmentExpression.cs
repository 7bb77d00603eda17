using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>(x = e)</c> within an expression.</summary>
public sealed record AssignmentExpression(Place Target, Expr Value) : Expr(Target.Type), IWritesBuffer
{
    public override IReadOnlyList<Node> Children => [Target, Value];

    public IEnumerable<Variable> Written => Place.BuffersOf([Target]);

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        b.AllowsEffects && b.Target(type, 1) is { } target ? new AssignmentExpression(target, b.Settled(type, depth - 1)) : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Target = (Place)children[0], Value = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Target).Write(" = ").Write(Value).Write(")");

    public override Datum Evaluate(Machine machine)
    {
        Func<Location> target = Target.Prepare(machine);
        Datum value = Value.Evaluate(machine);
        target().Write(value);
        return value;
    }
}
