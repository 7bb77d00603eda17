using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A buffer of the method's own: <c>new</c> or <c>stackalloc</c>, of a length or of elements.</summary>
public sealed record Scratch(Variable Buffer, Expr? Length, IReadOnlyList<Expr> Elements) : Stmt
{
    public override IReadOnlyList<Node> Children => Length is null ? Elements : [Length];

    public override IEnumerable<Variable> Declares => [Buffer];

    public static Stmt Make(Builder b, int depth)
    {
        if (b.Types.Count > 0 && b.Chance(25))
        {
            Variable rows = b.DeclareBuffer(b.Pick(b.Types), BufferShape.Array, b.Between(1, 3));
            return new Scratch(rows, Literal.Int(rows.LeastLength), []);
        }

        ScalarType type = b.Chance(85) ? b.RealType : ScalarType.Int;
        BufferShape shape = b.Chance(50) || b.LoopDepth > 0 ? BufferShape.Array : BufferShape.Span;
        if (b.Chance(35))
        {
            Expr[] elements = [.. Enumerable.Range(0, b.Between(1, 4)).Select(_ => b.Settled(type, b.Deep))];
            return new Scratch(b.DeclareBuffer(type, shape, elements.Length), null, elements);
        }

        int least = b.Between(1, 4);
        Expr length = Literal.Int(least);
        if (b.PickAnyBuffer(_ => true) is { } like && b.Chance(50))
        {
            least = like.LeastLength;
            length = new LengthOf(like);
        }

        return new Scratch(b.DeclareBuffer(type, shape, least), length, []);
    }

    public override Node With(IReadOnlyList<Node> children) => Length is null
        ? this with { Elements = [.. children.Cast<Expr>()] }
        : this with { Length = (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"{Buffer.TypeText} {Buffer.Name} = {(Buffer.Shape == BufferShape.Span ? "stackalloc" : "new")} {Buffer.ElementText}[");
        if (Length is null)
        {
            writer.Write("] { ").Write(Elements, ", ").Line(" };");
        }
        else
        {
            writer.Write(Length).Line("];");
        }
    }

    public override Jump Execute(Machine machine)
    {
        Datum[] memory;
        if (Length is null)
        {
            memory = [.. Elements.Select(e => e.Evaluate(machine))];
        }
        else
        {
            int length = Length.Evaluate(machine).Int;
            if (length is < 0 or > 1000)
            {
                throw new Rejected("scratch of an odd length");
            }

            memory = new Datum[length * Buffer.Stride];
        }

        machine.Buffers[Buffer.Slot] = BufferView.Of(memory, Buffer.Stride);
        return Jump.None;
    }
}
