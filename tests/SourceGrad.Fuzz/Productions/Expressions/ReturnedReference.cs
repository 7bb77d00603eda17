using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>Spot(a, i)</c>, where a method returns a reference to an element.</summary>
public sealed record ReturnedReference(Variable Buffer, Expr Index) : Place(Buffer.Type)
{
    public override IReadOnlyList<Node> Children => [Index];

    public override IEnumerable<Variable> Uses => [Buffer];

    public override Variable? Memory => Buffer;

    /// <summary>The method.</summary>
    public static string Declaration(ScalarType type) => $"private static ref {type.Text()} Spot(Span<{type.Text()}> of, int at) => ref of[at];";

    public static Place? Make(Builder b, ScalarType type, int depth) =>
        type.IsReal() && b.PickBuffer(v => v.Type == type && v.IsWritable && v.Shape is BufferShape.Array or BufferShape.Span) is { } buffer
        && b.ElementOf(buffer, depth) is { FromEnd: false } element
            ? new ReturnedReference(buffer, element.Index)
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Index = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write($"Spot({Buffer.Name}, ").Write(Index).Write(")");

    public override Location Locate(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        int index = Index.Evaluate(machine).Int;
        machine.Tick();
        return new Location(buffer, index);
    }
}
