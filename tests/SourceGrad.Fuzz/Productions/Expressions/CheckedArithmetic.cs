using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>checked(x * y)</c>, which throws on overflow. Its operands are variables, since all within is checked.</summary>
public sealed record CheckedArithmetic(string Operator, Expr Left, Expr Right) : Expr(Left.Type)
{
    public override IReadOnlyList<Node> Children => [Left, Right];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (!type.IsInteger() || b.PickVariable(v => v.Type == type && !v.IsConstant) is not { } left)
        {
            return null;
        }

        Expr right = b.PickVariable(v => v.Type == type && !v.IsConstant) is { } other && b.Chance(60)
            ? new VariableReference(other)
            : new Literal(type, b.Chance(80) ? b.Between(1, 9) : 1_000_000_000);
        return new CheckedArithmetic(b.Pick(["+", "-", "*"]), new VariableReference(left), right);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Left = (Expr)children[0], Right = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write("checked(").Write(Left).Write($" {Operator} ").Write(Right).Write(")");

    public override Datum Evaluate(Machine machine)
    {
        Int128 x = Left.Evaluate(machine).Whole, y = Right.Evaluate(machine).Whole;
        Int128 exact = Operator switch
        {
            "+" => x + y,
            "-" => x - y,
            _ => x * y,
        };
        (long least, long most) = Type == ScalarType.Int ? (int.MinValue, int.MaxValue) : (long.MinValue, long.MaxValue);
        return exact < least || exact > most ? throw new Thrown(typeof(OverflowException)) : Datum.OfWhole((long)exact);
    }
}
