using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Out of SSA: gives every value that is not nested a C# variable. Values that an assignment at a block's end connects, or
/// that have the same name, share one if their lifetimes do not meet; then the assignment disappears.
/// <c>s0 = x; loop (s1 = s0, then s2) { s2 = u * (1 - s1) }; use s1'</c> comes out in one mutable <c>s</c>.
/// </summary>
internal sealed class Coalescing
{
    private readonly Plan _plan;
    private readonly Dictionary<int, int> _indices = [];
    private readonly List<ValueInfo> _candidates = [];
    private readonly List<(Transfer Transfer, int Depth)> _transfers = [];
    private readonly List<(Value, Value)> _same = [];
    private int[] _parents = [];
    private Group[] _groups = [];

    /// <summary>Parameters that nothing else may be written to.</summary>
    private readonly HashSet<int> _foreign;

    private Coalescing(Plan plan, HashSet<int> foreign)
    {
        _plan = plan;
        _foreign = foreign;
    }

    /// <param name="inputs">How C# refers to the function's parameters, in their order.</param>
    public static void Run(Plan plan, IReadOnlyList<InputBinding> inputs)
    {
        HashSet<int> foreign = [.. plan.Function.Parameters.Zip(inputs, (parameter, input) => (parameter, input)).Where(pair => !pair.input.IsOwn).Select(pair => pair.parameter.Id)];
        Coalescing first = new(plan, foreign);
        first.ShareAll();
        if (first.MoveToEnd())
        {
            Coalescing second = new(plan, foreign);
            second.ShareAll();
            second.Assign();
        }
        else
        {
            first.Assign();
        }
    }

    private void ShareAll()
    {
        Collect(_plan.Body);
        Dictionary<string, List<ValueInfo>> named = Named();
        BitSet[] conflicts = LiveRanges.Conflicts(_plan, _indices);
        _parents = Enumerable.Range(0, _candidates.Count).ToArray();
        _groups = _candidates.Select((c, i) => new Group(c, i, conflicts[i], _candidates.Count)).ToArray();
        foreach ((Value parameter, Value output) in _same)
        {
            Merge(Find(parameter), Find(output));
        }

        // Innermost loops first: an assignment there runs most often.
        foreach ((Transfer transfer, _) in _transfers.OrderByDescending(t => t.Depth))
        {
            if (transfer.Target is Value target && IsCandidate(target) && IsCandidate(transfer.Source))
            {
                int a = Find(target), b = Find(_plan.Resolve(transfer.Source));
                if (a != b && MayShare(_groups[a], _groups[b]))
                {
                    Merge(a, b);
                }
            }
        }

        foreach (List<ValueInfo> values in named.Values)
        {
            ShareName(values);
        }
    }

    /// <summary>Values of one name, in program order: each continues a variable declared around it, if there is one.</summary>
    private void ShareName(List<ValueInfo> values)
    {
        List<int> groups = [];
        foreach (ValueInfo value in values)
        {
            int own = Find(value.Value);
            int home = groups.FindLastIndex(g => Find(g) != own
                && Continues(_groups[Find(g)], _groups[own])
                && MayShare(_groups[Find(g)], _groups[own]));
            if (home >= 0)
            {
                Merge(Find(groups[home]), own);
            }
            else if (!groups.Contains(own))
            {
                groups.Add(own);
            }

            if (groups.Count > 4)
            {
                groups.RemoveAt(0);
            }
        }
    }

    private static bool Continues(Group home, Group next) =>
        next.Declaration.IsInside(home.Declaration)
        && ReferenceEquals(home.First.Block, home.Declaration)
        && (home.First.Node is null || home.First.Node.Statement is Let or For or While)
        && home.First.Order < next.First.Order;

    /// <summary>Where sharing failed, the source is written at the end of its block instead, if it may move there.</summary>
    private bool MoveToEnd()
    {
        bool moved = false;
        foreach ((Transfer transfer, _) in _transfers)
        {
            ValueInfo source = _plan.Info(transfer.Source);
            if (transfer.Target is Value target && source.MayMoveToEnd && !source.Node!.IsNested && Find(target) != Find(source.Value))
            {
                source.Node.IsNested = true;
                moved = true;
            }
        }

        return moved;
    }

    private void Assign()
    {
        Dictionary<int, Variable> shared = [];
        foreach (ValueInfo info in _plan.Values)
        {
            if (info.Node is { IsNested: true })
            {
                continue;
            }

            if (!_indices.TryGetValue(info.Value.Id, out int index))
            {
                info.Variable = new Variable(info.Block, info.Value.Type);
            }
            else
            {
                int root = Find(index);
                if (!shared.TryGetValue(root, out Variable? variable))
                {
                    shared[root] = variable = new Variable(_groups[root].Declaration, info.Value.Type);
                }

                info.Variable = variable;
            }

            info.Variable.Members.Add(info);
        }

        ContinuedIndices.Run(_plan);
    }

