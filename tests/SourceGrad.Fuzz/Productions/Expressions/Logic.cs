using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>And, or, exclusive or: with and without short circuit.</summary>
public sealed record Logic(string Operator, Expr Left, Expr Right) : Expr(ScalarType.Bool)
{
    private static readonly string[] s_operators = ["&&", "||", "&&", "||", "&", "|", "^", "==", "!="];

    public override IReadOnlyList<Node> Children => [Left, Right];

    public static Expr? Make(Builder b, ScalarType type, int depth) => type != ScalarType.Bool
        ? null
        : new Logic(b.Pick(s_operators), b.Expression(type, depth - 1), b.Expression(type, depth - 1));

    public override Node With(IReadOnlyList<Node> children) => this with { Left = (Expr)children[0], Right = (Expr)children[1] };

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Left).Write($" {Operator} ").Write(Right).Write(")");

    public override Datum Evaluate(Machine machine)
    {
        bool left = Left.Evaluate(machine).IsTrue;
        return Datum.OfBool(Operator switch
        {
            "&&" => left && Right.Evaluate(machine).IsTrue,
            "||" => left || Right.Evaluate(machine).IsTrue,
            "&" => left & Right.Evaluate(machine).IsTrue,
            "|" => left | Right.Evaluate(machine).IsTrue,
            "==" => left == Right.Evaluate(machine).IsTrue,
            _ => left ^ Right.Evaluate(machine).IsTrue,
        });
    }
}
