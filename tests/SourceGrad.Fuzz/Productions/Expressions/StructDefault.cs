using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>default(P)</c>: all zero.</summary>
public sealed record StructDefault(StructType Struct) : StructExpr(Struct)
{
    public override IReadOnlyList<Node> Children => [];

    public static StructExpr Make(Builder b, StructType type, int depth) => new StructDefault(type);

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write($"default({Struct.Text})");

    public override Datum[] Evaluate(Machine machine) => new Datum[Struct.Leaves.Count];
}
