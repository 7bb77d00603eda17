using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>p = q;</c> or <c>a[i] = q;</c> of structs.</summary>
public sealed record StructAssignment(StructPlace Target, StructExpr Value) : Stmt, IWritesBuffer
{
    public override IReadOnlyList<Node> Children => [Target, Value];

    public IEnumerable<Variable> Written => Target.Memory is { } memory ? [memory] : [];

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.Types.Count == 0)
        {
            return null;
        }

        StructType type = b.Pick(b.Types);
        return b.StructTarget(type) is { } target ? new StructAssignment(target, b.StructExpression(type, b.Deep)) : null;
    }

    public override Node With(IReadOnlyList<Node> children) => new StructAssignment((StructPlace)children[0], (StructExpr)children[1]);

    public override void Print(CodeWriter writer) => writer.Write(Target).Write(" = ").Write(Value).Line(";");

    public override Jump Execute(Machine machine)
    {
        Location[] places = Target.Locate(machine);
        Datum[] values = Value.Evaluate(machine);
        for (int k = 0; k < places.Length; k++)
        {
            places[k].Write(values[k]);
        }

        return Jump.None;
    }
}
