using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>m.GetLength(0)</c>, <c>m.GetLength(1)</c> and <c>m.Length</c>.</summary>
public sealed record RowCount(Variable Table, int Dimension) : Expr(ScalarType.Int)
{
    public override IReadOnlyList<Node> Children => [];

    public override IEnumerable<Variable> Uses => [Table];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        type == ScalarType.Int && b.PickTable(_ => true) is { } table ? new RowCount(table, b.Below(3)) : null;

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Write(Table.Name + (Dimension == 2 ? ".Length" : $".GetLength({Dimension})"));

    public override Datum Evaluate(Machine machine)
    {
        int rows = machine.Buffers[Table.Slot].Length;
        return Datum.OfWhole(Dimension switch { 0 => rows, 1 => Table.Columns, _ => rows * Table.Columns });
    }
}
