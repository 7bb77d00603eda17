using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>A buffer whose elements can be summed over the iterations of a loop.</summary>
/// <param name="Buffer">The buffer.</param>
/// <param name="Count">How long it is.</param>
/// <param name="Around">The loops around its uses, the outermost first: it holds something else in each of their rounds.</param>
/// <param name="Region">Where it is used.</param>
/// <param name="Sweep">The loop over all its elements that sets them to zero for the next round.</param>
/// <param name="Zero">What does that.</param>
internal sealed record SummedSource(Value Buffer, Value Count, IReadOnlyList<For> Around, Region Region, For Sweep, Store Zero);

/// <summary>What one loop can do once for all of its iterations, and all that takes.</summary>
internal sealed class Postponement
{
    private readonly LoopBody _body;
    private readonly HashSet<Value> _values = [];
    private readonly HashSet<Statement> _needed = new(ReferenceComparer.Instance);
    private readonly List<Let> _reads = [];

    /// <param name="body">The loop.</param>
    /// <param name="flow">What is linear in it.</param>
    /// <param name="sums">The buffers that are postponed.</param>
    /// <param name="sources">The buffers that may be summed up for it.</param>
    public Postponement(LoopBody body, LinearFlow flow, HashSet<Value> sums, IReadOnlyDictionary<Value, SummedSource> sources)
    {
        _body = body;
        HashSet<Statement> moved = new(ReferenceComparer.Instance);
        foreach (Value root in body.Memory)
        {
            moved.UnionWith(sums.Contains(root)
                ? body.UsesOf(root).Where(use => use is not Let { Expression: Length })
                : body.UsesOf(root).OfType<Accumulate>().Where(sum => sum.Buffer == root && flow.IsOfSums(sum.Operand)));
        }

        Moved = moved;
        Dictionary<Value, SummedSource> used = [];
        Stack<Statement> open = new(moved);
        while (open.Count > 0)
        {
            Statement statement = open.Pop();
            if (!_needed.Add(statement))
            {
                continue;
            }

            if (statement is Let { Expression: Load load } read && !sums.Contains(load.Buffer) && sources.TryGetValue(load.Buffer, out SummedSource? source))
            {
                _reads.Add(read);
                used[load.Buffer] = source;
            }

            Need(statement, open);
        }

        Sources = used;
    }

    /// <summary>The statements that the loop does no longer.</summary>
    public IReadOnlyCollection<Statement> Moved { get; }

    /// <summary>The buffers that are summed up over the loop, by root.</summary>
    public IReadOnlyDictionary<Value, SummedSource> Sources { get; }

    /// <summary>The statement is done once more after the loop, because what is postponed depends on it.</summary>
    public bool IsNeeded(Statement statement) => _needed.Contains(statement);

    /// <summary>The value that a loop carries is needed.</summary>
    public bool IsNeeded(For loop, int slot) => _values.Contains(loop.Parameters[slot]) || _values.Contains(loop.Outputs[slot]);

    /// <summary>Where what is postponed reads the buffer.</summary>
    public IEnumerable<Let> Reads(SummedSource source) => _reads.Where(read => ((Load)read.Expression).Buffer == source.Buffer);

    private void Need(Statement statement, Stack<Statement> open)
    {
        IEnumerable<Value> operands = statement is For loop ? [loop.From, loop.To] : statement.Operands;
        foreach (For around in _body.LoopsAround(statement) ?? [])
        {
            open.Push(around);
        }

        Stack<Value> values = new(operands);
        while (values.Count > 0)
        {
            Value value = values.Pop();
            if (_body.DefinerOf(value) is not Statement definer || !_values.Add(value))
            {
                continue;
            }

            open.Push(definer);
            for (int i = 0; definer is For carrier && i < carrier.Parameters.Count; i++)
            {
                if (carrier.Parameters[i] == value || carrier.Outputs[i] == value)
                {
                    values.Push(carrier.Parameters[i]);
                    values.Push(carrier.Initials[i]);
                    values.Push(carrier.Body.Yields[i]);
                }
            }
        }
    }
}
