using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>foreach</c> over a buffer.</summary>
public sealed record ForEach(Variable Element, Variable Buffer, Stmt Body) : Stmt
{
    public override IReadOnlyList<Node> Children => [Body];

    public override IEnumerable<Variable> Declares => [Element];

    public override IEnumerable<Variable> Uses => [Buffer];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2 || b.PickAnyBuffer(v => v.Shape != BufferShape.Table) is not { } buffer)
        {
            return null;
        }

        Variable element = b.ReserveElement(buffer);
        Block body = b.Loop(depth - 1, () => b.Announce(element));

        // A list that changes while it is enumerated throws, which generated code does not.
        bool mayChange = buffer.Shape == BufferShape.List
            && body.Descendants().Any(n => n is IPassesBuffers || (n is IWritesBuffer writer && writer.Written.Contains(buffer)));
        return mayChange ? null : new ForEach(element, buffer, body);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Body = (Stmt)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Line($"foreach ({Element.TypeText} {Element.Name} in {Buffer.Name})").Write(Body);

    public override Jump Execute(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        for (int i = 0; i < buffer.Length; i++)
        {
            machine.Tick();
            int first = buffer.Offset(i);
            if (Element.Struct is null)
            {
                machine.Scalars[Element.Slot] = buffer.Memory[first];
            }
            else
            {
                machine.Write(Element, buffer.Memory[first..(first + buffer.Stride)]);
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
