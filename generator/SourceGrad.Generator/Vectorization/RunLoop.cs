using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>An innermost loop whose accesses go through buffers element by element, and what it becomes: see <see cref="LaneRuns"/>.</summary>
internal sealed class RunLoop
{
    /// <summary>The vectors of a block.</summary>
    private const int Block = 4;

    private readonly For _loop;
    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;
    private readonly RegionBuilder _before;
    private readonly HashSet<Value> _inside = [];
    private readonly Dictionary<Value, Value?> _starts = [];
    private readonly Dictionary<(Value Buffer, Value Index), Value> _runs = [];
    private readonly bool _isFromZero;
    private Value? _count;
    private Value? _one;

    /// <param name="loop">The loop.</param>
    /// <param name="facts">Of the function.</param>
    /// <param name="values">Where new values come from.</param>
    /// <param name="before">What is to be done before the loop.</param>
    public RunLoop(For loop, FunctionFacts facts, ValueFactory values, RegionBuilder before)
    {
        _loop = loop;
        _facts = facts;
        _values = values;
        _before = before;
        _inside.Add(loop.Index);
        _inside.UnionWith(loop.Parameters);
        DefinedValues.Collect(loop.Body.Statements, _inside);
        _isFromZero = facts.ConstantOf(loop.From)?.Is(0) == true;
    }

    /// <summary>How many rounds there are; below zero for none where the loop starts at zero.</summary>
    private Value Count => _count ??= _isFromZero ? _loop.To : Rounds.Of(_loop.From, _loop.To, _before, "count");

    /// <summary>Makes the runs, before the loop; false where there is none.</summary>
    public bool FindRuns()
    {
        foreach ((Value buffer, Value index, bool isBlock) in _loop.Body.Statements.Select(AccessOf).Where(access => access is not null).Select(access => access!.Value))
        {
            Find(buffer, index, isBlock);
        }

        return _runs.Count > 0;
    }

    /// <summary>The loop that reads and writes the runs.</summary>
    /// <param name="after">What is to be done after it.</param>
    /// <param name="read">The values that the function reads.</param>
    public For Build(RegionBuilder after, HashSet<Value> read)
    {
        RegionBuilder body = new(_values);
        Value number = _loop.Index;
        if (!_isFromZero)
        {
            number = _values.Create(IrType.Int);
            body.Add(new Let(_loop.Index, new Binary(BinaryOperator.Add, _loop.From, number)));
        }

        List<int> kept = [];
        for (int k = 0; k < _loop.Parameters.Count; k++)
        {
            if (!IsCounter(k))
            {
                kept.Add(k);
                continue;
            }

            body.Add(new Let(_loop.Parameters[k], new Binary(BinaryOperator.Add, _loop.Initials[k], number)));
            if (read.Contains(_loop.Outputs[k]))
            {
                Value rounds = _isFromZero ? Rounds.Larger(Count, after.Let(Constant.Int(0)), after) : Count;
                after.Add(new Let(_loop.Outputs[k], new Binary(BinaryOperator.Add, _loop.Initials[k], rounds)));
            }
        }

        body.AddRange(_loop.Body.Statements.Select(statement => OfRuns(statement, number)));
        EquatableArray<Value> Keep(EquatableArray<Value> values) => kept.Select(k => values[k]).ToEquatable();
        return _loop with
        {
            Index = number,
            From = _isFromZero ? _loop.From : _before.Let(Constant.Int(0)),
            To = Count,
            Initials = Keep(_loop.Initials),
            Parameters = Keep(_loop.Parameters),
            Body = body.Build(Keep(_loop.Body.Yields)),
            Outputs = Keep(_loop.Outputs),
        };
    }

    /// <summary>The element, or the place of a block, that a statement reads or writes; null for none, or for lanes that lie side by side.</summary>
    private static (Value Buffer, Value Index, bool IsBlock)? AccessOf(Statement statement) => statement switch
    {
        Let { Expression: Load load } => (load.Buffer, load.Index, false),
        Let { Expression: Slice { IsBlock: true } block } => (block.Buffer, block.Start, true),
        Store store when store.Buffer.Type.IsLanes == store.Operand.Type.IsLanes => (store.Buffer, store.Index, false),
        Accumulate { Stride: null } sum when sum.Buffer.Type.IsLanes == sum.Operand.Type.IsLanes => (sum.Buffer, sum.Index, false),
        _ => null,
    };

