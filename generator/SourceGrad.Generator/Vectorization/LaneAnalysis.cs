using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Classifies every value of a loop whose iterations are to become lanes: uniform, linear or varying (see <see cref="LaneClass"/>), and finds the
/// scratch buffers that need a vector for each element. Starts from the assumption that everything is uniform and repeats until
/// nothing changes. <see cref="Failure"/> says what has no form in lanes.
/// </summary>
internal sealed partial class LaneAnalysis
{
    private readonly FunctionFacts _facts;
    private readonly For _loop;
    private readonly Dictionary<Value, LaneClass> _classes = [];
    private readonly HashSet<Value> _inside = [];
    private readonly HashSet<Value> _scratch = [];
    private readonly HashSet<Value> _tapes = [];
    private readonly Dictionary<Value, bool> _private = [];
    private readonly Dictionary<Value, bool> _records = [];
    private readonly bool _isDouble;
    private readonly bool _isTile;
    private List<Access> _accesses = [];
    private bool _changed;

    private LaneAnalysis(For loop, FunctionFacts facts, bool isTile)
    {
        _loop = loop;
        _isTile = isTile;
        _facts = facts;
        _inside.Add(loop.Index);
        _inside.UnionWith(loop.Parameters);
        Analysis.DefinedValues.Collect(loop.Body.Statements, _inside);
        List<ScalarKind> kinds = [.. _inside.Where(value => value.Type.IsReal).Select(value => value.Type.Kind).Distinct()];
        _isDouble = kinds.Count == 1 && kinds[0] == ScalarKind.Double;
    }

    /// <summary>Why the loop cannot be done in lanes; null when it can.</summary>
    public string? Failure { get; private set; }

    /// <summary>The one kind of real number in the loop's lanes.</summary>
    public ScalarKind? Kind { get; private set; }

    /// <summary>Accesses to memory that is shared by the lanes.</summary>
    public IReadOnlyList<Access> Accesses => _accesses;

    /// <summary>Roots of scratch buffers that hold a vector for each element.</summary>
    public IReadOnlyCollection<Value> LaneScratch => _scratch;

    /// <summary>Stacks of the loop's own that hold vectors.</summary>
    public IReadOnlyCollection<Value> LaneTapes => _tapes;

    /// <summary>What the lanes touch of shared memory is one element for all, or one beside the other.</summary>
    public bool IsContiguous => Accesses.All(access => access.Class.IsUniform || access.Class.IsNeighbour);

    /// <summary>Function calls that are dear, in lanes.</summary>
    public int DearCalls { get; private set; }

    /// <summary>An operation throws for some numbers.</summary>
    public bool Throws { get; private set; }

    /// <param name="loop">The loop.</param>
    /// <param name="facts">What is known of its function.</param>
    /// <param name="isTile">The iterations are to run side by side as they are, and not as the lanes of vectors.</param>
    public static LaneAnalysis Of(For loop, FunctionFacts facts, bool isTile = false)
    {
        LaneAnalysis analysis = new(loop, facts, isTile);
        analysis.Run();
        return analysis;
    }

    public LaneClass ClassOf(Value value) => _classes.TryGetValue(value, out LaneClass found) ? found : LaneClass.Uniform;

    /// <summary>Defined in the loop, its index and carried values included.</summary>
    public bool IsInside(Value value) => _inside.Contains(value);

    /// <summary>The buffer has a vector for each element.</summary>
    public bool IsLaneScratch(Value buffer) => _scratch.Contains(_facts.RootOf(buffer));

    /// <summary>No iteration shares the scratch buffer behind the root with another one.</summary>
    public bool IsPrivate(Value root)
    {
        if (!_private.TryGetValue(root, out bool isPrivate))
        {
            _private[root] = isPrivate = _facts.IsPrivate(_loop, root);
        }

        return isPrivate;
    }

    /// <summary>
    /// A tape that each iteration writes for itself. What it writes alike for all lanes may be read after the loop too.
    /// </summary>
    private bool IsOwnRecord(Value root)
    {
        if (!_records.TryGetValue(root, out bool isOwn))
        {
            _records[root] = isOwn = IsPrivate(root) || (_facts.DefinitionOf(root) is NewTape && _facts.IsWrittenOnlyIn(_loop, root));
        }

        return isOwn;
    }

    private void Run()
    {
        if (_loop.Step != 1 || _loop.Index.Type != IrType.Int || _loop.LaneKind is not null || (_loop.Reversed && _loop.Source is not null))
        {
            Failure = "not a plain ascending loop";
            return;
        }

        if (_loop.Reversed && _loop.Parameters.Any(parameter => !parameter.Type.IsReal))
        {
            Failure = "what counts goes the other way";
            return;
        }

        if (_inside.Any(value => value.Type.IsParameter))
        {
            Failure = "a type parameter has no vectors";
            return;
        }

        _classes[_loop.Index] = LaneClass.Linear(null, 1);
        do
        {
            _changed = false;
            _accesses = [];
            DearCalls = 0;
            _ = ClassifyCarried() && Visit(_loop.Body, isMasked: false);
        }
        while (_changed && Failure is null);

        if (Failure is null && Kind is null)
        {
            Failure = "nothing in it varies";
        }

        if (Throws && Accesses.Any(access => access.Kind != AccessKind.Load && access.Statement.IsUsers))
        {
            Failure ??= "what is written before an exception can be seen";
        }

        Failure ??= CarriedFailure() ?? new SharedMemory(_loop, this, _facts, _isTile).Failure();
    }

