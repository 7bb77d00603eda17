using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Which statements, results and carried values a function needs. It starts from what can be seen from outside (the
/// yields, writes to the caller's buffers, guards, and whatever may throw in the user's own code) and follows the
/// values back. Writes to memory that the function made itself, and pushes on its tapes, are needed once something that is
/// needed reads that memory.
/// </summary>
internal sealed class Liveness
{
    private readonly Dictionary<Statement, Node> _nodes = new(ReferenceComparer.Instance);
    private readonly Dictionary<int, (Node Node, int Slot)> _definitions = [];
    private readonly Dictionary<int, List<Node>> _writers = [];
    private readonly HashSet<int> _values = [];
    private readonly HashSet<int> _memory = [];
    private readonly Stack<Node> _openNodes = new();
    private readonly Stack<Value> _openValues = new();
    private readonly BufferRoots _roots;
    private readonly Faults _faults;

    public Liveness(Function function)
    {
        _roots = new BufferRoots(function);
        _faults = new Faults(Definitions.Of(function).Find);
        Collect(function.Body, owner: null);
        Use(function.Body.Yields);
        Propagate();
    }

    public bool Contains(Statement statement) => _nodes[statement].IsLive;

    public bool Contains(Value value) => _values.Contains(value.Id);

    /// <summary>
    /// The results, or carried values, of a branch or loop that are needed. A loop's parameter and its result are one.
    /// </summary>
    public List<int> Kept(Statement statement, int count)
    {
        Node node = _nodes[statement];
        return Enumerable.Range(0, count).Where(node.Slots.Contains).ToList();
    }

    private void Collect(Region region, Node? owner)
    {
        foreach (Statement statement in region.Statements)
        {
            var node = new Node(statement, owner);
            _nodes[statement] = node;
            Define(node, statement.Results);
            switch (statement)
            {
                case Let let:
                    Collect(node, let);
                    break;
                case Store or Accumulate or Clear:
                    Writes(node, statement.Operands.First());
                    break;
                case Copy copy:
                    Writes(node, copy.To);
                    break;
                case Push push:
                    Writers(push.Tape).Add(node);
                    break;
                case Invoke invoke:
                    Collect(node, invoke);
                    break;
                case Guard:
                    Need(node);
                    break;
                case If:
                    Escape(statement.Regions.SelectMany(arm => arm.Yields));
                    break;
                case For loop:
                    Define(node, loop.Parameters);
                    Escape(loop.Initials.Concat(loop.Body.Yields));
                    break;
                case While loop:
                    Define(node, loop.Parameters);
                    Escape(loop.Initials.Concat(loop.Body.Yields));
                    break;
            }

            foreach (Region nested in statement.Regions)
            {
                Collect(nested, node);
            }
        }
    }

    private void Collect(Node node, Let let)
    {
        if (let.Expression is Pop pop)
        {
            Writers(pop.Tape).Add(node);
        }
        else if (let.IsUsers && _faults.Possible(let.Expression))
        {
            // The user's own operation: if it throws, so must the derivative.
            Need(node);
        }
    }

    /// <summary>What the user calls may throw; a derivative is called for its results and for what it adds to buffers.</summary>
    private void Collect(Node node, Invoke invoke)
    {
        if (invoke.Callee.Pullback is not null)
        {
            Need(node);
        }

        foreach (Value buffer in invoke.Written)
        {
            Writes(node, buffer);
        }
    }

    private void Define(Node node, IEnumerable<Value> values)
    {
        int slot = 0;
        foreach (Value value in values)
        {
            _definitions[value.Id] = (node, slot++);
        }
    }

    /// <summary>Memory handed through a branch or a loop goes by another name from then on: take it for read.</summary>
    private void Escape(IEnumerable<Value> values)
    {
        foreach (Value value in values.Where(value => !value.Type.IsScalar))
        {
            NeedMemory(value);
        }
    }

    private void Writes(Node node, Value buffer)
    {
        Value root = _roots.Of(buffer);
        bool isOwn = _definitions.TryGetValue(root.Id, out (Node Node, int Slot) definition)
            && definition.Node.Statement is Let { Expression: Allocate or NewTape };
        if (!isOwn || node.Statement.IsUsers)
        {
            Need(node);
        }
        else
        {
            Writers(root).Add(node);
        }
    }

    private List<Node> Writers(Value root)
    {
        if (!_writers.TryGetValue(root.Id, out List<Node>? writers))
        {
            _writers[root.Id] = writers = [];
        }

        return writers;
    }

    private void NeedMemory(Value buffer)
    {
        Value root = _roots.Of(buffer);
        if (_memory.Add(root.Id))
        {
            Writers(root).ForEach(Need);
        }
    }

    private void Need(Node? node)
    {
        while (node is { IsLive: false })
        {
            node.IsLive = true;
            _openNodes.Push(node);
            node = node.Owner;
        }
    }

    private void Use(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            if (_values.Add(value.Id))
            {
                _openValues.Push(value);
            }
        }
    }

    private void Propagate()
    {
        // What was read before all its writers were known.
        foreach (int root in _memory.Where(_writers.ContainsKey))
        {
            _writers[root].ForEach(Need);
        }

        while (_openNodes.Count > 0 || _openValues.Count > 0)
        {
            if (_openNodes.Count > 0)
            {
                Propagate(_openNodes.Pop().Statement);
            }
            else
            {
                Propagate(_openValues.Pop());
            }
        }
    }

    /// <summary>What a statement reads so that it can run at all.</summary>
    private void Propagate(Statement statement)
    {
        switch (statement)
        {
            case For loop:
                Use([loop.From, loop.To]);
                break;
            case While loop:
                Use(loop.Test.Yields);
                break;
            case Let { Expression: Length or Slice or Row }:
                Use(statement.Operands);
                break;
            case Let { Expression: Pop pop }:
                Use(statement.Operands);
                NeedMemory(pop.Tape);
                break;
            case Store or Accumulate or Clear or Push:
                Use(statement.Operands);
                break;
            case Copy copy:
                Use(statement.Operands);
                NeedMemory(copy.From);
                break;
            default:
                Use(statement.Operands);
                foreach (Value operand in statement.Operands.Where(operand => !operand.Type.IsScalar))
                {
                    NeedMemory(operand);
                }

                break;
        }
    }

    private void Propagate(Value value)
    {
        if (!_definitions.TryGetValue(value.Id, out (Node Node, int Slot) definition))
        {
            return;
        }

        (Node node, int slot) = definition;
        Need(node);
        if (!node.Slots.Add(slot))
        {
            return;
        }

        switch (node.Statement)
        {
            case If branch:
                UseAt(branch.Then.Yields, slot);
                UseAt(branch.Else.Yields, slot);
                break;
            case For loop:
                UseAt(loop.Initials, slot);
                UseAt(loop.Body.Yields, slot);
                break;
            case While loop:
                UseAt(loop.Initials, slot);
                UseAt(loop.Body.Yields, slot);
                break;
        }
    }

    /// <summary>A region that never reaches its end may yield nothing.</summary>
    private void UseAt(EquatableArray<Value> values, int slot)
    {
        if (slot < values.Count)
        {
            Use([values[slot]]);
        }
    }

    private sealed class Node(Statement statement, Node? owner)
    {
        public Statement Statement => statement;

        public Node? Owner => owner;

        public bool IsLive { get; set; }

        public HashSet<int> Slots { get; } = [];
    }
}
