using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Finds what the iterations of a loop of the reverse sweep could do once for all of them: adjoints that are linear, with steady coefficients, in
/// adjoints that each iteration finds out anew, on their way to sums that the loop only adds to.
/// </summary>
/// <example>
/// <code>
/// for i {                                                  for i {
///   for r { y'[r] = …i… }                                    for r { y'[r] = …i… }
///   for c { for r { x'[c] += y'[r] * w[r, c] } }
///   for r { …i, y'[r]…; y'[r] = 0 }                          for r { …i, y'[r]…; sum[r] += y'[r]; y'[r] = 0 }
///   for c { m'[c] -= x'[c]; x'[c] = 0 }                    }
/// }                                                        for c { for r { x'[c] += sum[r] * w[r, c] } }
///                                                          for c { m'[c] -= x'[c]; x'[c] = 0 }
/// </code>
/// Here x' is postponed and y' is its source. Both are scratch that each iteration finds full of zeros.
/// </example>
internal sealed class PostponableSums
{
    private readonly Definitions _definitions;
    private readonly BufferRoots _roots;
    private readonly MemoryUses _memory;
    private readonly ScratchUse _use;

    public PostponableSums(Function function)
    {
        _definitions = Definitions.Of(function);
        _roots = new BufferRoots(function);
        _memory = new MemoryUses(_roots);
        _memory.CountAll(function.Body);
        _use = new ScratchUse(_roots, _definitions.ConstantOf, _definitions.AreEqual);
    }

    /// <summary>What can be postponed in the loop; null for nothing that is worth it.</summary>
    public Postponement? Find(For loop)
    {
        if (loop.Step != 1 || loop.LaneKind is not null || loop.Body.LoopDepth < 2)
        {
            return null;
        }

        LoopBody body = new(loop, _roots, _memory);
        HashSet<Value> clean = [.. body.Memory.Where(root => IsClean(body, root))];
        Dictionary<Value, SummedSource> sources = [];
        foreach (Value root in clean)
        {
            if (Source(body, root) is SummedSource source)
            {
                sources[root] = source;
            }
        }

        HashSet<Value> sums = clean;
        int before;
        Postponement? found = null;
        do
        {
            before = sums.Count + sources.Count;
            LinearFlow flow = new(body, _definitions.ConstantOf, sums, [.. sources.Keys.Where(root => !sums.Contains(root))]);
            sums = [.. sums.Where(root => IsPostponable(body, flow, sums, root))];
            if (sums.Count + sources.Count == before)
            {
                found = new Postponement(body, flow, sums, sources);
                foreach (Value root in found.Sources.Keys.Where(root => !IsComplete(body, found, root)).ToList())
                {
                    sources.Remove(root);
                }
            }
        }
        while (sums.Count > 0 && sums.Count + sources.Count < before);

        return sums.Count > 0 && found!.Sources.Values.Any(source => found.Reads(source).Any(read => body.LoopsAround(read) is { } around && around.Count >= source.Around.Count + 2)) ? found : null;
    }

    public Constant? ConstantOf(Value value) => _definitions.ConstantOf(value);

    /// <summary>Scratch of numbers from outside the loop, used nowhere else and only by its own name, that each iteration finds and leaves full of zeros.</summary>
    private bool IsClean(LoopBody body, Value root) =>
        _definitions.Find(root) is Allocate { RowLength: null } scratch
        && body.DefinerOf(root) is null
        && root.Type.Element.IsReal
        && _memory.Count(body.Loop.Body.Statements, root) == _memory.CountAll(root)
        && body.UsesOf(root).All(use => use is Let { Expression: Load or Length } or Store or Accumulate)
        && _use.IsLeftAtZero(body.Loop.Body, root, scratch);

