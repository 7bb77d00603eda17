using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>One line of a switch expression.</summary>
public sealed record SwitchArm(Pattern Pattern, Expr? Guard, Expr Value) : Node
{
    public override IReadOnlyList<Node> Children => Guard is null ? [Pattern, Value] : [Pattern, Guard, Value];

    public override Node With(IReadOnlyList<Node> children) => this with
    {
        Pattern = (Pattern)children[0],
        Guard = Guard is null ? null : (Expr)children[1],
        Value = (Expr)children[^1],
    };

    public override void Print(CodeWriter writer)
    {
        writer.Write(Pattern);
        if (Guard is not null)
        {
            writer.Write(" when ").Write(Guard);
        }

        writer.Write(" => ").Write(Value);
    }
}

/// <summary><c>x switch { … }</c>.</summary>
public sealed record SwitchExpression(Expr Subject, IReadOnlyList<SwitchArm> Arms) : Expr(Arms[0].Value.Type)
{
    public override IReadOnlyList<Node> Children => [Subject, .. Arms];

    public static Expr Make(Builder b, ScalarType type, int depth)
    {
        ScalarType subjectType = b.Chance(30) ? b.RealType : b.Chance(80) ? ScalarType.Int : ScalarType.Long;
        Expr subject = b.Expression(subjectType, depth - 1);
        List<SwitchArm> arms = [];
        foreach (Pattern pattern in PatternChoice.Disjoint(b, subjectType))
        {
            Expr? guard = b.Chance(20) ? b.Expression(ScalarType.Bool, depth - 1) : null;
            arms.Add(new SwitchArm(pattern, guard, b.Expression(type, depth - 1)));
        }

        arms.Add(new SwitchArm(new DiscardPattern(), null, b.Expression(type, depth - 1)));
        return new SwitchExpression(subject, arms);
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Subject = (Expr)children[0], Arms = [.. children.Skip(1).Cast<SwitchArm>()] };

    public override void Print(CodeWriter writer) => writer.Write("(").Write(Subject).Write(" switch { ").Write(Arms, ", ").Write(" })");

    public override Datum Evaluate(Machine machine)
    {
        Datum subject = Subject.Evaluate(machine);
        SwitchArm arm = Arms.First(a => a.Pattern.Matches(Subject.Type, subject) && (a.Guard is null || a.Guard.Evaluate(machine).IsTrue));
        return arm.Value.Evaluate(machine);
    }
}
