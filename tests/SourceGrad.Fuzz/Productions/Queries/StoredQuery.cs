using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Statements;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Queries;

/// <summary>
/// A query in a variable: what it reads may change before it is enumerated, and an enumeration may run inside another one of the same query.
/// </summary>
/// <param name="Inner">The element of the inner enumeration, if there is one.</param>
public sealed record StoredQuery(string Name, Sequence Numbers, Stmt Between, Variable Element, Variable? Inner, Stmt Body) : Stmt
{
    public override IReadOnlyList<Node> Children => [Numbers, Between, Body];

    public override IEnumerable<Variable> Declares => Inner is null ? [Element] : [Element, Inner];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 0 || Sequence.MakeWithoutLists(b) is not { Steps.Count: > 0 } numbers)
        {
            return null;
        }

        string name = b.Name("query");
        Block between = b.Block(depth - 1, 2);
        Variable element = b.Reserve(b.RealType, assignable: false);
        Variable? inner = b.Chance(40) ? b.Reserve(b.RealType, assignable: false) : null;
        Block body = b.Loop(depth - 1, () =>
        {
            b.Announce(element);
            if (inner is not null)
            {
                b.Announce(inner);
            }
        });
        return new StoredQuery(name, numbers, between, element, inner, body);
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Numbers = (Sequence)children[0], Between = (Stmt)children[1], Body = (Stmt)children[2] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"var {Name} = ").Write(Numbers).Line(";").Write(Between).Line($"foreach ({Element.TypeText} {Element.Name} in {Name})");
        if (Inner is not null)
        {
            writer.Line($"foreach ({Inner.TypeText} {Inner.Name} in {Name})");
        }

        writer.Write(Body);
    }

    public override Jump Execute(Machine machine)
    {
        IEnumerable<Datum> query = Numbers.Enumerate(machine);
        Jump jump = Between.Execute(machine);
        return jump != Jump.None ? jump
            : Inner is null ? SequenceLoop.Each(machine, query, Element, Body.Execute)
            : SequenceLoop.Each(machine, query, Element, _ => SequenceLoop.Each(machine, query, Inner, Body.Execute));
    }
}
