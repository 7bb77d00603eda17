using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>double[][] m = [[x, y], new double[3], []];</c>: rows written out or made in place.</summary>
/// <param name="Made">For each row whether it is made with zeros.</param>
public sealed record JaggedDeclaration(Variable Jagged, IReadOnlyList<bool> Made, IReadOnlyList<Expr> Elements) : Stmt
{
    public override IReadOnlyList<Node> Children => Elements;

    public override IEnumerable<Variable> Declares => [Jagged];

    public static Stmt Make(Builder b, int depth)
    {
        int[] lengths = [.. Enumerable.Range(0, b.Between(1, 3)).Select(_ => b.Between(b.Chance(15) ? 0 : 1, 3))];
        bool[] made = [.. lengths.Select(_ => b.Chance(35))];
        Expr[] elements = [.. Enumerable.Range(0, lengths.Where((_, k) => !made[k]).Sum()).Select(_ => b.Settled(b.RealType, b.Deep))];
        return new JaggedDeclaration(b.DeclareJagged(b.RealType, lengths), made, elements);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Elements = [.. children.Cast<Expr>()] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"{Jagged.TypeText} {Jagged.Name} = [");
        int next = 0;
        for (int k = 0; k < Made.Count; k++)
        {
            writer.Write(k > 0 ? ", " : "");
            if (Made[k])
            {
                writer.Write($"new {Jagged.Type.Text()}[{Jagged.RowLengths[k]}]");
                continue;
            }

            writer.Write("[").Write(Elements.Skip(next).Take(Jagged.RowLengths[k]), ", ").Write("]");
            next += Jagged.RowLengths[k];
        }

        writer.Line("];");
    }

    public override Jump Execute(Machine machine)
    {
        Queue<Datum> values = new(Elements.Select(e => e.Evaluate(machine)).ToArray());
        Datum[] memory = [.. Jagged.RowLengths.SelectMany((length, k) => Enumerable.Range(0, length).Select(_ => Made[k] ? default : values.Dequeue())).ToArray()];
        machine.Buffers[Jagged.Slot] = BufferView.OfRows(memory, Jagged.RowLengths);
        return Jump.None;
    }
}
