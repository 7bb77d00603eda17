using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>How a loop is taken apart by <see cref="RoundBlocks"/>: which statements are in which part, and what later parts need of earlier ones.</summary>
internal sealed class RoundParts
{
    /// <summary>Of a body; what is needed is looked for as deep as statements depend on each other.</summary>
    private const int MostStatements = 400;

    /// <summary>More is not done again for later parts.</summary>
    private const int MostAgain = 64;

    /// <summary>More buffers than that do not wait for the next call.</summary>
    private const int MostKept = 16;

    private readonly For _loop;
    private readonly FunctionFacts _facts;
    private readonly Dictionary<Statement, int> _parts = new(ReferenceComparer.Instance);
    private readonly Dictionary<Value, Statement> _definers = [];
    private readonly HashSet<int> _calls = [];
    private readonly HashSet<Value> _written = [];
    private readonly HashSet<Value> _touched = [];
    private readonly List<HashSet<Value>> _again = [];
    private readonly List<HashSet<Value>> _loaded = [];
    private readonly HashSet<Value> _kept = [];
    private readonly Dictionary<Statement, HashSet<Value>> _reads = new(ReferenceComparer.Instance);
    private readonly int[] _sums;

    private RoundParts(For loop, FunctionFacts facts)
    {
        _loop = loop;
        _facts = facts;
        _sums = new int[loop.Parameters.Count];
    }

    /// <summary>How many.</summary>
    public int Count { get; private set; }

    /// <summary>The end of the loop may be below zero.</summary>
    public bool IsToNegative => !_facts.IsNonNegative(_loop.To);

    /// <summary>The values that a part leaves for others, in order.</summary>
    public IEnumerable<Value> Kept => _kept.OrderBy(value => value.Id);

    /// <summary>Null where the loop stays as it is.</summary>
    public static RoundParts? Of(For loop, FunctionFacts facts)
    {
        bool isPlain = facts.IsFullRange(loop) && !loop.Reversed && loop.Body.Statements.Count <= MostStatements
            && IsPlain(loop.Body, facts)
            && !facts.HasUserWrites(loop.Body)
            && Enumerable.Range(0, loop.Parameters.Count).All(k => loop.Parameters[k].Type.IsReal && RunningSums.IsSum(loop.Body, loop.Parameters[k], loop.Body.Yields[k]));
        RoundParts parts = new(loop, facts);
        return isPlain && parts.Number() && parts.PlaceSums() && parts.AreApart() && parts.Place() && parts._kept.Count <= MostKept && parts._again.Sum(again => again.Count) <= MostAgain ? parts : null;
    }

    /// <summary>The arrays that may be null, which each round finds out where it comes to them.</summary>
    public IEnumerable<Value> Arrays => _touched.Where(root => root.Type.Shape == Shape.Array && !_facts.IsThere(root)).OrderBy(root => root.Id);

    /// <summary>Dear functions are called outside of its loops.</summary>
    public static bool HasCalls(Region region) => region.Statements.Any(HasCalls);

    /// <summary>The part is that of calls, in lanes.</summary>
    public bool IsCalls(int part) => _calls.Contains(part);

    public int PartOf(Statement statement) => _parts[statement];

    public int PartOfParameter(int carried) => _sums[carried];

    /// <summary>The statements that the part does, and those whose results it loads.</summary>
    public IEnumerable<Statement> StatementsOf(int part) => _loop.Body.Statements.Where(statement => IsDone(statement, part) || statement.Results.Any(_loaded[part].Contains));

    public bool IsDone(Statement statement, int part) => _parts[statement] == part || statement.Results.Any(_again[part].Contains);

    /// <summary>The part finds the value where an earlier one has left it.</summary>
    public bool IsLoaded(Value value, int part) => _loaded[part].Contains(value);

    private static bool HasCalls(Statement statement) => statement switch
    {
        Let { Expression: Call call } => LaneFunctions.IsDear(call),
        If branch => branch.Regions.Any(HasCalls),
        _ => false,
    };

    private static bool HasLoops(Statement statement) => statement is For || statement.Regions.Any(region => LaneChoices.InnerLoops(region).Any());

    /// <summary>What throws where an element does not exist, and nothing else does: it does not matter then which round is first.</summary>
    private static bool IsPlain(Region region, FunctionFacts facts) => region.Statements.All(statement => statement switch
    {
        Let { Expression: Load { Buffer.Type.Shape: not Shape.Stack } } => true,
        Let let => let.Expression is not (Allocate or NewTape or Pop or Slice or Row) && !facts.CanFault(let.Expression),
        Store or Accumulate => true,
        For or If => statement.Regions.All(inner => !inner.Diverges && IsPlain(inner, facts)),
        _ => false,
    } && statement.Operands.All(operand => operand.Type.IsScalar || (facts.RootOf(operand) is Value root && facts.IsNamedRoot(root) && facts.IsFixed(root) && !root.Type.IsStrided && !root.Type.IsTable)));

