using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>x++</c>, <c>--x</c> and the like within an expression.</summary>
public sealed record StepExpression(Place Target, bool Increments, bool IsPrefix) : Expr(Target.Type), IWritesBuffer
{
    public override IReadOnlyList<Node> Children => [Target];

    public IEnumerable<Variable> Written => Place.BuffersOf([Target]);

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        b.AllowsEffects && type != ScalarType.Bool && b.Target(type, 1) is { } target
            ? new StepExpression(target, b.Chance(50), b.Chance(50))
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Target = (Place)children[0] };

    public override void Print(CodeWriter writer)
    {
        string op = Increments ? "++" : "--";
        writer.Write("(").Write(IsPrefix ? op : "").Write(Target).Write(IsPrefix ? ")" : op + ")");
    }

    public override Datum Evaluate(Machine machine)
    {
        Location target = Target.Locate(machine);
        Datum before = target.Read();
        Datum one = Type.IsReal() ? Datum.OfReal(1) : Datum.OfWhole(1);
        Datum after = Arithmetic.Apply(machine, Type, Increments ? "+" : "-", before, one);
        target.Write(after);
        return IsPrefix ? after : before;
    }
}
