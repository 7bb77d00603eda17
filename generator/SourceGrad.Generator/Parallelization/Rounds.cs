using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Parallelization;

/// <summary>
/// Whether the rounds of a loop may run in any order, on any core, and what becomes of its memory then. A round may
/// <list type="bullet">
/// <item>read what no round writes;</item>
/// <item>read and write elements that are its own;</item>
/// <item>use memory that it overwrites before it reads it, and what it records and takes back;</item>
/// <item>add to anything that no round reads or overwrites.</item>
/// </list>
/// </summary>
internal sealed class Rounds
{
    private readonly For _loop;
    private readonly FunctionFacts _facts;
    private readonly bool _reordersSums;
    private readonly OwnElements _own;
    private readonly HashSet<Value> _inside = [];
    private readonly List<Touch> _touches = [];
    private readonly HashSet<Value> _private = [];
    private readonly HashSet<Value> _written = [];
    private readonly HashSet<Value> _added = [];
    private bool _isInEachRound = true;

    private Rounds(For loop, FunctionFacts facts, bool reordersSums)
    {
        _loop = loop;
        _facts = facts;
        _reordersSums = reordersSums;
        _own = new OwnElements(loop, facts, _inside.Contains);
        _inside.Add(loop.Index);
        _inside.UnionWith(loop.Parameters);
        DefinedValues.Collect(loop.Body.Statements, _inside);
    }

    private enum Use : byte
    {
        Read,
        Write,
        Add,
    }

    /// <summary>Memory from outside that each round has for itself.</summary>
    public IReadOnlyCollection<Value> Private => _private;

    /// <summary>Memory of which each round writes elements of its own.</summary>
    public IReadOnlyCollection<Value> Written => _written;

    /// <summary>Memory that rounds add to.</summary>
    public IReadOnlyCollection<Value> Added => _added;

    /// <summary>Why they may not; null where they may.</summary>
    public string? Failure { get; private set; }

    public static Rounds Of(For loop, FunctionFacts facts, bool reordersSums)
    {
        Rounds rounds = new(loop, facts, reordersSums);
        bool fits = loop.Step != 1 || loop.Index.Type != IrType.Int
            ? rounds.Fail("the loop does not count by ones")
            : rounds.CarriesNothing() && rounds.Visit(loop.Body) && rounds._touches.GroupBy(touch => touch.Root).All(rounds.Classify);
        _ = fits || rounds.Fail("something in it has to stay where it is");
        return rounds;
    }

    public bool IsInside(Value value) => _inside.Contains(value);

    /// <summary>What a carried integer grows by in each round.</summary>
    public Value? StepOf(int carried) => _own.CounterStep(carried);

    private bool Fail(string why)
    {
        Failure ??= why;
        return false;
    }

    private static string NameOf(Value value) => value.Hint is null ? "what has no name" : $"'{value.Hint}'";

    /// <summary>But sums, which may be made of those of parts, and counters.</summary>
    private bool CarriesNothing()
    {
        for (int k = 0; k < _loop.Parameters.Count; k++)
        {
            Value parameter = _loop.Parameters[k];
            bool isSum = parameter.Type is { IsReal: true, IsParameter: false } && RunningSums.IsSum(_loop.Body, parameter, _loop.Body.Yields[k]);
            if (isSum && !_reordersSums)
            {
                return Fail($"the sum {NameOf(parameter)} has to keep its order");
            }

            if (!isSum && (parameter.Type.IsReal || StepOf(k) is null))
            {
                return Fail($"{NameOf(parameter)} depends on the round before");
            }
        }

        return true;
    }

    private bool Visit(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            bool before = _isInEachRound;
            bool fits = VisitItself(statement);
            _isInEachRound &= _own.IsInEachRound(statement);
            fits = fits && statement.Regions.All(Visit);
            _isInEachRound = before;
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private bool VisitItself(Statement statement) => statement switch
    {
        Let { Expression: Load load } => Add(Use.Read, load.Buffer, load.Index),
        Let { Expression: Pop pop } => IsOwnTape(pop.Tape),
        Let { Expression: LaneLoad or LaneSum or LaneCount or Broadcast or LaneNumbers } => false,
        Store store => Add(Use.Write, store.Buffer, store.Index),
        Accumulate accumulate => Add(Use.Add, accumulate.Buffer, accumulate.Index),
        Clear clear => Add(Use.Write, clear.Buffer, null),
        Copy copy => Add(Use.Read, copy.From, null) && Add(Use.Write, copy.To, null),
        Push push => IsOwnTape(push.Tape),
        Guard { IsSeen: true } => Fail("what it writes or calls has to keep its order"),
        Invoke invoke => invoke.Arguments.Select((argument, i) => argument.Type.IsScalar || Add(UseOf(invoke.Callee, i), argument, null)).All(fits => fits),
        _ => true,
    };

    private static Use UseOf(Callee callee, int argument) => callee.Adds(argument) ? Use.Add : callee.Writes(argument) ? Use.Write : Use.Read;

    private bool Add(Use use, Value buffer, Value? index)
    {
        Value root = _facts.RootOf(buffer);
        bool isTape = _facts.DefinitionOf(root) is NewTape { Capacity: not null };
        if (_inside.Contains(root) ? _facts.DefinitionOf(root) is not Allocate : !isTape && !_facts.IsNamedRoot(root))
        {
            return Fail($"{NameOf(buffer)} may be one buffer or another");
        }

        if (_inside.Contains(root))
        {
            return true;
        }

        _touches.Add(new Touch(use, root, buffer, index, _isInEachRound));
        return true;
    }

    /// <summary>What a round puts on it, it takes off again.</summary>
    private bool IsOwnTape(Value tape)
    {
        bool isOwn = _facts.DefinitionOf(tape) is NewTape { Capacity: null } && _facts.IsUsedOnlyIn(_loop, tape);
        _private.UnionWith(isOwn ? [tape] : []);
        return isOwn || Fail($"{NameOf(tape)} is read by another loop");
    }

    private bool Classify(IGrouping<Value, Touch> touches)
    {
        Value root = touches.Key;
        if (touches.All(touch => touch.Use == Use.Read))
        {
            return true;
        }

        if (_facts.IsPrivate(_loop, root))
        {
            return _private.Add(root);
        }

        List<Block?> blocks = [.. touches.Select(touch => _own.Of(touch.Buffer, touch.Index, touch.IsInEachRound)).Distinct()];
        if (blocks is [not null])
        {
            return _written.Add(root);
        }

        return !touches.All(touch => touch.Use == Use.Add) ? Fail($"a round may use what another writes in {NameOf(root)}")
            : !_reordersSums ? Fail($"the sums in {NameOf(root)} have to keep their order")
            : root.Type is { IsBuffer: true, IsStrided: false, IsParameter: false } ? _added.Add(root)
            : Fail($"{NameOf(root)}, to which all rounds add, is no span or array of numbers");
    }

    private sealed record Touch(Use Use, Value Root, Value Buffer, Value? Index, bool IsInEachRound);
}
