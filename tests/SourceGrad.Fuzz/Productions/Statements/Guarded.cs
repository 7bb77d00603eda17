using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>if (c) break;</c>, <c>continue</c>, <c>return</c> or <c>throw</c>: a jump that is never a matter of course.</summary>
public sealed record Guarded(Expr Condition, Stmt Jump) : Stmt
{
    public override IReadOnlyList<Node> Children => [Condition, Jump];

    public static Stmt? Make(Builder b, int depth)
    {
        Expr condition = b.Expression(ScalarType.Bool, b.Deep);
        return b.Below(3) switch
        {
            0 when b.CanBreak => new Guarded(condition, new BreakOrContinue(true)),
            1 when b.CanContinue => new Guarded(condition, new BreakOrContinue(false)),
            _ => new Guarded(condition, b.Return()),
        };
    }

    public static Stmt MakeThrow(Builder b, int depth)
    {
        Expr condition = new Comparison(
            b.Pick([">", "=="]), b.Expression(ScalarType.Int, 1), Literal.Int(b.Chance(85) ? b.Between(20, 50) : b.Between(1, 4)));
        return new Guarded(condition, new Throw(b.Pick(Throw.Kinds)));
    }

    public override Node With(IReadOnlyList<Node> children) => new Guarded((Expr)children[0], (Stmt)children[1]);

    public override void Print(CodeWriter writer)
    {
        writer.Write("if (").Write(Condition).Line(")");
        if (Jump is Block)
        {
            writer.Write(Jump);
        }
        else
        {
            writer.Open().Write(Jump).Close();
        }
    }

    public override Jump Execute(Machine machine) => Condition.Evaluate(machine).IsTrue ? Jump.Execute(machine) : Machines.Jump.None;
}
