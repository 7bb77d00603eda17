using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>p switch { { X: > 0, Y: var y } => y, _ => … }</c>; the last value is that of the discard.</summary>
public sealed record StructSwitch(StructExpr Subject, IReadOnlyList<StructPattern> Patterns, IReadOnlyList<Expr> Values) : Expr(Values[0].Type)
{
    public override IReadOnlyList<Node> Children => [Subject, .. Patterns, .. Values];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (b.Types.Count == 0)
        {
            return null;
        }

        StructType of = b.Pick(b.Types);
        StructExpr subject = b.StructExpression(of, depth - 1);
        List<StructPattern> patterns = StructPattern.Disjoint(b, of, catches: true);
        List<Expr> values = [.. patterns.Select(p => b.Seeing([.. p.Declares], () => b.Expression(type, depth - 1))).ToList()];
        return new StructSwitch(subject, patterns, [.. values, b.Expression(type, depth - 1)]);
    }

    public override Node With(IReadOnlyList<Node> children) => new StructSwitch(
        (StructExpr)children[0],
        [.. children.Skip(1).Take(Patterns.Count).Cast<StructPattern>()],
        [.. children.Skip(1 + Patterns.Count).Cast<Expr>()]);

    public override void Print(CodeWriter writer)
    {
        writer.Write("(").Write(Subject).Write(" switch { ");
        for (int k = 0; k < Patterns.Count; k++)
        {
            writer.Write(Patterns[k]).Write(" => ").Write(Values[k]).Write(", ");
        }

        writer.Write("_ => ").Write(Values[^1]).Write(" })");
    }

    public override Datum Evaluate(Machine machine)
    {
        Datum[] subject = Subject.Evaluate(machine);
        int at = Enumerable.Range(0, Patterns.Count).FirstOrDefault(k => Patterns[k].Matches(machine, subject), Patterns.Count);
        return Values[at].Evaluate(machine);
    }
}