    private bool Fail(string reason)
    {
        Failure ??= reason;
        return false;
    }

    /// <summary>A class only ever moves from uniform through linear to varying.</summary>
    private bool Set(Value value, LaneClass next)
    {
        LaneClass before = ClassOf(value);
        if (before == next)
        {
            return true;
        }

        if (before.IsVarying || (before.IsLinear && !next.IsVarying))
        {
            return before.IsVarying || Fail($"{value} is no linear integer");
        }

        _classes[value] = next;
        _changed = true;
        return !next.IsVarying || SetKind(value);
    }

    private bool SetKind(Value value)
    {
        if (value.Type == IrType.Bool)
        {
            return true;
        }

        if (!value.Type.IsReal || (Kind is not null && Kind != value.Type.Kind))
        {
            return Fail($"{value} is no real number of one kind");
        }

        Kind = value.Type.Kind;
        return true;
    }

    /// <summary>Carried reals are sums, which every lane keeps for itself; carried integers count.</summary>
    private bool ClassifyCarried()
    {
        for (int k = 0; k < _loop.Parameters.Count; k++)
        {
            Value parameter = _loop.Parameters[k];
            if (parameter.Type.IsReal)
            {
                if (!Set(parameter, LaneClass.Varying))
                {
                    return false;
                }
            }
            else if (StepOf(k) is Value step)
            {
                Constant? fixedStep = _facts.ConstantOf(step);
                if (!Set(parameter, fixedStep is null ? LaneClass.Linear(step, 1) : LaneClass.Linear(null, (int)fixedStep.Bits)))
                {
                    return false;
                }
            }
            else
            {
                return Fail($"{parameter} is carried on");
            }
        }

        return true;
    }

    /// <summary>What each iteration adds to a carried int, if it adds something known before the loop.</summary>
    public Value? StepOf(int carried) => _facts.StepOf(_loop, carried, IsInside);

    private string? CarriedFailure()
    {
        for (int k = 0; k < _loop.Parameters.Count; k++)
        {
            Value parameter = _loop.Parameters[k];
            if (parameter.Type.IsReal && !Analysis.RunningSums.IsSum(_loop.Body, parameter, _loop.Body.Yields[k]))
            {
                return $"{parameter} depends on the iteration before";
            }
        }

        return null;
    }

    private bool Visit(Region region, bool isMasked)
    {
        foreach (Statement statement in region.Statements)
        {
            bool fits = statement switch
            {
                Let let => Visit(let, isMasked),
                Store store => VisitStore(store, isMasked),
                Accumulate accumulate => VisitAccumulate(accumulate, isMasked),
                Clear clear => VisitClear(clear, isMasked),
                Push push => VisitPush(push),
                If branch => VisitIf(branch, isMasked),
                For loop => VisitFor(loop, isMasked),
                _ => Fail($"a {statement.GetType().Name.ToLowerInvariant()} has no lanes"),
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private bool VisitIf(If branch, bool isMasked)
    {
        bool varies = ClassOf(branch.Condition).IsVarying;
        if (branch.Then.Diverges || branch.Else.Diverges)
        {
            return Fail("an arm throws");
        }

        if (!Visit(branch.Then, isMasked || varies) || !Visit(branch.Else, isMasked || varies))
        {
            return false;
        }

        for (int k = 0; k < branch.Outputs.Count; k++)
        {
            Value output = branch.Outputs[k];
            LaneClass then = ClassOf(branch.Then.Yields[k]), otherwise = ClassOf(branch.Else.Yields[k]);
            bool same = then == otherwise && !(varies && branch.Then.Yields[k] != branch.Else.Yields[k]);
            bool fits = same
                ? Set(output, then)
                : output.Type.IsReal || output.Type == IrType.Bool ? Set(output, LaneClass.Varying) : Fail($"{output} is a varying integer");
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private bool VisitFor(For loop, bool isMasked)
    {
        if (isMasked || loop.LaneKind is not null || !ClassOf(loop.From).IsUniform || !ClassOf(loop.To).IsUniform)
        {
            return Fail("the lanes go round an inner loop differently often");
        }

        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            if (!Set(loop.Parameters[k], Join(ClassOf(loop.Parameters[k]), ClassOf(loop.Initials[k]))))
            {
                return false;
            }
        }

        if (!Visit(loop.Body, isMasked))
        {
            return false;
        }

        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            LaneClass yield = ClassOf(loop.Body.Yields[k]);
            if (!loop.Parameters[k].Type.IsScalar && !yield.IsUniform)
            {
                return Fail("a buffer is carried on");
            }

            LaneClass joined = Join(ClassOf(loop.Parameters[k]), yield);
            if (!Set(loop.Parameters[k], joined) || !Set(loop.Outputs[k], joined))
            {
                return false;
            }
        }

        return true;
    }

    private static LaneClass Join(LaneClass left, LaneClass right) => left == right ? left
        : left.IsVarying || right.IsVarying || (left.IsLinear && right.IsLinear) ? LaneClass.Varying
        : left.IsUniform ? right
        : left;
}
