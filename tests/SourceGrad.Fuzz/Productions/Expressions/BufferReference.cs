using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A whole buffer as an argument.</summary>
public sealed record BufferReference(Variable Buffer) : Node, IArgument
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Buffer];

    public override Node With(IReadOnlyList<Node> children) => this;

    public Variable? Passed => Buffer;

    public Action Pass(Machine machine, Variable parameter)
    {
        BufferView view = machine.Buffers[Buffer.Slot];
        return () => machine.Buffers[parameter.Slot] = view;
    }

    public override void Print(CodeWriter writer) => writer.Write(Buffer.Name);
}
