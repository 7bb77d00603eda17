using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Several iterations of a loop side by side: a value that differs between them becomes one for each, what they share stays one.</summary>
/// <param name="loop">The loop.</param>
/// <param name="stepOf">What each iteration adds to a carried integer, by its position.</param>
/// <param name="constantOf">The constant that a value is; null for others.</param>
/// <param name="values">Makes the copies.</param>
/// <param name="rows">How many iterations.</param>
internal sealed class Tile(For loop, Func<int, Value?> stepOf, Func<Value, Constant?> constantOf, ValueFactory values, int rows)
{
    private readonly HashSet<Value> _split = [loop.Index, .. loop.Parameters];
    private readonly Dictionary<Value, Value[]> _copies = [];

    /// <summary>Up to where there are whole tiles.</summary>
    public static Value Whole(For loop, int rows, Func<Value, Constant?> constantOf, RegionBuilder before)
    {
        Value all = constantOf(loop.From)?.Is(0) == true ? loop.To : before.Let(new Binary(BinaryOperator.Subtract, loop.To, loop.From));
        Value left = before.Let(new Binary(BinaryOperator.Remainder, all, before.Let(Constant.Int(rows))));
        return before.Let(new Binary(BinaryOperator.Subtract, loop.To, left), loop.Index.Hint is null ? null : loop.Index.Hint + "End");
    }

    /// <summary>The loop over whole tiles, up to a number that they divide, and what it has carried on when it ends.</summary>
    public (For Tiles, List<Value> Carried) Build(Value whole, RegionBuilder before, RegionBuilder after)
    {
        FindSplit();
        RegionBuilder body = new(values);
        Value index = values.Create(IrType.Int, loop.Index.Hint);
        _copies[loop.Index] = Steps(index, body.Let(Constant.Int(1)), body);
        List<Value> initials = [], parameters = [], yields = [], outputs = [], carried = [];
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            Value parameter = loop.Parameters[k];
            Value[] own = Fresh(parameter, parameter.Type.IsReal ? rows : 1);
            _copies[parameter] = parameter.Type.IsReal ? own : Steps(own[0], Outer(stepOf(k)!, body), body);
            parameters.AddRange(own);
            initials.Add(loop.Initials[k]);
            initials.AddRange(own.Skip(1).Select(_ => before.Let(Constant.Zero(parameter.Type))));
        }

