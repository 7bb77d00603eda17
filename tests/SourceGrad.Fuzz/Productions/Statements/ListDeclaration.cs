using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>List&lt;double&gt; c = [x, y];</c>, and a loop that adds more.</summary>
public sealed record ListDeclaration(Variable List, IReadOnlyList<Expr> Elements, Variable Index, Expr Count, Expr? Added) : Stmt
{
    public override IReadOnlyList<Node> Children => Added is null ? Elements : [.. Elements, Count, Added];

    public override IEnumerable<Variable> Declares => [List, Index];

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.LoopDepth > 0)
        {
            return null;
        }

        Expr[] elements = [.. Enumerable.Range(0, b.Between(1, 3)).Select(_ => b.Settled(b.RealType, b.Deep))];
        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        Expr count = b.PickAnyBuffer(_ => true) is { } buffer && b.Chance(50) ? new LengthOf(buffer) : Literal.Int(b.Between(0, 3));
        Expr? added = b.Chance(50) ? b.InLoop(index, () => b.Settled(b.RealType, b.Deep)) : null;
        return new ListDeclaration(b.DeclareBuffer(b.RealType, BufferShape.List, elements.Length), elements, index, count, added);
    }

    public override Node With(IReadOnlyList<Node> children) => Added is null
        ? this with { Elements = [.. children.Cast<Expr>()] }
        : this with { Elements = [.. children.SkipLast(2).Cast<Expr>()], Count = (Expr)children[^2], Added = (Expr)children[^1] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"{List.TypeText} {List.Name} = [").Write(Elements, ", ").Line("];");
        if (Added is not null)
        {
            writer.Write($"for (int {Index.Name} = 0; {Index.Name} < ").Write(Count).Line($"; {Index.Name}++)").Open();
            writer.Write($"{List.Name}.Add(").Write(Added).Line(");").Close();
        }
    }

    public override Jump Execute(Machine machine)
    {
        List<Datum> numbers = [.. Elements.Select(e => e.Evaluate(machine)).ToArray()];
        machine.Scalars[Index.Slot] = Datum.OfWhole(0);
        while (Added is not null && machine.Scalars[Index.Slot].Int < Count.Evaluate(machine).Int)
        {
            numbers.Add(Added.Evaluate(machine));
            machine.Scalars[Index.Slot] = Datum.OfWhole(machine.Scalars[Index.Slot].Int + 1);
        }

        machine.Buffers[List.Slot] = BufferView.Of([.. numbers]) with { IsList = true };
        return Jump.None;
    }
}
