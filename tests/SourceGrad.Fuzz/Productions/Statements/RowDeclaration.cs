using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>double[] row = m[i];</c>, and <c>foreach (double[] row in m)</c>: another name for a row of an array of arrays.</summary>
/// <param name="At">Null for the loop.</param>
/// <param name="Body">Null for the declaration.</param>
public sealed record RowDeclaration(Variable Row, Variable Jagged, Expr? At, Stmt? Body) : Stmt, IMakesView
{
    public override IReadOnlyList<Node> Children => [.. new Node?[] { At, Body }.OfType<Node>()];

    public override IEnumerable<Variable> Declares => [Row];

    public override IEnumerable<Variable> Uses => [Jagged];

    Variable? IMakesView.View => Row;

    Variable? IMakesView.Source => Jagged;

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.PickJagged(_ => true) is not { } jagged)
        {
            return null;
        }

        int known = b.Below(jagged.RowLengths.Count);
        (Expr at, int least) = b.RowOf(jagged, depth) is { } index ? (index, jagged.RowLengths.Min()) : (Literal.Int(known), jagged.RowLengths[known]);
        return new RowDeclaration(b.DeclareRow(jagged, least), jagged, at, null);
    }

    public static Stmt? MakeLoop(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2 || b.PickJagged(_ => true) is not { } jagged)
        {
            return null;
        }

        Variable? row = null;
        Block body = b.Loop(depth - 1, () => row = b.DeclareRow(jagged, jagged.RowLengths.Min()));
        return new RowDeclaration(row!, jagged, null, body);
    }

    /// <summary>A loop over the numbers of the rows.</summary>
    public static Stmt? MakeOverRows(Builder b, int depth)
    {
        if (depth <= 0 || b.LoopDepth > 2 || b.PickJagged(_ => true) is not { } jagged)
        {
            return null;
        }

        Variable index = b.Reserve(ScalarType.Int, assignable: false);
        return new For(index, Literal.Int(0), "<", new LengthOf(jagged), 1, b.Loop(depth - 1, () =>
        {
            b.Announce(index);
            b.AddIndex(index, jagged, 0, 0);
        }));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { At = At is null ? null : (Expr)children[0], Body = Body is null ? null : (Stmt)children[^1] };

    public override void Print(CodeWriter writer)
    {
        if (Body is null)
        {
            writer.Write($"{Row.TypeText} {Row.Name} = {Jagged.Name}[").Write(At!).Line("];");
        }
        else
        {
            writer.Line($"foreach ({Row.TypeText} {Row.Name} in {Jagged.Name})").Write(Body);
        }
    }

    public override Jump Execute(Machine machine)
    {
        BufferView jagged = machine.Buffers[Jagged.Slot];
        if (Body is null)
        {
            machine.Buffers[Row.Slot] = jagged.RowAt(At!.Evaluate(machine).Int);
            return Jump.None;
        }

        for (int k = 0; k < jagged.Length; k++)
        {
            machine.Tick();
            machine.Buffers[Row.Slot] = jagged.RowAt(k);
            switch (Body.Execute(machine))
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
