using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>for</c> over an int, up or down, by a step.</summary>
public sealed record For(Variable Index, Expr Start, string Comparison, Expr Bound, int Step, Stmt Body) : Stmt
{
    public override IReadOnlyList<Node> Children => [Start, Bound, Body];

    public override IEnumerable<Variable> Declares => [Index];

    /// <summary>Over a buffer, with room at the ends for the neighbours that the body reads; at times from the index of an outer loop.</summary>
    public static Stmt? MakeOverBuffer(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2 || b.PickAnyBuffer(_ => true) is not { } buffer)
        {
            return null;
        }

        int low = b.Chance(60) ? 0 : 1, high = b.Chance(60) ? 0 : 1;
        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        Expr length = new LengthOf(buffer);
        Expr beyond = high == 0 ? length : new Arithmetic("-", length, Literal.Int(high));
        Expr first = Literal.Int(low);
        Variable? outer = b.PickIndexOf(buffer);
        if (outer is not null && b.Chance(60))
        {
            first = b.Chance(50) || low > 0 ? new VariableReference(outer) : new Arithmetic("+", new VariableReference(outer), Literal.Int(1));
            low = 0;
        }

        int step = b.Chance(15) ? b.Between(2, 3) : 1;
        Block body() => b.Loop(depth - 1, () =>
        {
            b.Announce(index);
            b.AddIndex(index, buffer, low, high);
        });
        return b.Chance(70)
            ? new For(index, first, "<", beyond, step, body())
            : new For(index, new Arithmetic("-", length, Literal.Int(high + 1)), ">=", first, b.Chance(70) ? -1 : -step, body());
    }

    /// <summary>So many times, no buffer involved; the bound may depend on anything.</summary>
    public static Stmt? MakeCounted(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2)
        {
            return null;
        }

        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        Expr start = b.Chance(60) ? Literal.Int(0) : b.Expression(ScalarType.Int, 1);
        Expr bound = b.Chance(40)
            ? Literal.Int(b.Between(0, 4))
            : new IntegerFunction("Min", [b.Expression(ScalarType.Int, 1), Literal.Int(b.Between(2, 5))]);
        start = start is Literal ? start : new IntegerFunction("Max", [start, Literal.Int(b.Between(-2, 1))]);
        int step = b.Chance(25) ? b.Between(2, 3) : 1;
        Block body() => b.Loop(depth - 1, () => b.Announce(index));
        return b.Chance(65)
            ? new For(index, start, b.Chance(70) ? "<" : "<=", bound, step, body())
            : new For(index, bound, b.Chance(50) ? ">" : ">=", start, -step, body());
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Start = (Expr)children[0], Bound = (Expr)children[1], Body = (Stmt)children[2] };

    public override void Print(CodeWriter writer)
    {
        string step = Step switch
        {
            1 => $"{Index.Name}++",
            -1 => $"{Index.Name}--",
            > 0 => $"{Index.Name} += {Step}",
            _ => $"{Index.Name} -= {-Step}",
        };
        writer.Write($"for (int {Index.Name} = ").Write(Start).Write($"; {Index.Name} {Comparison} ").Write(Bound).Line($"; {step})").Write(Body);
    }

    public override Jump Execute(Machine machine)
    {
        machine.Scalars[Index.Slot] = Start.Evaluate(machine);
        while (Expressions.Comparison.Holds(Comparison, ScalarType.Int, machine.Scalars[Index.Slot], Bound.Evaluate(machine)))
        {
            machine.Tick();
            switch (Body.Execute(machine))
            {
                case Jump.Break:
                    return Jump.None;
                case Jump.Return:
                    return Jump.Return;
            }

            machine.Scalars[Index.Slot] = Datum.OfWhole(unchecked(machine.Scalars[Index.Slot].Int + Step));
        }

        return Jump.None;
    }
}
