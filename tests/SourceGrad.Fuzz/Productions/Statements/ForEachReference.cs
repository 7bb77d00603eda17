using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>foreach (ref double v in a)</c>.</summary>
public sealed record ForEachReference(Variable Element, Variable Buffer, Stmt Body) : Stmt, IMakesView
{
    public override IReadOnlyList<Node> Children => [Body];

    public override IEnumerable<Variable> Declares => [Element];

    public override IEnumerable<Variable> Uses => [Buffer];

    Variable? IMakesView.View => Element;

    Variable? IMakesView.Source => Buffer;

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2 || b.PickAnyBuffer(v => v.Shape == BufferShape.Span) is not { } buffer)
        {
            return null;
        }

        Variable element = b.ReserveElement(buffer, isReference: true);
        return new ForEachReference(element, buffer, b.Loop(depth - 1, () => b.Announce(element)));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Body = (Stmt)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Line($"foreach (ref {Element.TypeText} {Element.Name} in {Buffer.Name})").Write(Body);

    public override Jump Execute(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        for (int i = 0; i < buffer.Length; i++)
        {
            machine.Tick();
            if (Element.Struct is null)
            {
                machine.Scalars.Bind(Element.Slot, new Location(buffer, i));
            }

            for (int part = 0; part < Element.Fields.Count; part++)
            {
                machine.Scalars.Bind(Element.Fields[part].Slot, new Location(buffer, i, part));
            }

            switch (Body.Execute(machine))
            {
                case Jump.Break:
                    return Jump.None;
                case Jump.Return:
                    return Jump.Return;
            }
        }

        return Jump.None;
    }
}