    /// <summary>Calls that no loop comes between are a part, and so is what is between them.</summary>
    private bool Number()
    {
        List<Statement> open = [];
        int last = -1;
        bool areCalls = false;
        foreach (Statement statement in _loop.Body.Statements)
        {
            foreach (Value result in statement.Results)
            {
                _definers[result] = statement;
            }

            if (!HasLoops(statement))
            {
                open.Add(statement);
                continue;
            }

            Close(isAtLoop: true);
            if (areCalls || last < 0)
            {
                last++;
                areCalls = false;
            }

            _parts[statement] = last;
        }

        Close(isAtLoop: false);
        Count = last + 1;
        for (int part = 0; part < Count; part++)
        {
            _again.Add([]);
            _loaded.Add([]);
        }

        return _calls.Count > 0 && Count > _calls.Count;

        void Close(bool isAtLoop)
        {
            bool makesPart = open.Exists(HasCalls);
            if (makesPart || last < 0)
            {
                last++;
                areCalls = makesPart;
                _ = makesPart && _calls.Add(last);
            }

            open.ForEach(statement => _parts[statement] = last);
            open.Clear();
        }
    }

    /// <summary>Each sum is in the part that adds to it; what adds to it in several is not taken apart.</summary>
    private bool PlaceSums()
    {
        for (int k = 0; k < _sums.Length; k++)
        {
            Value value = _loop.Parameters[k];
            List<int> readers = [.. _loop.Body.Statements.Where(statement => Reads(statement).Contains(value)).Select(statement => _parts[statement]).Distinct()];
            int part = readers.Count == 1 ? readers[0] : 0;
            Value yield = _loop.Body.Yields[k];
            if (readers.Count > 1 || (yield != value && (!_definers.TryGetValue(yield, out Statement? last) || _parts[last] != part)))
            {
                return false;
            }

            _sums[k] = part;
        }

        return true;
    }

    /// <summary>Of memory that the rounds write, each part has its own, or each round, or all only add to it.</summary>
    private bool AreApart()
    {
        HashSet<Value> inside = [_loop.Index, .. _loop.Parameters];
        DefinedValues.Collect(_loop.Body.Statements, inside);
        OwnElements own = new(_loop, _facts, inside.Contains);
        List<(Value Root, int Part, Block? Block, AccessKind Kind)> touches = [];
        foreach (Statement statement in _loop.Body.Statements)
        {
            Collect(statement, _parts[statement], isInEachRound: true);
        }

        _touched.UnionWith(touches.Select(touch => touch.Root));
        _written.UnionWith(touches.Where(touch => touch.Kind != AccessKind.Load).Select(touch => touch.Root));
        return touches.GroupBy(touch => touch.Root).All(group =>
            group.All(touch => touch.Kind == AccessKind.Load)
            || group.All(touch => touch.Kind == AccessKind.Accumulate)
            || group.Select(touch => touch.Part).Distinct().Count() == 1
            || group.Select(touch => touch.Block).Distinct().ToList() is [not null]);

        void Collect(Statement statement, int part, bool isInEachRound)
        {
            (Value Buffer, Value Index, AccessKind Kind)? touch = statement switch
            {
                Let { Expression: Load load } => (load.Buffer, load.Index, AccessKind.Load),
                Store store => (store.Buffer, store.Index, AccessKind.Store),
                Accumulate sum => (sum.Buffer, sum.Index, AccessKind.Accumulate),
                _ => null,
            };
            if (touch is (Value buffer, Value index, AccessKind kind))
            {
                touches.Add((_facts.RootOf(buffer), part, own.Of(buffer, index, isInEachRound), kind));
            }

            foreach (Statement inner in statement.Regions.SelectMany(region => region.Statements))
            {
                Collect(inner, part, isInEachRound && own.IsInEachRound(statement));
            }
        }
    }

    /// <summary>Decides for what a part needs of earlier ones whether it is kept or done again; false where neither can be.</summary>
    private bool Place()
    {
        foreach (Statement statement in _loop.Body.Statements)
        {
            if (!Reads(statement).All(value => Need(value, _parts[statement])))
            {
                return false;
            }
        }

        return Enumerable.Range(0, _sums.Length).All(k => Need(_loop.Body.Yields[k], _sums[k]));
    }

    private bool Need(Value value, int part)
    {
        if (!_definers.TryGetValue(value, out Statement? definer) || _parts[definer] == part || _again[part].Contains(value) || _loaded[part].Contains(value))
        {
            return true;
        }

        if (definer is Let let && IsRepeatable(let.Expression))
        {
            _again[part].Add(value);
            return let.Operands.All(operand => Need(operand, part));
        }

        _loaded[part].Add(value);
        _kept.Add(value);
        return value.Type is { IsReal: true, IsScalar: true, IsParameter: false };
    }

    /// <summary>An index, a number, or an element that is still there.</summary>
    private bool IsRepeatable(Expression expression) => expression switch
    {
        Constant or External or Length => true,
        Load load => !_written.Contains(_facts.RootOf(load.Buffer)),
        Ir.Convert convert => !convert.Operand.Type.IsReal,
        Unary or Binary or Select => !expression.Type.IsReal && expression.Operands.All(operand => !operand.Type.IsReal),
        _ => false,
    };

    private HashSet<Value> Reads(Statement statement)
    {
        if (!_reads.TryGetValue(statement, out HashSet<Value>? reads))
        {
            _reads[statement] = reads = [];
            FreeValues.Collect([statement], reads);
        }

        return reads;
    }
}
