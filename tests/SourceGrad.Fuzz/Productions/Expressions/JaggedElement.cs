using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>m[i][j]</c> of an array of arrays.</summary>
public sealed record JaggedElement(Variable Jagged, Expr Row, Expr Column) : Place(Jagged.Type)
{
    public override IReadOnlyList<Node> Children => [Row, Column];

    public override IEnumerable<Variable> Uses => [Jagged];

    public override Variable? Memory => Jagged;

    public static Expr? Make(Builder b, ScalarType type, int depth) => Make(b, type, depth, _ => true);

    public static Place? Make(Builder b, ScalarType type, int depth, Func<Variable, bool> wanted)
    {
        if (b.PickJagged(v => v.Type == type && v.RowLengths.Any(l => l > 0) && wanted(v)) is not { } jagged)
        {
            return null;
        }

        int least = jagged.RowLengths.Min();
        if (least > 0 && b.Chance(60))
        {
            Expr row = b.RowOf(jagged, depth) ?? new Arithmetic("%", new IntegerFunction("Abs", [new Arithmetic("%", b.Expression(ScalarType.Int, depth - 1), Literal.Int(100))]), new LengthOf(jagged));
            return new JaggedElement(jagged, row, Literal.Int(b.Below(least)));
        }

        int[] rows = [.. Enumerable.Range(0, jagged.RowLengths.Count).Where(k => jagged.RowLengths[k] > 0)];
        int known = b.Pick(rows), length = jagged.RowLengths[known];
        Expr column = b.Chance(60) ? Literal.Int(b.Below(length)) : new Arithmetic("%", new IntegerFunction("Abs", [new Arithmetic("%", b.Expression(ScalarType.Int, depth - 1), Literal.Int(100))]), Literal.Int(length));
        return new JaggedElement(jagged, Literal.Int(known), column);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Row = (Expr)children[0], Column = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write(Jagged.Name + "[").Write(Row).Write("][").Write(Column).Write("]");

    public override Location Locate(Machine machine) => Sought(machine)();

    /// <summary>The row is fetched at once; it is asked to store.</summary>
    public override Func<Location> Prepare(Machine machine) => Sought(machine);

    private Func<Location> Sought(Machine machine)
    {
        BufferView row = machine.Buffers[Jagged.Slot].RowAt(Row.Evaluate(machine).Int);
        int column = Column.Evaluate(machine).Int;
        machine.Tick();
        return () => new Location(row, column);
    }
}
