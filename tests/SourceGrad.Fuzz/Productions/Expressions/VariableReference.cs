using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A local or a parameter by name.</summary>
public sealed record VariableReference(Variable Variable) : Place(Variable.Type)
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Variable];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        b.PickVariable(v => v.Type == type) is { } variable ? new VariableReference(variable) : null;

    public override Variable? Memory => Variable.Owner is { } owner ? owner.IsReference ? owner : null : Variable.IsReference ? Variable : null;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write(Variable.Name);

    public override Location Locate(Machine machine) => machine.Scalars.At(Variable.Slot);
}
