using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Which state each buffer is in while a function is walked in program order: a number that changes with every write, so
/// that two loads agree when buffer, index and state do. A buffer that came out of a branch or a loop may be any other one:
/// a write to it changes all, and a write to any changes it.
/// </summary>
internal sealed class MemoryState
{
    private readonly BufferRoots _roots;
    private readonly HashSet<Value> _known = [];
    private readonly Dictionary<Value, int> _states = [];
    private readonly Dictionary<Statement, Writes> _writes = new(ReferenceComparer.Instance);
    private int _next = 1;
    private int _all;

    public MemoryState(Function function)
    {
        _roots = new BufferRoots(function);
        _known.UnionWith(function.Parameters);
        Collect(function.Body);
    }

    /// <summary>The state of the memory that a buffer, a view or a tape shows.</summary>
    public int Of(Value buffer)
    {
        Value root = _roots.Of(buffer);
        return !_known.Contains(root) ? Math.Max(_all, _next - 1)
            : _states.TryGetValue(root, out int state) ? Math.Max(state, _all)
            : _all;
    }

    public void Write(Value buffer)
    {
        Value root = _roots.Of(buffer);
        if (_known.Contains(root))
        {
            _states[root] = _next++;
        }
        else
        {
            _all = _next++;
        }
    }

    /// <summary>Everything that the regions of a statement may write is in a new state.</summary>
    public void Write(Statement statement)
    {
        Writes writes = _writes[statement];
        foreach (Value root in writes.Roots)
        {
            _states[root] = _next++;
        }

        if (writes.Any)
        {
            _all = _next++;
        }
    }

    private Writes Collect(Region region)
    {
        var writes = new Writes();
        foreach (Statement statement in region.Statements)
        {
            foreach (Value buffer in statement is Let let ? Define(let) : statement.Written)
            {
                writes.Add(_roots.Of(buffer), _known);
            }

            if (statement.Regions.Any())
            {
                var inner = new Writes();
                foreach (Region nested in statement.Regions)
                {
                    inner.Add(Collect(nested));
                }

                _writes[statement] = inner;
                writes.Add(inner);
            }
        }

        return writes;
    }

    private IEnumerable<Value> Define(Let let)
    {
        _known.Add(let.Result);
        return [];
    }

    private sealed class Writes
    {
        public HashSet<Value> Roots { get; } = [];

        public bool Any { get; private set; }

        public void Add(Value root, HashSet<Value> known)
        {
            if (known.Contains(root))
            {
                Roots.Add(root);
            }
            else
            {
                Any = true;
            }
        }

        public void Add(Writes other)
        {
            Roots.UnionWith(other.Roots);
            Any |= other.Any;
        }
    }
}
