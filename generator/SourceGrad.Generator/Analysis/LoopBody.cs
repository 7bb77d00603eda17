using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// What is in a loop: where each statement stands, who reads each value, and which values are steady: the same in every iteration of the loop, at the
/// same indices of the loops inside.
/// </summary>
internal sealed class LoopBody
{
    private readonly Dictionary<Statement, Place> _places = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, List<Statement>> _readers = [];
    private readonly Dictionary<Value, List<(Statement Owner, int Slot)>> _yields = [];
    private readonly Dictionary<Value, List<Statement>> _memory = [];
    private readonly Dictionary<Value, Statement> _definers = [];
    private readonly HashSet<Value> _unsteady = [];
    private readonly HashSet<Value> _written;
    private readonly BufferRoots _roots;

    public LoopBody(For loop, BufferRoots roots, MemoryUses memory)
    {
        Loop = loop;
        _roots = roots;
        _written = memory.Writes(loop.Body.Statements);
        Collect(loop.Body, new Place(loop, null));
        Settle();
    }

    public For Loop { get; }

    /// <summary>The memory that it uses, by root.</summary>
    public IEnumerable<Value> Memory => _memory.Keys;

    /// <summary>The statements that read or write the memory or make a view of it.</summary>
    public IReadOnlyList<Statement> UsesOf(Value root) => _memory.TryGetValue(root, out List<Statement>? uses) ? uses : [];

    public IReadOnlyList<Statement> ReadersOf(Value value) => _readers.TryGetValue(value, out List<Statement>? readers) ? readers : [];

    /// <summary>The statements whose regions yield the value, and as which of their results.</summary>
    public IReadOnlyList<(Statement Owner, int Slot)> YieldsOf(Value value) => _yields.TryGetValue(value, out List<(Statement, int)>? yields) ? yields : [];

    /// <summary>The statement of the loop that defines the value, also as its parameter or index; null for what comes from outside.</summary>
    public Statement? DefinerOf(Value value) => _definers.TryGetValue(value, out Statement? statement) ? statement : null;

    public bool IsSteady(Value value) => !_unsteady.Contains(value);

    /// <summary>The loops around a statement, the innermost first, this one excluded; null where not all are counted and run alike in each iteration.</summary>
    public List<For>? LoopsAround(Statement statement)
    {
        List<For> loops = [];
        for (Place place = _places[statement]; place.Outer is not null; place = place.Outer)
        {
            if (place.Owner is not For inner || !IsSteady(inner.From) || !IsSteady(inner.To))
            {
                return null;
            }

            loops.Add(inner);
        }

        return loops;
    }

    private void Collect(Region region, Place place)
    {
        foreach (Statement statement in region.Statements)
        {
            _places[statement] = place;
            foreach (Value operand in statement.Operands.Distinct())
            {
                Of(_readers, operand).Add(statement);
                if (!operand.Type.IsScalar)
                {
                    Of(_memory, _roots.Of(operand)).Add(statement);
                }
            }

            foreach (Value result in statement.Results.Concat(statement is For loop ? loop.Parameters.Append(loop.Index) : (statement as While)?.Parameters ?? Enumerable.Empty<Value>()))
            {
                _definers[result] = statement;
            }

            foreach (Region inner in statement.Regions)
            {
                for (int slot = 0; slot < inner.Yields.Count; slot++)
                {
                    Of(_yields, inner.Yields[slot]).Add((statement, slot));
                    if (!inner.Yields[slot].Type.IsScalar)
                    {
                        Of(_memory, _roots.Of(inner.Yields[slot])).Add(statement);
                    }
                }

                Collect(inner, new Place(statement, place));
            }
        }
    }

    private static List<T> Of<T>(Dictionary<Value, List<T>> lists, Value key)
    {
        if (!lists.TryGetValue(key, out List<T>? list))
        {
            lists[key] = list = [];
        }

        return list;
    }

    /// <summary>What inner loops carry and what is on tapes is taken for steady until something in it is found not to be.</summary>
    private void Settle()
    {
        _unsteady.UnionWith(Loop.Parameters.Append(Loop.Index));
        int before;
        do
        {
            before = _unsteady.Count;
            Settle(Loop.Body);
        }
        while (_unsteady.Count > before);
    }

    private void Settle(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            foreach (Region inner in statement is For ? [] : statement.Regions)
            {
                Settle(inner);
            }

            switch (statement)
            {
                case Let let when !IsSteady(let.Expression):
                    _unsteady.Add(let.Result);
                    break;
                case Store { Buffer.Type.Shape: Shape.Tape } store when !store.Operands.All(IsSteady) || LoopsAround(store) is null:
                    _unsteady.Add(store.Buffer);
                    break;
                case For loop:
                    Settle(loop);
                    break;
                case If or While or Invoke:
                    _unsteady.UnionWith(statement.Results.Concat((statement as While)?.Parameters ?? Enumerable.Empty<Value>()));
                    break;
            }
        }
    }

    private void Settle(For loop)
    {
        if (!IsSteady(loop.From) || !IsSteady(loop.To))
        {
            _unsteady.UnionWith(loop.Parameters.Append(loop.Index));
        }

        for (int i = 0; i < loop.Parameters.Count; i++)
        {
            if (!IsSteady(loop.Initials[i]))
            {
                _unsteady.Add(loop.Parameters[i]);
            }
        }

        Settle(loop.Body);
        for (int i = 0; i < loop.Parameters.Count; i++)
        {
            if (!IsSteady(loop.Parameters[i]) || !IsSteady(loop.Body.Yields[i]))
            {
                _unsteady.UnionWith([loop.Parameters[i], loop.Outputs[i]]);
            }
        }
    }

    private bool IsSteady(Expression expression) => expression switch
    {
        Load { Buffer.Type.Shape: not Shape.Tape } load => !_written.Contains(_roots.Of(load.Buffer)) && load.Operands.All(IsSteady),
        Pop or Allocate or NewTape => false,
        _ => expression.Operands.All(IsSteady),
    };

    /// <param name="Owner">The statement whose region it is.</param>
    /// <param name="Outer">Where that stands; null for the loop itself.</param>
    private sealed record Place(Statement Owner, Place? Outer);
}
