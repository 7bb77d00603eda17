using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Parallelization;

/// <summary>Elements that no other round of a loop has, of one buffer: those of one block for each round.</summary>
/// <param name="Buffer">The buffer, from outside the loop.</param>
/// <param name="Stride">How many elements each round has, side by side; null for one.</param>
/// <param name="Position">
/// Where they are, if it is not the number of the round, times the stride: an index or the start of a row. Another position may be another round's.
/// </param>
internal sealed record Block(Value Buffer, Value? Stride, Value? Position);

/// <summary>Recognizes accesses to elements that are the round's own.</summary>
/// <example>
/// <code>
/// for i { x[i], x[i + 3], x[i * 3 + 2], for j to n { x[i * n + j] }, x.Slice(i * n, n)[…], table[i][…] }
/// </code>
/// </example>
internal sealed class OwnElements(For loop, FunctionFacts facts, Func<Value, bool> isInside)
{
    /// <param name="buffer">A buffer or a view of one.</param>
    /// <param name="index">The index; null for all of it.</param>
    /// <returns>The block that the element is in; null where it may be any round's.</returns>
    public Block? Of(Value buffer, Value? index)
    {
        if (!isInside(buffer))
        {
            return index is null ? null : At(buffer, index);
        }

        return facts.DefinitionOf(buffer) switch
        {
            Slice { IsClamped: false } slice when !isInside(slice.Buffer) && RowStart(slice.Start, slice.Count) is (var row, true) => new Block(slice.Buffer, slice.Count, row),
            Row row when !isInside(row.Table) && row.Index == loop.Index => new Block(row.Table, null, null),
            _ => null,
        };
    }

    private Block? At(Value buffer, Value index)
    {
        if (index == loop.Index)
        {
            return new Block(buffer, null, null);
        }

        switch (facts.DefinitionOf(index))
        {
            case Binary { Operator: BinaryOperator.Multiply } product when Factor(product) is Value stride:
                return facts.ConstantOf(stride) is { Bits: > 0 } ? new Block(buffer, stride, null) : null;
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } shifted when shifted.Left == loop.Index && IsOuter(shifted.Right):
                return new Block(buffer, null, index);
            case Binary { Operator: BinaryOperator.Add } sum:
                return IsOuter(sum.Left) && sum.Right == loop.Index ? new Block(buffer, null, index) : InRow(buffer, sum.Left, sum.Right) ?? InRow(buffer, sum.Right, sum.Left);
            default:
                return CounterStep(index) is Value step && facts.ConstantOf(step) is { Bits: not 0 } ? new Block(buffer, null, index) : null;
        }
    }

    private Block? InRow(Value buffer, Value start, Value column)
    {
        Value? stride = facts.DefinitionOf(start) is Binary { Operator: BinaryOperator.Multiply } product ? Factor(product) : CounterStep(start);
        return stride is not null && RowStart(start, stride) is (var row, true) && IsBelow(column, stride) ? new Block(buffer, stride, row) : null;
    }

    /// <summary>The value is the start of the round's row of that many elements: the number of the round times as many, or a counter in such steps.</summary>
    private (Value? Row, bool Fits) RowStart(Value start, Value count) =>
        facts.DefinitionOf(start) is Binary { Operator: BinaryOperator.Multiply } product ? (null, Factor(product) is Value factor && facts.AreEqual(factor, count))
        : CounterStep(start) is Value step && facts.AreEqual(step, count) ? (start, true)
        : (null, false);

    private Value? Factor(Binary product) =>
        product.Left == loop.Index && IsOuter(product.Right) ? product.Right
        : product.Right == loop.Index && IsOuter(product.Left) ? product.Left
        : null;

    /// <summary>What a value grows by in each round, if the loop carries it on so.</summary>
    public Value? CounterStep(int carried) => loop.Reversed ? null : facts.StepOf(loop, carried, isInside);

    private Value? CounterStep(Value value) => loop.Parameters.ToList().IndexOf(value) is >= 0 and var carried ? CounterStep(carried) : null;

    /// <summary>From zero to before the count: an index, a constant, or an index of rows times their length and one in a row.</summary>
    private bool IsBelow(Value value, Value count)
    {
        if (facts.IsIndexBelow(value, count) || (facts.ConstantOf(value) is { Bits: >= 0 } number && facts.ConstantOf(count) is Constant least && number.Bits < least.Bits))
        {
            return true;
        }

        return facts.DefinitionOf(count) is Binary { Operator: BinaryOperator.Multiply } size
            && facts.DefinitionOf(value) is Binary { Operator: BinaryOperator.Add } sum
            && (IsInTable(sum.Left, sum.Right, size) || IsInTable(sum.Right, sum.Left, size));

        bool IsInTable(Value row, Value column, Binary size) => facts.DefinitionOf(row) is Binary { Operator: BinaryOperator.Multiply } start
            && Orders(start).Any(s => Orders(size).Any(t => facts.AreEqual(s.Right, t.Right) && IsBelow(s.Left, t.Left) && IsBelow(column, t.Right)));

        static (Value Left, Value Right)[] Orders(Binary product) => [(product.Left, product.Right), (product.Right, product.Left)];
    }

    private bool IsOuter(Value value) => !isInside(value) || facts.ConstantOf(value) is not null;
}
