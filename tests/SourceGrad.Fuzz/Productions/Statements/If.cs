using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>if</c> with or without <c>else</c>.</summary>
public sealed record If(Expr Condition, Stmt Then, Stmt? Else) : Stmt
{
    public override IReadOnlyList<Node> Children => Else is null ? [Condition, Then] : [Condition, Then, Else];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0)
        {
            return null;
        }

        Expr condition = b.Expression(ScalarType.Bool, b.Deep);
        Block then = b.Block(depth - 1, 2);
        Stmt? otherwise = b.Below(5) switch
        {
            0 or 1 => b.Block(depth - 1, 2),
            2 => Make(b, depth - 1),
            _ => null,
        };
        return new If(condition, then, otherwise);
    }

    public override Node With(IReadOnlyList<Node> children) => this with
    {
        Condition = (Expr)children[0],
        Then = (Stmt)children[1],
        Else = children.Count > 2 ? (Stmt)children[2] : null,
    };

    public override void Print(CodeWriter writer)
    {
        writer.Write("if (").Write(Condition).Line(")").Write(Then);
        if (Else is If)
        {
            writer.Write("else ").Write(Else);
        }
        else if (Else is not null)
        {
            writer.Line("else").Write(Else);
        }
    }

    public override Jump Execute(Machine machine) =>
        Condition.Evaluate(machine).IsTrue ? Then.Execute(machine) : Else?.Execute(machine) ?? Jump.None;
}
