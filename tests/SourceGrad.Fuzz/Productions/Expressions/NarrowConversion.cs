using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>(int)(byte)e</c>, which wraps around.</summary>
public sealed record NarrowConversion(NarrowType Through, Expr Operand) : Expr(Through.Wide())
{
    public override IReadOnlyList<Node> Children => [Operand];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (!type.IsInteger())
        {
            return null;
        }

        NarrowType through = b.Pick([.. Enum.GetValues<NarrowType>().Where(t => t.Wide() == type)]);
        return new NarrowConversion(through, b.Expression(b.Chance(70) ? ScalarType.Int : ScalarType.Long, depth - 1));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Operand = (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"(({Type.Text()})");
        Through.PrintCast(writer, Operand);
        writer.Write(")");
    }

    public override Datum Evaluate(Machine machine) => Through.Wrap(Operand.Evaluate(machine));
}
