using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>p with { X = x }</c>.</summary>
public sealed record WithExpression(StructExpr Whole, int Field, Expr Value) : StructExpr(Whole.Struct)
{
    public override IReadOnlyList<Node> Children => [Whole, Value];

    public static StructExpr? Make(Builder b, StructType type, int depth)
    {
        int[] fields = [.. Enumerable.Range(0, type.Fields.Count).Where(k => type.Fields[k].Struct is null)];
        if (fields.Length == 0)
        {
            return null;
        }

        int field = b.Pick(fields);
        return new WithExpression(b.StructExpression(type, depth - 1), field, b.Settled(type.Fields[field].Type, depth - 1));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Whole = (StructExpr)children[0], Value = (Expr)children[1] };

    public override void Print(CodeWriter writer) =>
        writer.Write("(").Write(Whole).Write($" with {{ {Struct.Fields[Field].Name} = ").Write(Value).Write(" })");

    public override Datum[] Evaluate(Machine machine)
    {
        Datum[] values = [.. Whole.Evaluate(machine)];
        values[Struct.Fields.Take(Field).Sum(f => f.Struct?.Leaves.Count ?? 1)] = Value.Evaluate(machine);
        return values;
    }
}
