using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>new P(x, y)</c>, <c>new P { X = x }</c> or <c>(x, y)</c>.</summary>
/// <param name="Parts">For each field a number or a struct.</param>
public sealed record NewStruct(StructType Struct, IReadOnlyList<Node> Parts, bool IsInitializer) : StructExpr(Struct)
{
    public override IReadOnlyList<Node> Children => Parts;

    public static StructExpr Make(Builder b, StructType type, int depth)
    {
        Node[] parts = [.. type.Fields.Select(f => f.Struct is { } inner
            ? b.StructExpression(inner, depth - 1)
            : (Node)b.Settled(f.Type, depth - 1))];
        return new NewStruct(type, parts, type.Form == StructForm.Struct && b.Chance(40));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Parts = children };

    public override void Print(CodeWriter writer)
    {
        bool isTuple = Struct.Form == StructForm.Tuple;
        (string open, string sign, string close) = isTuple ? ("(", ": ", ")")
            : IsInitializer ? ($"new {Struct.Name} {{ ", " = ", " }")
            : ($"new {Struct.Name}(", "", ")");
        writer.Write(open);
        for (int k = 0; k < Parts.Count; k++)
        {
            writer.Write($"{(k > 0 ? ", " : "")}{(sign.Length > 0 ? Struct.Fields[k].Name : "")}{sign}").Write(Parts[k]);
        }

        writer.Write(close);
    }

    public override Datum[] Evaluate(Machine machine) =>
        [.. Parts.SelectMany(p => p is StructExpr inner ? inner.Evaluate(machine) : [((Expr)p).Evaluate(machine)]).ToArray()];
}
