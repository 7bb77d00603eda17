using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>The length of a buffer.</summary>
public sealed record LengthOf(Variable Buffer) : Expr(ScalarType.Int)
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Buffer];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        type == ScalarType.Int && b.PickAnyBuffer(_ => true) is { } buffer ? new LengthOf(buffer) : null;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write(Buffer.Name + (Buffer.Shape == BufferShape.List ? ".Count" : ".Length"));

    public override Datum Evaluate(Machine machine) => Datum.OfWhole(machine.Buffers[Buffer.Slot].Length);
}