    private void Collect(Block block, int depth = 0)
    {
        AddTransfers(block.Exit, depth);
        foreach (Node node in block.Nodes)
        {
            if (node.IsNested)
            {
                continue;
            }

            AddTransfers(node.Entry, depth);
            if (node.Statement is For loop)
            {
                AddSame(node, loop.Parameters, loop.Outputs);
            }
            else if (node.Statement is While other)
            {
                AddSame(node, other.Parameters, other.Outputs);
            }

            foreach (Block inner in node.IsExpression ? [] : node.Blocks)
            {
                Collect(inner, depth + (inner.Kind == BlockKind.Arm ? 0 : 1));
            }
        }
    }

    private void AddTransfers(List<Transfer> transfers, int depth)
    {
        foreach (Transfer transfer in transfers)
        {
            _transfers.Add((transfer, depth));
            AddCandidate(transfer.Source);
            if (transfer.Target is Value target)
            {
                AddCandidate(target);
            }
        }
    }

    private void AddSame(Node node, IReadOnlyList<Value> parameters, IReadOnlyList<Value> outputs)
    {
        for (int k = 0; k < parameters.Count; k++)
        {
            if (!node.Flags.Contains(k))
            {
                AddCandidate(parameters[k]);
                AddCandidate(outputs[k]);
                _same.Add((parameters[k], outputs[k]));
            }
        }
    }

    private Dictionary<string, List<ValueInfo>> Named()
    {
        Dictionary<string, List<ValueInfo>> named = new(StringComparer.Ordinal);
        foreach (ValueInfo info in _plan.Values.OrderBy(v => v.Order))
        {
            bool mayShare = info.Value is { Hint: not null, Type.IsScalar: true } && !info.IsLoopIndex && info.Node is not { IsNested: true } && !IsFlag(info) && !_foreign.Contains(info.Value.Id);
            if (mayShare)
            {
                string key = info.Value.Hint + " " + info.Value.Type;
                if (!named.TryGetValue(key, out List<ValueInfo>? list))
                {
                    named[key] = list = [];
                }

                list.Add(info);
            }
        }

        foreach (string key in named.Keys.Where(k => named[k].Count < 2).ToList())
        {
            named.Remove(key);
        }

        foreach (ValueInfo info in named.Values.SelectMany(v => v))
        {
            AddCandidate(info.Value);
        }

        return named;
    }

    /// <summary>A loop's flag is never written, so nothing can share a variable with it.</summary>
    private static bool IsFlag(ValueInfo info) =>
        info.Node is { Statement: While loop } node && node.Flags.Any(k => loop.Outputs[k].Id == info.Value.Id);

    private void AddCandidate(Value value)
    {
        ValueInfo info = _plan.Info(value);
        if (info.Node is not { IsNested: true } && !info.IsLoopIndex && info.Value.Type.IsScalar && !_foreign.Contains(info.Value.Id) && !_indices.ContainsKey(info.Value.Id))
        {
            _indices.Add(info.Value.Id, _candidates.Count);
            _candidates.Add(info);
        }
    }

    private bool IsCandidate(Value value) => _indices.ContainsKey(_plan.Resolve(value).Id);

    private int Find(Value value) => _indices.TryGetValue(_plan.Resolve(value).Id, out int index) ? Find(index) : -1;

    private int Find(int index)
    {
        while (_parents[index] != index)
        {
            index = _parents[index] = _parents[_parents[index]];
        }

        return index;
    }

    private void Merge(int a, int b)
    {
        if (a == b || a < 0 || b < 0)
        {
            return;
        }

        _parents[b] = a;
        _groups[a].Add(_groups[b]);
    }

    private static bool MayShare(Group a, Group b) =>
        a.First.Value.Type == b.First.Value.Type
        && (a.Hint is null || b.Hint is null || a.Hint == b.Hint)
        && !((a.HasParameter || b.HasParameter) && a.Hint != b.Hint)
        && !(a.HasParameter && b.HasParameter)
        && !a.Conflicts.Overlaps(b.Members)
        && !b.Conflicts.Overlaps(a.Members);

    /// <summary>Values that share a variable.</summary>
    private sealed class Group
    {
        public Group(ValueInfo info, int index, BitSet conflicts, int capacity)
        {
            First = info;
            Declaration = info.Block;
            Hint = info.Value.Hint;
            HasParameter = info.Node is null;
            Conflicts = conflicts;
            Members = new BitSet(capacity);
            Members.Add(index);
        }

        public ValueInfo First { get; private set; }

        public Block Declaration { get; private set; }

        public string? Hint { get; private set; }

        public bool HasParameter { get; private set; }

        public BitSet Conflicts { get; }

        public BitSet Members { get; }

        public void Add(Group other)
        {
            First = other.First.Order < First.Order ? other.First : First;
            Declaration = Block.Common(Declaration, other.Declaration);
            Hint ??= other.Hint;
            HasParameter |= other.HasParameter;
            Conflicts.UnionWith(other.Conflicts);
            Members.UnionWith(other.Members);
        }
    }
}
