using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>m[i].Length</c>.</summary>
public sealed record JaggedLength(Variable Jagged, Expr Row) : Expr(ScalarType.Int)
{
    public override IReadOnlyList<Node> Children => [Row];

    public override IEnumerable<Variable> Uses => [Jagged];

    public static Expr? Make(Builder b, ScalarType type, int depth) => type == ScalarType.Int && b.PickJagged(_ => true) is { } jagged
        ? new JaggedLength(jagged, b.RowOf(jagged, depth) ?? Literal.Int(b.Below(jagged.RowLengths.Count)))
        : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Row = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write(Jagged.Name + "[").Write(Row).Write("].Length");

    public override Datum Evaluate(Machine machine) => Datum.OfWhole(machine.Buffers[Jagged.Slot].RowAt(Row.Evaluate(machine).Int).Length);
}