    private Statement OfRuns(Statement statement, Value number)
    {
        if (AccessOf(statement) is not { } access || !_runs.TryGetValue((access.Buffer, access.Index), out Value? run))
        {
            return statement;
        }

        return statement switch
        {
            Let { Expression: Slice block } let => let with { Expression = block with { Buffer = run, Start = number, Count = _one ??= _before.Let(Constant.Int(1)), Unit = Block } },
            Let let => let with { Expression = new Load(run, number) },
            Store store => store with { Buffer = run, Index = number },
            Accumulate sum => sum with { Buffer = run, Index = number },
            _ => throw new InvalidOperationException($"A {statement.GetType().Name} has no access."),
        };
    }

    private void Find(Value buffer, Value index, bool isBlock)
    {
        if (_runs.ContainsKey((buffer, index)) || _inside.Contains(buffer) || !IsThere(buffer))
        {
            return;
        }

        Value? place = !isBlock ? index : _facts.DefinitionOf(index) is Binary { Operator: BinaryOperator.Multiply } times && _facts.ConstantOf(times.Left)?.Is(Block) == true ? times.Right : null;
        if (place is null || !_inside.Contains(place) || StartOf(place) is not Value start)
        {
            return;
        }

        IrType type = buffer.Type.Shape == Shape.ReadOnlySpan ? buffer.Type : buffer.Type.As(Shape.Span);
        string? name = buffer.Hint is null ? null : buffer.Hint + (isBlock ? "Blocks" : "Run");
        _runs[(buffer, index)] = _before.Let(new Slice(type, buffer, start, Count) { IsRun = true, Unit = isBlock ? Block : 1 }, name);
    }

    /// <summary>What an index is in the round of the first index, if it is one more in each round of the next; null for others.</summary>
    private Value? StartOf(Value index)
    {
        if (!_starts.TryGetValue(index, out Value? start))
        {
            _starts[index] = start = index == _loop.Index ? _loop.From
                : ParameterOf(index) is int k ? _loop.Initials[k]
                : _facts.DefinitionOf(index) switch
                {
                    Binary { Operator: BinaryOperator.Add, IsChecked: false } sum when !_inside.Contains(sum.Left) => Moved(BinaryOperator.Add, StartOf(sum.Right), sum.Left),
                    Binary { Operator: BinaryOperator.Add, IsChecked: false } sum when !_inside.Contains(sum.Right) => Moved(BinaryOperator.Add, StartOf(sum.Left), sum.Right),
                    Binary { Operator: BinaryOperator.Subtract, IsChecked: false } sum when !_inside.Contains(sum.Right) => Moved(BinaryOperator.Subtract, StartOf(sum.Left), sum.Right),
                    _ => null,
                };
        }

        return start;
    }

    private Value? Moved(BinaryOperator op, Value? start, Value by) =>
        start is null ? null
        : op == BinaryOperator.Add && IsZero(start) ? by
        : IsZero(by) ? start
        : start == by && op == BinaryOperator.Subtract ? _before.Let(Constant.Int(0))
        : _before.Let(new Binary(op, start, by));

    private bool IsZero(Value value) => (_facts.ConstantOf(value) ?? _values.DefinitionOf(value) as Constant)?.Is(0) == true;

    private int? ParameterOf(Value value)
    {
        for (int k = 0; k < _loop.Parameters.Count; k++)
        {
            if (_loop.Parameters[k] == value)
            {
                return IsCounter(k) ? k : null;
            }
        }

        return null;
    }

    /// <summary>It grows by one in each round, in the order of the index.</summary>
    private bool IsCounter(int slot) => !_loop.Reversed && _facts.StepOf(_loop, slot, _inside.Contains) is Value step && _facts.ConstantOf(step)?.Is(1) == true;

    /// <summary>Memory that cannot be null, with neighbours side by side.</summary>
    private bool IsThere(Value buffer) =>
        !buffer.Type.IsStrided
        && _facts.DefinitionOf(buffer) is not Slice { IsBlock: true }
        && _facts.IsThere(buffer);
}
