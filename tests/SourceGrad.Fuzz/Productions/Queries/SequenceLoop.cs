using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Queries;

/// <summary><c>foreach (double x in a.Where(…))</c>, whose body may change what the query reads.</summary>
public sealed record SequenceLoop(Variable Element, Sequence Numbers, Stmt Body) : Stmt
{
    public override IReadOnlyList<Node> Children => [Numbers, Body];

    public override IEnumerable<Variable> Declares => [Element];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 1 || Sequence.MakeWithoutLists(b) is not { } numbers)
        {
            return null;
        }

        Variable element = b.Reserve(b.RealType, assignable: false);
        return new SequenceLoop(element, numbers, b.Loop(depth - 1, () => b.Announce(element)));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Numbers = (Sequence)children[0], Body = (Stmt)children[1] };

    public override void Print(CodeWriter writer) =>
        writer.Write($"foreach ({Element.TypeText} {Element.Name} in ").Write(Numbers).Line(")").Write(Body);

    public override Jump Execute(Machine machine) => Each(machine, Numbers.Enumerate(machine), Element, Body.Execute);

    /// <summary>Runs the body for each number.</summary>
    internal static Jump Each(Machine machine, IEnumerable<Datum> numbers, Variable element, Func<Machine, Jump> body)
    {
        foreach (Datum number in numbers)
        {
            machine.Tick();
            machine.Scalars[element.Slot] = number;
            switch (body(machine))
            {
                case Jump.Break:
                    return Jump.None;
                case Jump.Return:
                    return Jump.Return;
            }
        }

        return Jump.None;
    }
}
