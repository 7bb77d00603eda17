using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>a[i].X</c>.</summary>
public sealed record FieldOfElement(Variable Buffer, Expr Index, int Part) : Place(Buffer.Struct!.Leaves[Part].Type)
{
    public override IReadOnlyList<Node> Children => [Index];

    public override IEnumerable<Variable> Uses => [Buffer];

    public override Variable? Memory => Buffer;

    public static Place? Make(Builder b, ScalarType type, int depth) => Make(b, type, depth, _ => true, _ => true);

    public static Place? Make(Builder b, ScalarType type, int depth, Func<Variable, bool> buffers, Func<Leaf, bool> leaves)
    {
        bool fits(Leaf leaf) => leaf.Type == type && leaves(leaf);
        if (b.PickAnyBuffer(v => v.Struct is not null && buffers(v) && v.Struct.Leaves.Any(fits)) is not { } buffer
            || b.ElementOf(buffer, depth) is not { FromEnd: false } element)
        {
            return null;
        }

        int[] parts = [.. Enumerable.Range(0, buffer.Struct!.Leaves.Count).Where(k => fits(buffer.Struct.Leaves[k]))];
        return new FieldOfElement(buffer, element.Index, b.Pick(parts));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Index = (Expr)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Write(Buffer.Name + "[").Write(Index).Write($"].{Buffer.Struct!.Leaves[Part].Path}");

    public override Location Locate(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        int index = Index.Evaluate(machine).Int;
        machine.Tick();
        return new Location(buffer, index, Part);
    }
}
