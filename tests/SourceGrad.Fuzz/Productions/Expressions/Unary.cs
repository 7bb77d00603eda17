using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>Minus, plus, complement and not.</summary>
public sealed record Unary(string Operator, Expr Operand) : Expr(Operand.Type)
{
    public override IReadOnlyList<Node> Children => [Operand];

    public static Expr Make(Builder b, ScalarType type, int depth)
    {
        string op = type switch
        {
            ScalarType.Bool => "!",
            _ when type.IsInteger() && b.Chance(20) => "~",
            _ => b.Chance(10) ? "+" : "-",
        };
        return new Unary(op, b.Expression(type, depth - 1));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Operand = (Expr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write($"({Operator}").Write(Operand).Write(")");

    public override Datum Evaluate(Machine machine)
    {
        Datum x = Operand.Evaluate(machine);
        return Operator switch
        {
            "!" => Datum.OfBool(!x.IsTrue),
            "~" => Datum.OfWhole(~x.Whole),
            "+" => x,
            _ when Type.IsReal() => machine.Real(Type, -x.Real, Tangent.Of(x.Tangent, -1)),
            _ => Datum.OfWhole(Type == ScalarType.Int ? unchecked(-x.Int) : unchecked(-x.Whole)),
        };
    }
}
