using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Recognizes scratch from outside a loop that only the loop's body uses, and that each iteration overwrites entirely before it reads it: in its
/// first statement that uses it, or in every inner loop anew. No value flows through it from one iteration to the next.
/// </summary>
internal sealed class PrivateScratch
{
    private readonly MemoryUses _memory;
    private readonly Dictionary<Value, Expression> _definitions = [];
    private readonly HashSet<Value> _escaped = [];

    /// <param name="function">The function.</param>
    /// <param name="memory">The uses of the whole function's memory, counted.</param>
    public PrivateScratch(Function function, MemoryUses memory)
    {
        _memory = memory;
        Define(function.Body);
    }

    public bool IsPrivate(Region body, Value root) =>
        _definitions.TryGetValue(root, out Expression? definition)
        && definition is Allocate scratch
        && !_escaped.Contains(root)
        && _memory.Count(body.Statements, root) == _memory.CountAll(root)
        && IsOverwritten(body, root, scratch);

    private void Define(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let let)
            {
                _definitions[let.Result] = let.Expression;
            }

            if (statement is For or While)
            {
                Escape(statement.Operands);
            }

            foreach (Region inner in statement.Regions)
            {
                Define(inner);
            }
        }

        Escape(region.Yields);
    }

    /// <summary>What a branch or a loop hands on goes by another name from there.</summary>
    private void Escape(IEnumerable<Value> values)
    {
        foreach (Value value in values.Where(value => !value.Type.IsScalar))
        {
            Value root = value;
            while (_definitions.TryGetValue(root, out Expression? definition) && definition is Slice slice)
            {
                root = slice.Buffer;
            }

            _escaped.Add(root);
        }
    }

    private bool IsOverwritten(Region body, Value root, Allocate scratch)
    {
        foreach (Statement use in body.Statements.Where(statement => _memory.Touches([statement], root)))
        {
            switch (use)
            {
                case Clear clear when clear.Buffer == root:
                case For fill when Fills(fill, root, scratch):
                    return true;
                case For inner when IsOverwritten(inner.Body, root, scratch):
                    continue;
                default:
                    return false;
            }
        }

        return true;
    }

    private bool Fills(For fill, Value root, Allocate scratch) =>
        Constant(fill.From) is Constant from && from.Is(0) && fill.Step == 1 && IsSame(fill.To, scratch.Count)
        && !_memory.Loads([fill]).Contains(root)
        && fill.Body.Statements.Any(statement => statement is Store store && store.Buffer == root && store.Index == fill.Index);

    private bool IsSame(Value left, Value right) =>
        left == right || (Constant(left) is Constant a && Constant(right) is Constant b && a.Bits == b.Bits);

    private Constant? Constant(Value value) =>
        _definitions.TryGetValue(value, out Expression? definition) ? definition as Constant : null;
}
