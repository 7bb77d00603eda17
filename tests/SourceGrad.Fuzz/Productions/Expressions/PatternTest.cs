using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>x is p</c>.</summary>
public sealed record PatternTest(Expr Subject, Pattern Pattern) : Expr(ScalarType.Bool)
{
    public override IReadOnlyList<Node> Children => [Subject, Pattern];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (type != ScalarType.Bool)
        {
            return null;
        }

        ScalarType subject = b.Chance(50) ? b.RealType : ScalarType.Int;
        Pattern pattern = b.Pick(PatternChoice.Disjoint(b, subject));
        return new PatternTest(b.Expression(subject, depth - 1), b.Chance(25) ? new NotPattern(pattern) : pattern);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Subject = (Expr)children[0], Pattern = (Pattern)children[1] };

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Subject).Write(" is ").Write(Pattern).Write(")");

    public override Datum Evaluate(Machine machine) => Datum.OfBool(Pattern.Matches(Subject.Type, Subject.Evaluate(machine)));
}
