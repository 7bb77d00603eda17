using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Queries;

/// <summary><c>double[] c = a.Select(…).ToArray();</c> and <c>ToList</c>.</summary>
public sealed record SequenceDeclaration(Variable Buffer, Sequence Numbers) : Stmt
{
    public override IReadOnlyList<Node> Children => [Numbers];

    public override IEnumerable<Variable> Declares => [Buffer];

    public static Stmt? Make(Builder b, int depth)
    {
        bool isList = b.LoopDepth == 0 && b.Chance(30);
        return Sequence.Make(b, b.RealType, b.Deep, _ => true) is { } numbers
            ? new SequenceDeclaration(b.DeclareBuffer(b.RealType, isList ? BufferShape.List : BufferShape.Array, numbers.LeastLength), numbers)
            : null;
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Numbers = (Sequence)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Write($"{Buffer.TypeText} {Buffer.Name} = ").Write(Numbers).Line(Buffer.Shape == BufferShape.List ? ".ToList();" : ".ToArray();");

    public override Jump Execute(Machine machine)
    {
        machine.Buffers[Buffer.Slot] = BufferView.Of([.. Numbers.Enumerate(machine)]) with { IsList = Buffer.Shape == BufferShape.List };
        return Jump.None;
    }
}
