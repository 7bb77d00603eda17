using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>The rest of a buffer from an element on, or all but its end, as an argument.</summary>
public sealed record SliceArgument(Variable Buffer, int Start, int End) : Node, IArgument
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Buffer];

    public Variable? Passed => Buffer;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer)
    {
        string range = $"{(Start > 0 ? Start : "")}..{(End > 0 ? "^" + End : "")}";
        writer.Write(Buffer.Shape == BufferShape.Array ? $"{Buffer.Name}.AsSpan()[{range}]" : $"{Buffer.Name}[{range}]");
    }

    public Action Pass(Machine machine, Variable parameter)
    {
        BufferView whole = machine.Buffers[Buffer.Slot];
        BufferView view = whole.Slice(Start, whole.Length - End - Start);
        return () => machine.Buffers[parameter.Slot] = view;
    }
}
