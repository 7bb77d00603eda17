using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Which statements of a loop go to which part of it. A part is as many dear calls deep as its number says. Stores are in the part that computes what
/// they store; what calls are followed by is in the next part, which often need not read then what it overwrites, or if that does not do, in the part of these calls.
/// </summary>
internal sealed class FissionPlan
{
    /// <summary>More is not computed again.</summary>
    private const int MostOperationsAgain = 16;

    /// <summary>Of a body; what is placed goes as deep as statements depend on each other.</summary>
    private const int MostStatements = 400;

    private readonly For _loop;
    private readonly FunctionFacts _facts;
    private readonly bool _isEager;
    private readonly Dictionary<Statement, int> _parts = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, int> _available = [];
    private readonly Dictionary<Value, Let> _definitions = [];
    private readonly Dictionary<Value, Store> _stored = [];
    private readonly Dictionary<Value, int> _writes = [];
    private readonly Dictionary<Statement, int> _positions = new(ReferenceComparer.Instance);
    private readonly List<HashSet<Statement>> _placed = [];
    private readonly List<HashSet<Value>> _reloaded = [];
    private int _last;

    private FissionPlan(For loop, FunctionFacts facts, bool isEager)
    {
        _loop = loop;
        _facts = facts;
        _isEager = isEager;
        foreach (Statement statement in loop.Body.Statements)
        {
            _positions[statement] = _positions.Count;
        }

        foreach (Value root in Writes.Select(statement => RootOf(statement)!))
        {
            _writes.TryGetValue(root, out int writes);
            _writes[root] = writes + 1;
        }
    }

    /// <summary>How many loops it becomes, at least two.</summary>
    public int Parts => _last + 1;

    private IEnumerable<Statement> Writes => _loop.Body.Statements.Where(statement => statement is Store or Accumulate);

    /// <summary>Null where the loop cannot be taken apart, or where that is not worth it.</summary>
    public static FissionPlan? Of(For loop, FunctionFacts facts)
    {
        bool isPlain = loop.Body.Statements.Count <= MostStatements
            && loop.Parameters.All(parameter => parameter.Type.IsReal)
            && loop.Body.Statements.All(statement => statement is Store or Accumulate or Let { Expression: not (Allocate or NewTape or Pop or Slice or Row) })
            && loop.Body.Statements.All(statement => statement.Operands.All(operand => operand.Type.IsScalar || facts.IsNamedRoot(facts.RootOf(operand))))
            && !facts.HasUserWrites(loop.Body);
        if (!isPlain)
        {
            return null;
        }

        return Of(loop, facts, isEager: false) ?? Of(loop, facts, isEager: true);
    }

    private static FissionPlan? Of(For loop, FunctionFacts facts, bool isEager)
    {
        FissionPlan plan = new(loop, facts, isEager);
        return plan.Number() && plan.Place() && plan.IsInOrder() ? plan : null;
    }

    public int PartOfParameter(int carried) => Math.Min(_last, _available[_loop.Parameters[carried]]);

    /// <summary>What a part does, in the order of the loop.</summary>
    public IEnumerable<Statement> StatementsOf(int part)
    {
        List<Statement> statements = [];
        HashSet<Statement> done = new(ReferenceComparer.Instance);
        foreach (Statement statement in _loop.Body.Statements.Where(_placed[part].Contains))
        {
            Add(statement, part, statements, done);
        }

        return statements;
    }

    private void Add(Statement statement, int part, List<Statement> statements, HashSet<Statement> done)
    {
        if (!done.Add(statement))
        {
            return;
        }

        if (statement is Let let && IsReloaded(let, part))
        {
            Store kept = _stored[let.Result];
            if (_definitions.TryGetValue(kept.Index, out Let? index))
            {
                Add(index, part, statements, done);
            }

            statements.Add(let with { Expression = new Load(kept.Buffer, kept.Index) });
            return;
        }

        // What is needed comes before, but for the index of where a value was kept, which may have been computed after it.
        foreach (Value operand in statement.Operands)
        {
            if (!operand.Type.IsReal && _definitions.TryGetValue(operand, out Let? definition))
            {
                Add(definition, part, statements, done);
            }
        }

        statements.Add(statement);
    }

    /// <summary>Says for each statement how many dear calls have to come before it, at least.</summary>
    private bool Number()
    {
        foreach (Value parameter in _loop.Parameters)
        {
            _available[parameter] = 0;
        }

        // A sum is in the part that computes the last of what is added to it.
        for (bool changed = true; changed;)
        {
            NumberOnce();
            changed = false;
            for (int k = 0; k < _loop.Parameters.Count; k++)
            {
                int found = ComputedIn(_loop.Body.Yields[k]);
                changed |= found > _available[_loop.Parameters[k]];
                _available[_loop.Parameters[k]] = Math.Max(found, _available[_loop.Parameters[k]]);
            }

            if (_available.Values.Max() > _loop.Body.Statements.Count)
            {
                return false;
            }
        }

        return _last > 0;
    }

