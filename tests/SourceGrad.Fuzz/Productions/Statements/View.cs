using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A part of a buffer under a name of its own.</summary>
public sealed record View(Variable Buffer, Variable Of, Expr Start, Expr? Length, bool IsRange) : Stmt, IMakesView
{
    public override IReadOnlyList<Node> Children => Length is null ? [Start] : [Start, Length];

    public override IEnumerable<Variable> Declares => [Buffer];

    public override IEnumerable<Variable> Uses => [Of];

    Variable? IMakesView.View => Buffer;

    Variable? IMakesView.Source => Of;

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.PickAnyBuffer(v => v.LeastLength > 0 && v.Shape != BufferShape.List) is not { } of)
        {
            return null;
        }

        int start = b.Below(of.LeastLength + 1);
        int length = b.Below(of.LeastLength - start + 1);
        bool toEnd = b.Chance(50);
        BufferShape shape = !of.IsWritable || b.Chance(15) ? BufferShape.ReadOnlySpan : BufferShape.Span;
        Variable view = b.DeclareBuffer(of, shape, toEnd ? of.LeastLength - start : length);
        return new View(view, of, Literal.Int(start), toEnd ? null : Literal.Int(length), of.Shape != BufferShape.Array && b.Chance(50));
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Start = (Expr)children[0], Length = Length is null ? null : (Expr)children[1] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"{Buffer.TypeText} {Buffer.Name} = {Of.Name}");
        if (IsRange)
        {
            writer.Write("[").Write(Start).Write("..");
            if (Length is not null)
            {
                writer.Write("(").Write(Start).Write(" + ").Write(Length).Write(")");
            }

            writer.Line("];");
            return;
        }

        writer.Write(Of.Shape == BufferShape.Array ? ".AsSpan(" : ".Slice(").Write(Start);
        if (Length is not null)
        {
            writer.Write(", ").Write(Length);
        }

        writer.Line(");");
    }

    public override Jump Execute(Machine machine)
    {
        BufferView of = machine.Buffers[Of.Slot];
        int start = Start.Evaluate(machine).Int;
        int length = Length is null ? of.Length - start : Length.Evaluate(machine).Int;
        machine.Buffers[Buffer.Slot] = of.Slice(start, length);
        return Jump.None;
    }
}
