using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>An element of a buffer, counted from the start or from the end.</summary>
public sealed record Element(Variable Buffer, Expr Index, bool FromEnd = false) : Place(Buffer.Type)
{
    public override IReadOnlyList<Node> Children => [Index];

    public override IEnumerable<Variable> Uses => [Buffer];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        b.PickBuffer(v => v.Type == type) is { } buffer ? b.ElementOf(buffer, depth) : null;

    public override Variable? Memory => Buffer;

    public override Node With(IReadOnlyList<Node> children) => this with { Index = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write(Buffer.Name).Write(FromEnd ? "[^" : "[").Write(Index).Write("]");

    public override Location Locate(Machine machine) => Sought(machine)();

    /// <summary>A span gives a reference at once; an array or list is asked to store.</summary>
    public override Func<Location> Prepare(Machine machine) => Buffer.Shape is BufferShape.Array or BufferShape.List ? Sought(machine) : base.Prepare(machine);

    private Func<Location> Sought(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        int index = Index.Evaluate(machine).Int;
        machine.Tick();
        return () => new Location(buffer, FromEnd ? buffer.Length - index : index);
    }
}
