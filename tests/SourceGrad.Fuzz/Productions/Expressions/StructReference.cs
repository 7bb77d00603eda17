using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A struct by name.</summary>
public sealed record StructReference(Variable Variable) : StructPlace(Variable.Struct!)
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Variable];

    public override Variable? Memory => Variable.IsReference ? Variable : null;

    public override bool IsAssignable => Variable.IsAssignable;

    public override bool IsChangedByMembers => Variable.IsAssignable || Variable.IsElement;

    public static StructExpr? Make(Builder b, StructType type, int depth) =>
        b.PickStruct(v => v.Struct == type && !v.IsThis) is { } variable ? new StructReference(variable) : null;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write(Variable.Name);

    public override Location[] Locate(Machine machine) => [.. Variable.Fields.Select(f => machine.Scalars.At(f.Slot))];
}