        Add(loop.Body, body);
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            Value parameter = loop.Parameters[k], yield = loop.Body.Yields[k];
            Value[] results = Fresh(parameter, parameter.Type.IsReal ? rows : 1);
            yields.AddRange(results.Length == 1 ? [Copy(yield, rows - 1)] : Copies(yield));
            outputs.AddRange(results);
            carried.Add(results.Length == 1 ? results[0] : Sum(results, after));
        }

        For tiles = loop with
        {
            Index = index,
            To = whole,
            Step = rows,
            Reversed = false,
            Initials = initials.ToEquatable(),
            Parameters = parameters.ToEquatable(),
            Body = body.Build(yields),
            Outputs = outputs.ToEquatable(),
        };
        return (tiles, carried);
    }

    /// <summary>Finds the values that differ between the iterations: the loop's own, and what is computed from such.</summary>
    private void FindSplit()
    {
        int before;
        do
        {
            before = _split.Count;
            FindSplit(loop.Body);
        }
        while (_split.Count > before);
    }

    private void FindSplit(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let let && let.Operands.Any(_split.Contains))
            {
                _split.Add(let.Result);
            }
            else if (statement is For inner)
            {
                FindSplit(inner.Body);
                for (int k = 0; k < inner.Parameters.Count; k++)
                {
                    if (_split.Contains(inner.Initials[k]) || _split.Contains(inner.Body.Yields[k]))
                    {
                        _split.Add(inner.Parameters[k]);
                        _split.Add(inner.Outputs[k]);
                    }
                }
            }
        }
    }

    private void Add(Region region, RegionBuilder body)
    {
        foreach (Statement statement in region.Statements)
        {
            (body.Source, body.Comment) = (statement.Source, statement.Comment);
            switch (statement)
            {
                case Let let:
                    Value[] results = Fresh(let.Result, CountOf(let.Result));
                    for (int row = 0; row < results.Length; row++)
                    {
                        Expression expression = let.Expression.Map(operand => Copy(operand, row));
                        values.Define(results[row], expression);
                        body.Add(new Let(results[row], expression));
                    }

                    _copies[let.Result] = results;
                    break;
                case Store store:
                    Each(store.Operands.Any(_split.Contains), row => body.Add(
                        store with { Buffer = Copy(store.Buffer, row), Index = Copy(store.Index, row), Operand = Copy(store.Operand, row) }));
                    break;
                case Accumulate sum when _split.Contains(sum.Operand) && !_split.Contains(sum.Index) && !_split.Contains(sum.Buffer):
                    Value total = Sum(Copies(sum.Operand), body);
                    body.Add(sum with { Buffer = Copy(sum.Buffer, 0), Index = Copy(sum.Index, 0), Operand = total });
                    break;
                case Accumulate sum:
                    Each(true, row => body.Add(sum with { Buffer = Copy(sum.Buffer, row), Index = Copy(sum.Index, row), Operand = Copy(sum.Operand, row) }));
                    break;
                case For inner:
                    body.Add(Jammed(inner));
                    break;
                default:
                    throw new InvalidOperationException($"A {statement.GetType().Name} is in no tile.");
            }
        }

        (body.Source, body.Comment) = (null, null);
    }

    /// <summary>An inner loop, of which the copies go round together.</summary>
    private For Jammed(For inner)
    {
        RegionBuilder body = new(values);
        Value index = values.Create(IrType.Int, inner.Index.Hint);
        _copies[inner.Index] = [index];
        IEnumerable<Value> Spread(IEnumerable<Value> given) => given.SelectMany((value, k) => Copies(value).Take(CountOf(inner.Parameters[k])));
        EquatableArray<Value> initials = Spread(inner.Initials).ToEquatable();
        foreach (Value parameter in inner.Parameters)
        {
            _copies[parameter] = Fresh(parameter, CountOf(parameter));
        }

        Add(inner.Body, body);
        for (int k = 0; k < inner.Outputs.Count; k++)
        {
            _copies[inner.Outputs[k]] = Fresh(inner.Outputs[k], CountOf(inner.Outputs[k]));
        }

        return inner with
        {
            Index = index,
            From = Copy(inner.From, 0),
            To = Copy(inner.To, 0),
            Initials = initials,
            Parameters = inner.Parameters.SelectMany(parameter => _copies[parameter]).ToEquatable(),
            Body = body.Build(Spread(inner.Body.Yields)),
            Outputs = inner.Outputs.SelectMany(output => _copies[output]).ToEquatable(),
        };
    }

    private void Each(bool isSplit, Action<int> action)
    {
        for (int row = 0; row < (isSplit ? rows : 1); row++)
        {
            action(row);
        }
    }

    private int CountOf(Value value) => _split.Contains(value) ? rows : 1;

    private Value[] Fresh(Value value, int count) => [.. Enumerable.Range(0, count).Select(_ => values.Create(value.Type, value.Hint))];

    private Value[] Copies(Value value) => [.. Enumerable.Range(0, rows).Select(row => Copy(value, row))];

    private Value Copy(Value value, int row) => !_copies.TryGetValue(value, out Value[]? copies) ? value : copies[Math.Min(row, copies.Length - 1)];

    /// <summary>A constant may be defined in the loop.</summary>
    private Value Outer(Value step, RegionBuilder body) => constantOf(step) is Constant constant ? body.Let(constant) : step;

    /// <summary>An integer of the first row, and those of the others, each a step further.</summary>
    private Value[] Steps(Value first, Value step, RegionBuilder body)
    {
        Value[] steps = new Value[rows];
        steps[0] = first;
        for (int row = 1; row < rows; row++)
        {
            Value further = row == 1 ? step
                : values.DefinitionOf(step) is Constant constant ? body.Let(Constant.Int(row * (int)constant.Bits))
                : body.Let(new Binary(BinaryOperator.Multiply, body.Let(Constant.Int(row)), step));
            steps[row] = body.Let(new Binary(BinaryOperator.Add, first, further), first.Hint);
        }

        return steps;
    }

    private static Value Sum(IReadOnlyList<Value> terms, RegionBuilder body) => body.Let(PairwiseSum.Of(terms, body, terms[0].Hint), terms[0].Hint);
}
