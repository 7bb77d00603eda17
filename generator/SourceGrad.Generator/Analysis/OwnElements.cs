using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Elements that no other round of a loop has, of one buffer: those of one block for each round.</summary>
/// <param name="Buffer">The buffer, from outside the loop.</param>
/// <param name="Stride">How many elements each round has, side by side; null for a number.</param>
/// <param name="Number">That number, or zero.</param>
/// <param name="Position">
/// Where they are, if it is not the number of the round, times the stride: an index or the start of a row. Another position may be another round's.
/// </param>
internal sealed record Block(Value Buffer, Value? Stride, long Number, Value? Position);

/// <summary>Recognizes accesses to elements that are the round's own, in a loop that counts by ones.</summary>
/// <example>
/// <code>
/// for i { x[i], x[i + 3], x[i * 3 + 2], for j to n { x[i * n + j] }, x.Slice(i * n, n)[…], table[i][…] }
/// </code>
/// </example>
/// <remarks>
/// An index that grows beyond the largest int comes to negative ones before it comes round to those that were there already, and there the access throws. So only what each round
/// touches is surely another element in each of them; and what only some rounds touch, where each of them touches elements just as far apart.
/// </remarks>
internal sealed class OwnElements(For loop, IIndexFacts facts, Func<Value, bool> isInside)
{
    private HashSet<(Value?, long)>? _walked;

    /// <param name="buffer">A buffer or a view of one.</param>
    /// <param name="index">The index; null for all of it.</param>
    /// <param name="isInEachRound">No round goes without the access: see <see cref="IsInEachRound"/>.</param>
    /// <returns>The block that the element is in; null where it may be any round's.</returns>
    public Block? Of(Value buffer, Value? index, bool isInEachRound)
    {
        Block? block = Find(buffer, index);
        return block is null or { Number: 1 or -1 } || isInEachRound || Walked.Contains((block.Stride, block.Number)) ? block : null;
    }

    /// <summary>Which element of its block an index is that of; null where that is not known.</summary>
    public long? ColumnOf(Value index) =>
        index == loop.Index || facts.DefinitionOf(index) is not Binary { Operator: BinaryOperator.Add } sum
        || (sum.Left == loop.Index && IsOuter(sum.Right)) || (sum.Right == loop.Index && IsOuter(sum.Left))
            ? 0
            : (facts.ConstantOf(sum.Left) ?? facts.ConstantOf(sum.Right))?.Bits;

    /// <summary>What stands in that region of the statement runs in each round where the statement does, or in none.</summary>
    public bool IsInEachRound(Statement statement) => statement is For inner && IsOuter(inner.From) && IsOuter(inner.To);

    /// <summary>What a value grows by in each round, if the loop carries it on so.</summary>
    public Value? CounterStep(int carried) => loop.Reversed ? null : StepOf(loop, carried, facts, isInside);

    /// <summary>What each iteration adds to a carried int, if it adds something known before the loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="carried">Which of its parameters.</param>
    /// <param name="facts">What is known of the function.</param>
    /// <param name="isInside">A value is defined in the loop.</param>
    public static Value? StepOf(For loop, int carried, IIndexFacts facts, Func<Value, bool> isInside)
    {
        Value parameter = loop.Parameters[carried];
        return parameter.Type == IrType.Int
            && facts.DefinitionOf(loop.Body.Yields[carried]) is Binary { Operator: BinaryOperator.Add } sum
            && sum.Left == parameter
            && (facts.ConstantOf(sum.Right) is not null || !isInside(sum.Right))
                ? sum.Right
                : null;
    }

    /// <summary>How far apart elements are that each round has one of. What inner loops touch does not count: they may have no rounds.</summary>
    private HashSet<(Value?, long)> Walked => _walked ??= [.. loop.Body.Statements.Select(AccessOf).OfType<(Value Buffer, Value? Index)>().Select(access => Find(access.Buffer, access.Index)).OfType<Block>().Select(block => (block.Stride, block.Number))];

    private static (Value Buffer, Value? Index)? AccessOf(Statement statement) => statement switch
    {
        Let { Expression: Load load } => (load.Buffer, load.Index),
        Let { Expression: Slice { IsClamped: false } } view => (view.Result, null),
        Store store => (store.Buffer, store.Index),
        Accumulate sum => (sum.Buffer, sum.Index),
        _ => null,
    };

    private Block? Find(Value buffer, Value? index)
    {
        if (!isInside(buffer))
        {
            return index is null ? null : At(buffer, index);
        }

        return facts.DefinitionOf(buffer) switch
        {
            Slice { IsClamped: false } slice when !isInside(slice.Buffer) && RowStart(slice.Start, slice.Count) is (var row, true) => Rows(slice.Buffer, slice.Count, row),
            Row row when !isInside(row.Table) && row.Index == loop.Index => Single(row.Table, null),
            _ => null,
        };
    }

    private Block? At(Value buffer, Value index)
    {
        if (index == loop.Index)
        {
            return Single(buffer, null);
        }

        switch (facts.DefinitionOf(index))
        {
            case Binary { Operator: BinaryOperator.Multiply } product when Factor(product) is Value stride:
                return facts.ConstantOf(stride) is { Bits: > 0 } ? Rows(buffer, stride, null) : null;
            case Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } shifted when shifted.Left == loop.Index && IsOuter(shifted.Right):
                return Single(buffer, index);
            case Binary { Operator: BinaryOperator.Add } sum:
                return IsOuter(sum.Left) && sum.Right == loop.Index ? Single(buffer, index) : InRow(buffer, sum.Left, sum.Right) ?? InRow(buffer, sum.Right, sum.Left);
            default:
                return CounterStep(index) is Value step && facts.ConstantOf(step) is { Bits: not 0 } number ? new Block(buffer, null, number.Bits, index) : null;
        }
    }

    private static Block Single(Value buffer, Value? position) => new(buffer, null, 1, position);

    private Block Rows(Value buffer, Value stride, Value? position) =>
        facts.ConstantOf(stride) is Constant number ? new Block(buffer, null, number.Bits, position) : new Block(buffer, stride, 0, position);

    private Block? InRow(Value buffer, Value start, Value column)
    {
        Value? stride = facts.DefinitionOf(start) is Binary { Operator: BinaryOperator.Multiply } product ? Factor(product) : CounterStep(start);
        return stride is not null && RowStart(start, stride) is (var row, true) && IsBelow(column, stride) ? Rows(buffer, stride, row) : null;
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
