using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>m[i, j]</c>.</summary>
public sealed record Cell(Variable Table, Expr Row, Expr Column) : Place(Table.Type)
{
    public override IReadOnlyList<Node> Children => [Row, Column];

    public override IEnumerable<Variable> Uses => [Table];

    public override Variable? Memory => Table;

    public static Expr? Make(Builder b, ScalarType type, int depth) => Make(b, type, depth, _ => true);

    public static Place? Make(Builder b, ScalarType type, int depth, Func<Variable, bool> wanted)
    {
        if (b.PickTable(v => v.Type == type && v.LeastLength > 0 && wanted(v)) is not { } table)
        {
            return null;
        }

        Expr row = b.RowOf(table, depth) ?? Literal.Int(b.Below(table.LeastLength));
        Expr column = b.Chance(40)
            ? new Arithmetic("%", new IntegerFunction("Abs", [new Arithmetic("%", b.Expression(ScalarType.Int, depth - 1), Literal.Int(100))]), Literal.Int(table.Columns))
            : Literal.Int(b.Below(table.Columns));
        return new Cell(table, row, column);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Row = (Expr)children[0], Column = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write(Table.Name + "[").Write(Row).Write(", ").Write(Column).Write("]");

    public override Location Locate(Machine machine)
    {
        BufferView buffer = machine.Buffers[Table.Slot];
        int row = Row.Evaluate(machine).Int, column = Column.Evaluate(machine).Int;
        machine.Tick();
        return (uint)column < (uint)Table.Columns ? new Location(buffer, row, column) : throw new Thrown(typeof(IndexOutOfRangeException));
    }
}
