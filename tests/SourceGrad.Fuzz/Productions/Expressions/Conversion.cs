using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A cast from one type of numbers to another.</summary>
public sealed record Conversion(ScalarType Type, Expr Operand) : Expr(Type)
{
    public override IReadOnlyList<Node> Children => [Operand];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        switch (type)
        {
            case ScalarType.Bool:
                return null;
            case ScalarType.Int or ScalarType.Long when b.Chance(60):
                // Away from the jumps nothing is lost but the derivative.
                Expr real = Guards.Bounded(b, b.Expression(b.RealType, depth - 1));
                Expr scaled = new Arithmetic("*", real, Literal.Real(real.Type, b.Pick<double>([3, 4.5, 7])));
                return new Conversion(type, b.Chance(70) ? new StopGradient(scaled) : scaled);
            default:
                ScalarType[] others = [.. Enum.GetValues<ScalarType>().Where(t => t != type && t != ScalarType.Bool)];
                ScalarType from = type.IsReal() && b.IsMixed && b.Chance(60)
                    ? type == ScalarType.Float ? ScalarType.Double : ScalarType.Float
                    : b.Pick([.. others.Where(t => !t.IsReal())]);
                return new Conversion(type, b.Expression(from, depth - 1));
        }
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Operand = (Expr)children[0] };

    /// <remarks>Without a word C# refuses to narrow a constant that does not fit.</remarks>
    public override void Print(CodeWriter writer) =>
        writer.Write($"{(Type == ScalarType.Int && Operand.Type == ScalarType.Long ? "unchecked" : "")}(({Type.Text()})").Write(Operand).Write(")");

    public override Datum Evaluate(Machine machine) => Apply(machine, Operand.Type, Type, Operand.Evaluate(machine));

    public static Datum Apply(Machine machine, ScalarType from, ScalarType to, Datum x)
    {
        machine.Tick();
        if (to.IsReal())
        {
            return from.IsReal()
                ? machine.Real(to, x.Real, x.Tangent)
                : machine.Real(to, to == ScalarType.Float ? from == ScalarType.Int ? (float)x.Int : (float)x.Whole : x.Whole, null);
        }

        long whole = from.IsReal() ? (long)x.Real : x.Whole;
        return Datum.OfWhole(to == ScalarType.Int ? unchecked((int)whole) : whole);
    }
}