    private void NumberOnce()
    {
        Dictionary<Value, int> touched = [];
        _last = 0;
        foreach (Statement statement in _loop.Body.Statements)
        {
            bool isDear = statement is Let call && IsDear(call), isWithOperands = statement is Store or Accumulate || (_isEager && !isDear);
            int part = statement.Operands.Select(operand => isWithOperands ? ComputedIn(operand) : Available(operand)).DefaultIfEmpty(0).Max();
            if (RootOf(statement) is Value root && _writes.ContainsKey(root))
            {
                // After what the same round has done to that memory before.
                touched.TryGetValue(root, out int before);
                part = Math.Max(part, before);
                touched[root] = part;
            }

            _parts[statement] = part;
            if (statement is Let let)
            {
                _definitions[let.Result] = let;
                _available[let.Result] = isDear ? part + 1 : Math.Max(part, let.Operands.Select(Available).DefaultIfEmpty(0).Max());
                _last = isDear ? Math.Max(_last, part) : _last;
            }
            else if (statement is Store store)
            {
                _stored[store.Operand] = store;
            }
        }
    }

    /// <summary>The part that may call a dear function of the value.</summary>
    private int Available(Value value) => _available.TryGetValue(value, out int part) ? part : 0;

    /// <summary>The part that computes the value.</summary>
    private int ComputedIn(Value value) => _definitions.TryGetValue(value, out Let? let) ? _parts[let] : Available(value);

    /// <summary>What comes after the last dear call is in its part.</summary>
    private int PartOf(Statement statement) => Math.Min(_last, _parts[statement]);

    private bool Place()
    {
        for (int part = 0; part < Parts; part++)
        {
            _placed.Add(new HashSet<Statement>(ReferenceComparer.Instance));
            _reloaded.Add([]);
            List<Value> needed = [];
            foreach (Statement write in Writes.Where(write => PartOf(write) == part))
            {
                _placed[part].Add(write);
                needed.AddRange(write.Operands);
            }

            needed.AddRange(Enumerable.Range(0, _loop.Parameters.Count).Where(k => PartOfParameter(k) == part).Select(k => _loop.Body.Yields[k]));
            int again = 0;
            if (!needed.TrueForAll(value => Place(value, part, ref again)) || again > MostOperationsAgain)
            {
                return false;
            }
        }

        // What nobody needs is there because it may throw.
        return _placed.TrueForAll(statements => statements.Count > 0) && _positions.Keys.All(statement => _placed.Exists(placed => placed.Contains(statement)));
    }

    private bool Place(Value value, int part, ref int again)
    {
        if (!_definitions.TryGetValue(value, out Let? let))
        {
            int carried = _loop.Parameters.ToList().IndexOf(value);
            return carried < 0 || PartOfParameter(carried) == part;
        }

        if (!_placed[part].Add(let))
        {
            return true;
        }

        bool isEarlier = PartOf(let) < part;
        // A record of what the loop overwrites is better than that itself: it may be read twice.
        if (isEarlier && IsKept(value, part) && (RootOf(let) is not Value root || _writes.ContainsKey(root)))
        {
            _reloaded[part].Add(value);
            return Place(_stored[value].Index, part, ref again);
        }

        if (isEarlier && IsDear(let))
        {
            return false;
        }

        again += isEarlier && let.Expression is not (Constant or Load) && let.Result.Type.IsReal ? 1 : 0;
        foreach (Value operand in let.Operands)
        {
            if (!Place(operand, part, ref again))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>The value is in memory when the part comes, and stays there.</summary>
    private bool IsKept(Value value, int part) => _stored.TryGetValue(value, out Store? store)
        && PartOf(store) < part
        && store.Operand.Type == store.Buffer.Type.Element
        && _writes[RootOf(store)!] == 1;

    /// <summary>No part comes before another one that has to touch the same memory first, and parts meet only in the same element of it.</summary>
    private bool IsInOrder()
    {
        List<(Statement Statement, Value Root, int Part)> accesses = [];
        foreach (Statement statement in _loop.Body.Statements.Where(statement => RootOf(statement) is Value root && _writes.ContainsKey(root)))
        {
            accesses.AddRange(Enumerable.Range(0, Parts).Where(part => _placed[part].Contains(statement) && !IsReloaded(statement, part)).Select(part => (statement, RootOf(statement)!, part)));
        }

        return accesses.TrueForAll(first => first.Statement is Let || accesses.TrueForAll(second => first.Root != second.Root || first.Part == second.Part || AreInOrder(first, second)));
    }

    private bool IsReloaded(Statement statement, int part) => statement is Let let && _reloaded[part].Contains(let.Result);

    private bool AreInOrder((Statement Statement, Value Root, int Part) first, (Statement Statement, Value Root, int Part) second) =>
        PlaceOf(first.Statement) == PlaceOf(second.Statement) && _positions[first.Statement] < _positions[second.Statement] == first.Part < second.Part;

    private static (Value Buffer, Value Index)? PlaceOf(Statement statement) => statement switch
    {
        Store store => (store.Buffer, store.Index),
        Accumulate sum => (sum.Buffer, sum.Index),
        Let { Expression: Load load } => (load.Buffer, load.Index),
        _ => null,
    };

    private Value? RootOf(Statement statement) => PlaceOf(statement) is (Value buffer, _) ? _facts.RootOf(buffer) : null;

    private static bool IsDear(Let let) => let.Expression is Call call && LaneFunctions.IsDear(call);
}
