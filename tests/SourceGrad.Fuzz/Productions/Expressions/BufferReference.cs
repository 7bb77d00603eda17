using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A whole buffer as an argument.</summary>
public sealed record BufferReference(Variable Buffer) : Node
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Buffer];

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write(Buffer.Name);
}
