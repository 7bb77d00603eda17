using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Which values carry a derivative. A value is <em>varied</em> when it depends differentiably on an active input, <em>useful</em>
/// when an active output depends differentiably on it, and active when both hold; only active values get an adjoint.
/// Buffers are judged whole, by their root. (Hascoët and Pascual, "The Tapenade automatic differentiation tool", 2013,
/// section 4.1, calls these sets the same.)
/// </summary>
/// <remarks>
/// One graph of differentiable dependences over the whole function, then two searches: linear in its size, and loops need
/// no iteration to a fixed point, because a carried value is just a cycle of the graph.
/// </remarks>
internal sealed class Activity
{
    private readonly Dictionary<Value, List<Value>> _dependents = [];
    private readonly Dictionary<Value, List<Value>> _dependencies = [];
    private readonly BufferRoots _roots;
    private readonly HashSet<Value> _varied;
    private readonly HashSet<Value> _useful;

    public Activity(Function function, BufferRoots roots, IEnumerable<Value> inputs, IEnumerable<Value> outputs)
    {
        _roots = roots;
        Collect(function.Body);
        _varied = Reach(inputs, _dependents);
        _useful = Reach(outputs, _dependencies);
    }

    public bool IsVaried(Value value) => _varied.Contains(_roots.Of(value));

    public bool IsActive(Value value)
    {
        Value root = _roots.Of(value);
        return root.Type.IsFloating && _varied.Contains(root) && _useful.Contains(root);
    }

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let let:
                    Collect(let);
                    break;
                case Store store:
                    Connect(store.Operand, store.Buffer);
                    break;
                case Accumulate accumulate:
                    Connect(accumulate.Operand, accumulate.Buffer);
                    break;
                case Copy copy:
                    Connect(copy.From, copy.To);
                    break;
                case Invoke invoke:
                    Connect(invoke);
                    break;
                case If branch:
                    Connect(branch.Then.Yields, branch.Outputs);
                    Connect(branch.Else.Yields, branch.Outputs);
                    break;
                case For loop:
                    ConnectCarried(loop.Initials, loop.Parameters, loop.Body, loop.Outputs);
                    break;
                case While loop:
                    ConnectCarried(loop.Initials, loop.Parameters, loop.Body, loop.Outputs);
                    break;
            }

            foreach (Region nested in statement.Regions)
            {
                Collect(nested);
            }
        }
    }

    private void Collect(Let let)
    {
        if (let.Expression is Load load)
        {
            Connect(load.Buffer, let.Result);
        }
        else if (let.Result.Type.IsReal)
        {
            int index = 0;
            foreach (Value operand in let.Expression.Operands)
            {
                if (Propagation.FlowsThrough(let.Expression, index++))
                {
                    Connect(operand, let.Result);
                }
            }
        }
    }

    /// <summary>Everything that a called method computes may depend on all that it is differentiated with respect to.</summary>
    private void Connect(Invoke invoke)
    {
        foreach (int active in invoke.Callee.Pullback?.Active ?? Infrastructure.EquatableArray<int>.Empty)
        {
            foreach (Value result in invoke.Outputs.Concat(invoke.Written))
            {
                Connect(invoke.Arguments[active], result);
            }
        }
    }

    private void ConnectCarried(
        IReadOnlyList<Value> initials, IReadOnlyList<Value> parameters, Region body, IReadOnlyList<Value> outputs)
    {
        Connect(initials, parameters);
        Connect(body.Yields, parameters);
        Connect(parameters, outputs);
    }

    private void Connect(IReadOnlyList<Value> from, IReadOnlyList<Value> to)
    {
        for (int i = 0; i < to.Count; i++)
        {
            Connect(from[i], to[i]);
        }
    }

    private void Connect(Value from, Value to)
    {
        from = _roots.Of(from);
        to = _roots.Of(to);
        if (from.Type.IsFloating && to.Type.IsFloating)
        {
            Add(_dependents, from, to);
            Add(_dependencies, to, from);
        }
    }

    private static void Add(Dictionary<Value, List<Value>> edges, Value from, Value to)
    {
        if (!edges.TryGetValue(from, out List<Value>? targets))
        {
            edges[from] = targets = [];
        }

        targets.Add(to);
    }

    private HashSet<Value> Reach(IEnumerable<Value> starts, Dictionary<Value, List<Value>> edges)
    {
        HashSet<Value> reached = [];
        Stack<Value> open = new(starts.Select(_roots.Of));
        while (open.Count > 0)
        {
            Value value = open.Pop();
            if (reached.Add(value) && edges.TryGetValue(value, out List<Value>? targets))
            {
                foreach (Value target in targets)
                {
                    open.Push(target);
                }
            }
        }

        return reached;
    }
}
