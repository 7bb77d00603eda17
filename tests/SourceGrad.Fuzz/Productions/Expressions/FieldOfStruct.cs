using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A number of a struct that has just been computed: <c>(p + q).X</c>.</summary>
public sealed record FieldOfStruct(StructExpr Whole, int Part) : Expr(Whole.Struct.Leaves[Part].Type)
{
    public override IReadOnlyList<Node> Children => [Whole];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        StructType[] types = [.. b.Types.Where(t => t.Leaves.Any(l => l.Type == type))];
        if (types.Length == 0)
        {
            return null;
        }

        StructType of = b.Pick(types);
        int[] parts = [.. Enumerable.Range(0, of.Leaves.Count).Where(k => of.Leaves[k].Type == type)];
        return new FieldOfStruct(b.StructExpression(of, depth - 1), b.Pick(parts));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Whole = (StructExpr)children[0] };

    public override void Print(CodeWriter writer)
    {
        writer.Write(Whole).Write("." + Whole.Struct.Leaves[Part].Path);
    }

    public override Datum Evaluate(Machine machine) => Whole.Evaluate(machine)[Part];
}
