using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>a switch { [] => …, [var x] => …, [> 0, .., var y] => …, _ => … }</c>; the last value is that of the discard.</summary>
public sealed record ListSwitch(Variable Buffer, IReadOnlyList<ListPattern> Patterns, IReadOnlyList<Expr> Values) : Expr(Values[0].Type)
{
    public override IReadOnlyList<Node> Children => [.. Patterns, .. Values];

    public override IEnumerable<Variable> Uses => [Buffer];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (b.PickBuffer(_ => true) is not { } buffer)
        {
            return null;
        }

        // Apart by their lengths, and one length stays for the discard.
        List<ListPattern> patterns = [.. new[] { 0, 1, 2 }.Where(_ => b.Chance(60)).Select(length => ListPattern.Make(b, buffer.Type, length, hasSlice: false, b.Chance(40), catches: true)).ToList()];
        if (patterns.Count == 0 || b.Chance(50))
        {
            patterns.Add(ListPattern.Make(b, buffer.Type, 3 - b.Below(2 - Math.Min(1, patterns.Count)), hasSlice: true, asks: true, catches: true));
        }

        List<Expr> values = [.. patterns.Select(p => b.Seeing([.. p.Declares], () => b.Expression(type, depth - 1))).ToList()];
        return new ListSwitch(buffer, patterns, [.. values, b.Expression(type, depth - 1)]);
    }

    public override Node With(IReadOnlyList<Node> children) => this with
    {
        Patterns = [.. children.Take(Patterns.Count).Cast<ListPattern>()],
        Values = [.. children.Skip(Patterns.Count).Cast<Expr>()],
    };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"({Buffer.Name} switch {{ ");
        for (int k = 0; k < Patterns.Count; k++)
        {
            writer.Write(Patterns[k]).Write(" => ").Write(Values[k]).Write(", ");
        }

        writer.Write("_ => ").Write(Values[^1]).Write(" })");
    }

    public override Datum Evaluate(Machine machine)
    {
        BufferView buffer = machine.Buffers[Buffer.Slot];
        int at = Enumerable.Range(0, Patterns.Count).FirstOrDefault(k => Patterns[k].Matches(machine, buffer), Patterns.Count);
        return Values[at].Evaluate(machine);
    }
}
