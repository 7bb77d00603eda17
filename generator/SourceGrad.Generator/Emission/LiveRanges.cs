using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Which of the candidate values are alive at the definition of which others: those two cannot share a variable. One walk
/// against the order of execution. What a loop's body or test reads from outside, and the loop's parameters, are alive in
/// all of the loop; parameters die in the body at their last use, and are born again by the assignments at its end.
/// </summary>
internal sealed class LiveRanges
{
    private readonly Plan _plan;
    private readonly Dictionary<int, int> _indices;
    private readonly BitSet[] _conflicts;
    private readonly Dictionary<Node, BitSet> _readInLoop = [];
    private readonly List<ValueInfo> _reads = [];

    /// <param name="plan">With nesting decided.</param>
    /// <param name="indices">The candidates' numbers, 0 and up, by the values' ids.</param>
    private LiveRanges(Plan plan, Dictionary<int, int> indices)
    {
        _plan = plan;
        _indices = indices;
        _conflicts = new BitSet[indices.Count];
        for (int i = 0; i < _conflicts.Length; i++)
        {
            _conflicts[i] = new BitSet(indices.Count);
        }
    }

    /// <summary>For each candidate the set of candidates it conflicts with.</summary>
    public static BitSet[] Conflicts(Plan plan, Dictionary<int, int> indices)
    {
        LiveRanges ranges = new(plan, indices);
        BitSet live = new(indices.Count);
        ranges.Walk(plan.Body, live);
        foreach (Value parameter in plan.Function.Parameters)
        {
            ranges.Define(parameter, live);
        }

        return ranges._conflicts;
    }

    private void Walk(Block block, BitSet live)
    {
        // Read before or after the assignments, as the writer finds best; so both.
        ReadAll(block.Continues, live);
        Assign(block.Exit, live);
        ReadAll(block.Continues, live);
        for (int i = block.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = block.Nodes[i];
            if (!node.IsNested)
            {
                Walk(node, live);
            }
        }
    }

    private void Walk(Node node, BitSet live)
    {
        switch (node.Statement)
        {
            case If branch when node.IsExpression:
                Define(branch.Outputs[0], live);
                ReadHead(node, live);
                break;
            case If branch:
                BitSet other = live.Copy();
                Walk(node.Blocks[0], live);
                Walk(node.Blocks[1], other);
                live.UnionWith(other);
                foreach (Value output in branch.Outputs)
                {
                    Remove(output, live);
                }

                ReadHead(node, live);
                break;
            case For loop:
                WalkLoop(node, loop.Outputs, loop.Parameters, live);
                break;
            case While loop:
                WalkLoop(node, loop.Outputs, loop.Parameters, live);
                break;
            case Let let:
                Define(let.Result, live);
                ReadHead(node, live);
                break;
            case Invoke invoke:
                // What comes out by reference is set before the arguments are read.
                ReadHead(node, live);
                DefineAll(invoke.Outputs, live);
                break;
            default:
                ReadHead(node, live);
                break;
        }
    }

    private void WalkLoop(Node node, IReadOnlyList<Value> outputs, IReadOnlyList<Value> parameters, BitSet live)
    {
        DefineAll(outputs, live);
        live.UnionWith(ReadIn(node));
        foreach (Value parameter in parameters)
        {
            if (_indices.TryGetValue(parameter.Id, out int index))
            {
                live.Add(index);
            }
        }

        // Alive at the loop's head is alive wherever the body does not define it; so the walk of the body may use up a copy.
        for (int i = node.Blocks.Length - 1; i >= 0; i--)
        {
            Walk(node.Blocks[i], live.Copy());
        }

        Assign(node.Entry, live);
        ReadHead(node, live);
    }

    /// <summary>The candidates from outside that the loop reads.</summary>
    private BitSet ReadIn(Node node)
    {
        if (!_readInLoop.TryGetValue(node, out BitSet? reads))
        {
            reads = new BitSet(_indices.Count);
            ReadHead(node, reads);
            for (int i = node.Blocks.Length - 1; i >= 0; i--)
            {
                Expose(node.Blocks[i], reads);
            }

            foreach (Value parameter in node.Statement is For loop ? loop.Parameters : ((While)node.Statement).Parameters)
            {
                Remove(parameter, reads);
            }

            _readInLoop[node] = reads;
        }

        return reads;
    }

    private void Expose(Block block, BitSet reads)
    {
        ReadAll(block.Continues, reads);
        foreach (Transfer transfer in block.Exit)
        {
            Read(transfer.Source, reads);
        }

        for (int i = block.Nodes.Count - 1; i >= 0; i--)
        {
            Node node = block.Nodes[i];
            if (node.IsNested)
            {
                continue;
            }

            foreach (Value result in node.Statement.Results)
            {
                Remove(result, reads);
            }

            if (node.Statement is For or While)
            {
                reads.UnionWith(ReadIn(node));
                foreach (Transfer transfer in node.Entry)
                {
                    Read(transfer.Source, reads);
                }
            }
            else if (!node.IsExpression)
            {
                for (int arm = node.Blocks.Length - 1; arm >= 0; arm--)
                {
                    Expose(node.Blocks[arm], reads);
                }
            }

            ReadHead(node, reads);
        }
    }

    /// <summary>A parallel assignment: the targets are born together, then the sources are read.</summary>
    private void Assign(List<Transfer> transfers, BitSet live)
    {
        DefineAll(transfers.Where(t => t.Target is not null).Select(t => t.Target!).ToList(), live);
        foreach (Transfer transfer in transfers)
        {
            Read(transfer.Source, live);
        }
    }

    private void DefineAll(IReadOnlyList<Value> values, BitSet live)
    {
        List<int> born = [];
        foreach (Value value in values)
        {
            if (_indices.TryGetValue(value.Id, out int index))
            {
                born.Add(index);
                live.Add(index);
            }
        }

        foreach (int index in born)
        {
            _conflicts[index].UnionWith(live);
        }

        foreach (int index in born)
        {
            live.Remove(index);
        }
    }

    private void Define(Value value, BitSet live)
    {
        if (_indices.TryGetValue(value.Id, out int index))
        {
            _conflicts[index].UnionWith(live);
            live.Remove(index);
        }
    }

    private void Remove(Value value, BitSet live)
    {
        if (_indices.TryGetValue(value.Id, out int index))
        {
            live.Remove(index);
        }
    }

    private void ReadHead(Node node, BitSet live)
    {
        _reads.Clear();
        _plan.CollectReads(node, _reads);
        AddReads(live);
    }

    private void ReadAll(List<Value> values, BitSet live)
    {
        foreach (Value value in values)
        {
            Read(value, live);
        }
    }

    private void Read(Value value, BitSet live)
    {
        _reads.Clear();
        _plan.CollectReads(value, _reads);
        AddReads(live);
    }

    private void AddReads(BitSet live)
    {
        foreach (ValueInfo info in _reads)
        {
            if (_indices.TryGetValue(info.Value.Id, out int index))
            {
                live.Add(index);
            }
        }
    }
}