    /// <summary>Everything that is added to it is linear, and so is everything that becomes of it.</summary>
    private bool IsPostponable(LoopBody body, LinearFlow flow, HashSet<Value> sums, Value root)
    {
        foreach (Statement use in body.UsesOf(root))
        {
            bool fits = use switch
            {
                Let { Expression: Length } => true,
                Let { Expression: Load load } let => body.IsSteady(load.Index) && body.LoopsAround(use) is not null && EndsInSums(body, flow, sums, let.Result),
                Store store => _definitions.ConstantOf(store.Operand)?.Is(0) == true && IsStraight(body, store, store.Index),
                Accumulate sum => flow.IsLinear(sum.Operand) && IsStraight(body, sum, sum.Index),
                _ => false,
            };
            if (!fits)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsStraight(LoopBody body, Statement write, Value index) =>
        !write.IsUsers && body.IsSteady(index) && body.LoopsAround(write) is not null;

    private bool EndsInSums(LoopBody body, LinearFlow flow, HashSet<Value> sums, Value start)
    {
        HashSet<Value> seen = [start];
        Stack<Value> open = new(seen);
        while (open.Count > 0)
        {
            Value value = open.Pop();
            List<Value> next = [];
            foreach (Statement reader in body.ReadersOf(value))
            {
                switch (reader)
                {
                    case Let let when flow.IsOfSums(let.Result):
                        next.Add(let.Result);
                        break;
                    case Accumulate sum when sum.Operand == value && IsStraight(body, sum, sum.Index) && (sums.Contains(sum.Buffer) || IsTotal(body, sum.Buffer)):
                        break;
                    case For inner when inner.From != value && inner.To != value:
                        next.AddRange(inner.Parameters.Where((_, i) => inner.Initials[i] == value));
                        break;
                    default:
                        return false;
                }
            }

            foreach ((Statement owner, int slot) in body.YieldsOf(value))
            {
                if (owner is not For inner)
                {
                    return false;
                }

                next.AddRange([inner.Parameters[slot], inner.Outputs[slot]]);
            }

            if (!next.All(flow.IsOfSums))
            {
                return false;
            }

            next.Where(seen.Add).ToList().ForEach(open.Push);
        }

        return true;
    }

    /// <summary>The loop only adds to the buffer, always by its own name.</summary>
    private bool IsTotal(LoopBody body, Value buffer)
    {
        Value root = _roots.Of(buffer);
        return buffer == root
            && body.DefinerOf(root) is null
            && body.UsesOf(root).All(use => use is Accumulate { IsUsers: false } or Let { Expression: Length });
    }

    /// <summary>How a buffer's elements could be summed over the iterations: where each is set to zero for the next one.</summary>
    private SummedSource? Source(LoopBody body, Value root)
    {
        if (_definitions.Find(root) is not Allocate { Count: var count } scratch || count.Type != IrType.Int || body.DefinerOf(count) is not null)
        {
            return null;
        }

        List<For> around = [];
        Region region = body.Loop.Body;
        while (Users(region, root) is [For only] && _use.IsLeftAtZero(only.Body, root, scratch))
        {
            around.Add(only);
            region = only.Body;
        }

        List<Statement> users = Users(region, root);
        bool hasPlaces = around.All(loop =>
            loop.Step == 1 && loop.Index.Type == IrType.Int && _definitions.ConstantOf(loop.From)?.Is(0) == true
            && (body.DefinerOf(loop.To) is null || _definitions.ConstantOf(loop.To) is not null));
        return hasPlaces
            && users.Count > 1
            && users[users.Count - 1] is For sweep
            && _use.IsSweep(sweep, root, scratch)
            && body.LoopsAround(sweep) is not null
            && sweep.Body.Statements.Where(statement => Writes(statement, root)).ToList() is [Store zero]
            ? new SummedSource(root, count, around, region, sweep, zero)
            : null;
    }

    private List<Statement> Users(Region region, Value root) =>
        [.. region.Statements.Where(statement => statement is not Let { Expression: Length } && _use.Count(statement, root) > 0)];

    /// <summary>What is postponed reads each element when nothing is added to it any more.</summary>
    private bool IsComplete(LoopBody body, Postponement found, Value root)
    {
        SummedSource source = found.Sources[root];
        bool isRead = false;
        foreach (Statement user in Users(source.Region, root))
        {
            HashSet<Statement> inside = new(ReferenceComparer.Instance);
            Collect(user, inside);
            isRead |= found.Reads(source).Any(inside.Contains);
            if (isRead && user != source.Sweep && inside.Any(statement => Writes(statement, root)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool Writes(Statement statement, Value root) => statement is Store or Accumulate && statement.Operands.First() == root;

    private static void Collect(Statement statement, HashSet<Statement> all)
    {
        all.Add(statement);
        foreach (Statement inner in statement.Regions.SelectMany(region => region.Statements))
        {
            Collect(inner, all);
        }
    }
}
