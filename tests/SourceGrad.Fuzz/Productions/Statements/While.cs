using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>while</c> and <c>do</c>, with a counter of their own that ends them if nothing else does.</summary>
public sealed record While(Variable Counter, int Most, Expr Condition, Stmt Body, bool IsDo) : Stmt
{
    public override IReadOnlyList<Node> Children => [Condition, Body];

    public override IEnumerable<Variable> Declares => [Counter];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2)
        {
            return null;
        }

        Variable counter = b.Declare(ScalarType.Int, assignable: false);
        Expr condition = b.Chance(25) ? new Literal(ScalarType.Bool, 1) : b.Expression(ScalarType.Bool, b.Deep);
        return new While(counter, b.Between(0, 5), condition, b.Loop(depth - 1, () => { }), b.Chance(35));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Condition = (Expr)children[0], Body = (Stmt)children[1] };

    public override void Print(CodeWriter writer)
    {
        writer.Line($"int {Counter.Name} = 0;");
        if (IsDo)
        {
            writer.Line("do").Write(Body).Write($"while ({Counter.Name}++ < {Most} && ").Write(Condition).Line(");");
        }
        else
        {
            writer.Write($"while ({Counter.Name}++ < {Most} && ").Write(Condition).Line(")").Write(Body);
        }
    }

    public override Jump Execute(Machine machine)
    {
        machine.Scalars[Counter.Slot] = Datum.OfWhole(0);
        while (IsDo || GoesOn(machine))
        {
            machine.Tick();
            switch (Body.Execute(machine))
            {
                case Jump.Break:
                    return Jump.None;
                case Jump.Return:
                    return Jump.Return;
            }

            if (IsDo && !GoesOn(machine))
            {
                break;
            }
        }

        return Jump.None;
    }

    private bool GoesOn(Machine machine)
    {
        int count = machine.Scalars[Counter.Slot].Int;
        machine.Scalars[Counter.Slot] = Datum.OfWhole(count + 1);
        return count < Most && Condition.Evaluate(machine).IsTrue;
    }
}
