using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>(int)n</c> of a narrow integer or an enum.</summary>
public sealed record NarrowReference(Variable Variable) : Expr(Variable.Type)
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Variable];

    public static Expr? Make(Builder b, ScalarType type, int depth) => b.PickNarrow(v => v.Type == type) is { } variable ? new NarrowReference(variable) : null;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write($"(({Type.Text()}){Variable.Name})");

    public override Datum Evaluate(Machine machine) => machine.Scalars[Variable.Slot];
}
