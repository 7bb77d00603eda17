using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>Abs, Max, Min and Clamp of whole numbers.</summary>
public sealed record IntegerFunction(string Name, IReadOnlyList<Expr> Arguments) : Expr(Arguments[0].Type)
{
    public override IReadOnlyList<Node> Children => Arguments;

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (!type.IsInteger())
        {
            return null;
        }

        Expr x = b.Expression(type, depth - 1);
        return b.Below(4) switch
        {
            0 => new IntegerFunction("Abs", [x]),
            1 => new IntegerFunction("Clamp", [x, new Literal(type, b.Between(-1, 1)), new Literal(type, b.Between(2, 4))]),
            2 => new IntegerFunction("Max", [x, b.Expression(type, depth - 1)]),
            _ => new IntegerFunction("Min", [x, b.Expression(type, depth - 1)]),
        };
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = [.. children.Cast<Expr>()] };

    public override void Print(CodeWriter writer) => writer.Write($"Math.{Name}(").Write(Arguments, ", ").Write(")");

    public override Datum Evaluate(Machine machine)
    {
        long[] x = [.. Arguments.Select(a => a.Evaluate(machine).Whole)];
        return Datum.OfWhole(Name switch
        {
            "Abs" => x[0] == (Type == ScalarType.Int ? int.MinValue : long.MinValue) ? throw new Thrown(typeof(OverflowException)) : Math.Abs(x[0]),
            "Max" => Math.Max(x[0], x[1]),
            "Min" => Math.Min(x[0], x[1]),
            _ => x[1] > x[2] ? throw new Thrown(typeof(ArgumentException)) : Math.Clamp(x[0], x[1], x[2]),
        });
    }
}
