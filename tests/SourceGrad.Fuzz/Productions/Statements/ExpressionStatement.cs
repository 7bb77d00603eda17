using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>x++;</c>, and chains of assignments.</summary>
public sealed record ExpressionStatement(Expr Expression) : Stmt
{
    public override IReadOnlyList<Node> Children => [Expression];

    public static Stmt? MakeStep(Builder b, int depth)
    {
        ScalarType type = b.Chance(60) ? ScalarType.Int : b.RealType;
        return b.Target(type, 1) is { } target ? new ExpressionStatement(new StepExpression(target, b.Chance(50), b.Chance(50))) : null;
    }

    public static Stmt? MakeChain(Builder b, int depth)
    {
        ScalarType type = b.RealType;
        return b.Target(type, 1) is { } first && b.Target(type, 1) is { } second
            ? new ExpressionStatement(new AssignmentExpression(first, new AssignmentExpression(second, b.Settled(type, b.Deep))))
            : null;
    }

    public override Node With(IReadOnlyList<Node> children) => new ExpressionStatement((Expr)children[0]);

    public override void Print(CodeWriter writer)
    {
        // Only the bare forms are statements; with parentheses around they are not.
        switch (Expression)
        {
            case StepExpression step:
                string op = step.Increments ? "++" : "--";
                writer.Write(step.IsPrefix ? op : "").Write(step.Target).Line(step.IsPrefix ? ";" : op + ";");
                break;
            case AssignmentExpression assignment:
                writer.Write(assignment.Target).Write(" = ").Write(assignment.Value).Line(";");
                break;
            default:
                writer.Write("_ = ").Write(Expression).Line(";");
                break;
        }
    }

    public override Jump Execute(Machine machine)
    {
        Expression.Evaluate(machine);
        return Jump.None;
    }
}
