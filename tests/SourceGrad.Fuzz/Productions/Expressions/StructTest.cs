using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>p is { X: > 0 }</c>.</summary>
public sealed record StructTest(StructExpr Subject, StructPattern Pattern) : Expr(ScalarType.Bool)
{
    public override IReadOnlyList<Node> Children => [Subject, Pattern];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (type != ScalarType.Bool || b.Types.Count == 0)
        {
            return null;
        }

        StructType of = b.Pick(b.Types);
        return new StructTest(b.StructExpression(of, depth - 1), b.Pick(StructPattern.Disjoint(b, of, catches: false)));
    }

    public override Node With(IReadOnlyList<Node> children) => new StructTest((StructExpr)children[0], (StructPattern)children[1]);

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Subject).Write(" is ").Write(Pattern).Write(")");

    public override Datum Evaluate(Machine machine) => Datum.OfBool(Pattern.Matches(machine, Subject.Evaluate(machine)));
}
