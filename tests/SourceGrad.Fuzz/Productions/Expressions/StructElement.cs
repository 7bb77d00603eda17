using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A struct in a buffer of structs.</summary>
public sealed record StructElement(Variable Buffer, Expr Index) : StructPlace(Buffer.Struct!)
{
    public override IReadOnlyList<Node> Children => [Index];

    public override IEnumerable<Variable> Uses => [Buffer];

    public override Variable? Memory => Buffer;

    public override bool IsAssignable => Buffer.IsWritable && Buffer.Shape != BufferShape.List;

    public static StructExpr? Make(Builder b, StructType type, int depth) =>
        b.PickAnyBuffer(v => v.Struct == type) is { } buffer && b.ElementOf(buffer, depth) is { FromEnd: false } element
            ? new StructElement(buffer, element.Index)
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Index = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write(Buffer.Name + "[").Write(Index).Write("]");

    public override Location[] Locate(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        int index = Index.Evaluate(machine).Int;
        machine.Tick();
        return [.. Enumerable.Range(0, Struct.Leaves.Count).Select(part => new Location(buffer, index, part))];
    }
}
