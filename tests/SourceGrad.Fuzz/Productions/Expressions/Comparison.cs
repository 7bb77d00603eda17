using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>The comparisons of two numbers of one type.</summary>
public sealed record Comparison(string Operator, Expr Left, Expr Right) : Expr(ScalarType.Bool)
{
    private static readonly string[] s_operators = ["<", "<=", ">", ">=", "==", "!="];

    public override IReadOnlyList<Node> Children => [Left, Right];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (type != ScalarType.Bool)
        {
            return null;
        }

        ScalarType operand = b.Chance(55) ? b.RealType : b.Chance(80) ? ScalarType.Int : ScalarType.Long;
        string op = operand.IsReal() ? s_operators[b.Below(b.Chance(10) ? 6 : 4)] : b.Pick(s_operators);
        return new Comparison(op, b.Expression(operand, depth - 1), b.Expression(operand, b.Chance(70) ? 0 : depth - 1));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Left = (Expr)children[0], Right = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Left).Write($" {Operator} ").Write(Right).Write(")");

    public override Datum Evaluate(Machine machine)
    {
        Datum left = Left.Evaluate(machine), right = Right.Evaluate(machine);
        machine.Tick();
        return Datum.OfBool(Holds(Operator, Left.Type, left, right));
    }

    public static bool Holds(string op, ScalarType type, Datum left, Datum right)
    {
        int order = type.IsReal() ? left.Real.CompareTo(right.Real) : left.Whole.CompareTo(right.Whole);
        if (type.IsReal() && left.Real == right.Real)
        {
            order = 0; // -0 and 0 are equal.
        }

        return op switch
        {
            "<" => order < 0,
            "<=" => order <= 0,
            ">" => order > 0,
            ">=" => order >= 0,
            "==" => order == 0,
            _ => order != 0,
        };
    }
}
