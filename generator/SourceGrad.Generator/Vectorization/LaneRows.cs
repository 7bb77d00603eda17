using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Rows of a matrix, one a lane: elements of one column lie a row apart, and collecting them one by one is dear. So where a loop reads them more than
/// once, each round first turns its block of rows into a buffer of columns, a vector for each. The loop in lanes ends with the last whole row.
/// </summary>
/// <example>
/// <code>
/// for i { for k { for j { … x[i * d + j] … } } }
/// for i in lanes { for j { xLanes[j] = x[(i, i + 1, …) * d + j] } for k { for j { … xLanes[j] … } } }
/// </code>
/// </example>
internal sealed class LaneRows
{
    private const int WorthwhileUses = 2;

    private readonly For _loop;
    private readonly LaneAnalysis _lanes;
    private readonly FunctionFacts _facts;
    private readonly Hoisting _hoisting;
    private readonly Dictionary<(Value Buffer, Value Width), int> _uses = [];
    private readonly Dictionary<(Value Buffer, Value Width), Value> _blocks = [];
    private readonly Dictionary<Value, (Value From, Value To)> _ranges = [];

    public LaneRows(For loop, LaneAnalysis lanes, FunctionFacts facts, Hoisting hoisting)
    {
        _loop = loop;
        _lanes = lanes;
        _facts = facts;
        _hoisting = hoisting;
        if (facts.ConstantOf(loop.From) is { Bits: >= 0 })
        {
            Collect(loop.Body, depth: 0);
        }
    }

    /// <summary>Makes the blocks and fills them at the head of the body.</summary>
    /// <param name="position">The first row of a round.</param>
    /// <param name="before">In front of the loop.</param>
    /// <param name="body">The body, still empty.</param>
    /// <returns>How many whole rows each of the buffers has.</returns>
    public List<Value> Begin(Value position, RegionBuilder before, RegionBuilder body)
    {
        List<Value> rows = [];
        foreach ((Value buffer, Value width) in _uses.Where(pair => pair.Value >= WorthwhileUses).Select(pair => pair.Key).OrderBy(key => key.Buffer.Id))
        {
            Value outer = _hoisting.Hoist(width, before);
            rows.Add(before.Let(new Call(IrType.Int, "SourceGrad.Runtime.LaneMemory.Rows", EquatableArray<Value>.Of(before.Let(new Length(buffer)), outer))));
            Value zero = before.Let(Constant.Int(0));
            Value count = _facts.IsNonNegative(width) ? outer : before.Let(new Call(IrType.Int, "System.Math.Max", EquatableArray<Value>.Of(outer, zero)));
            IrType type = buffer.Type.As(Shape.Span).Lanes;
            Value block = before.Let(new Allocate(type, count, OnStack: false), buffer.Hint is null ? null : buffer.Hint + "Lanes");
            _blocks[(buffer, width)] = block;

            Value column = before.Values.Create(IrType.Int, "column");
            RegionBuilder fill = body.Nested();
            Value index = fill.Let(new Binary(BinaryOperator.Add, fill.Let(new Binary(BinaryOperator.Multiply, position, outer)), column));
            fill.Add(new Store(block, column, fill.Let(new LaneLoad(buffer, index, outer, IsInside: true))));
            EquatableArray<Value> none = EquatableArray<Value>.Empty;
            body.Add(new For(column, zero, outer, 1, Reversed: false, none, none, fill.Build(), none));
        }

        return rows;
    }

    /// <summary>The column of a block that a load reads, and its number; null where it is in none.</summary>
    public (Value Block, Value Column)? Find(Load load) =>
        Match(load) is (Value width, Value column) && _blocks.TryGetValue((load.Buffer, width), out Value? block) ? (block, column) : null;

    private void Collect(Region region, int depth)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let { Expression: Load load } && Match(load) is (Value width, _))
            {
                _uses.TryGetValue((load.Buffer, width), out int uses);
                _uses[(load.Buffer, width)] = uses + depth;
            }

            if (statement is For loop)
            {
                _ranges[loop.Index] = (loop.From, loop.To);
            }

            foreach (Region inner in statement.Regions)
            {
                Collect(inner, statement is For ? depth + 1 : depth);
            }
        }
    }

    /// <summary>The load is of element [index * width + column] with a column that is surely in the row.</summary>
    private (Value Width, Value Column)? Match(Load load)
    {
        if (_lanes.ClassOf(load.Index) is not { IsLinear: true, Symbol: Value width, Factor: 1 }
            || _lanes.IsInside(load.Buffer)
            || !load.Buffer.Type.IsBuffer
            || !_facts.IsFixed(load.Buffer)
            || !_hoisting.IsOuter(width))
        {
            return null;
        }

        return _facts.Places(load.Index)
            .Where(place => place.Row == _loop.Index && place.Width == width && IsColumn(place.Column, width))
            .Select(place => ((Value, Value)?)(width, place.Column))
            .FirstOrDefault();
    }

    private bool IsColumn(Value value, Value width) => _ranges.TryGetValue(value, out (Value From, Value To) range)
        && _facts.IsNonNegative(range.From) && _facts.AreEqual(range.To, width);
}
