using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Finds the loops whose iterations the reverse sweep does once more, each just before it undoes it, instead of reading from tapes what they
/// computed in scratch that the next iteration overwrites. That takes one more evaluation and no memory; it is chosen where
/// nothing in the loop is dear and the tapes would be written in its inner loops.
/// <code>
/// for k { for i { t[i] = x[i] - c[k] }; …; r[k] = Σ t[i] * t[i] }         nothing is kept
/// for k reversed { for i { t[i] = x[i] - c[k] }; …; for i { t'[i] += 2 * t[i] * r'[k] } … }
/// </code>
/// Where an iteration computes for longer than it takes to write its scratch, and there is an outer loop whose reverse runs in the loop, the scratch is kept
/// instead, a row for each iteration (<see cref="Expanded"/>).
/// An iteration may be repeated when it carries nothing, everything it reads is as it was or is scratch that it overwrites itself, and what it leaves for others is
/// only stored, never read by itself; those stores are not repeated.
/// </summary>
internal sealed class Recomputation
{
    private readonly Activity _activity;
    private readonly BufferRoots _roots;
    private readonly MemoryUses _memory;
    private readonly BufferStability _stability;
    private readonly PrivateScratch _scratch;
    private readonly Availability _availability;
    private readonly Definitions _definitions;
    private readonly IReadOnlyCollection<Value> _fused;
    private readonly Dictionary<Value, HashSet<Value>> _loops = [];
    private readonly Dictionary<Value, For> _expanded = [];

    /// <param name="function">The primal.</param>
    /// <param name="activity">What is active in it.</param>
    /// <param name="roots">The memory behind its buffers.</param>
    /// <param name="stability">Which loads can be repeated.</param>
    /// <param name="fused">The indices of the loops whose reverse runs in the loop.</param>
    /// <param name="rows">The buffers that have a row for each iteration of a loop already, with the loop's index.</param>
    public Recomputation(
        Function function, Activity activity, BufferRoots roots, BufferStability stability, IReadOnlyCollection<Value> fused, IReadOnlyDictionary<Value, Value> rows)
    {
        _activity = activity;
        _roots = roots;
        _memory = new MemoryUses(roots);
        _memory.CountAll(function.Body);
        _stability = stability;
        _scratch = new PrivateScratch(function, roots, _memory);
        _availability = new Availability(function);
        _definitions = Definitions.Of(function);
        _fused = fused;
        Analyze(function.Body, [.. rows.Values], isFused: false);
    }

    /// <summary>The indices of the loops.</summary>
    public IReadOnlyCollection<Value> Loops => _loops.Keys;

    /// <summary>The scratch that is to have a row for each iteration of a loop, with that loop.</summary>
    public IReadOnlyDictionary<Value, For> Expanded => _expanded;

    /// <summary>The memory that an iteration of the loop leaves for others, by root.</summary>
    public IReadOnlyCollection<Value> Results(Value loop) => _loops[loop];

    /// <param name="region">Where to look.</param>
    /// <param name="keeping">The loops whose scratch is kept.</param>
    /// <param name="isFused">The region is the body of a loop whose reverse runs in the loop, and in no other loop.</param>
    private void Analyze(Region region, HashSet<Value> keeping, bool isFused)
    {
        foreach (Statement statement in region.Statements)
        {
            bool runsBoth = false;
            if (statement is For loop)
            {
                runsBoth = _fused.Contains(loop.Index);
                if (keeping.Contains(loop.Index) || (!runsBoth && ((isFused && Expand(loop)) || Repeat(loop))))
                {
                    continue;
                }
            }

            foreach (Region inner in statement.Regions)
            {
                Analyze(inner, keeping, runsBoth);
            }
        }
    }

    private bool Repeat(For loop)
    {
        if (Results(loop) is not { } results)
        {
            return false;
        }

        _loops[loop.Index] = results;
        return true;
    }

    private bool Expand(For loop)
    {
        if (loop.Step != 1 || loop.Index.Type != IrType.Int || _definitions.ConstantOf(loop.From)?.Is(0) != true || loop.Body.LoopDepth < 2)
        {
            return false;
        }

        HashSet<Value> read = _memory.Loads(loop.Body.Statements);
        List<Value> own = [.. _memory.Writes(loop.Body.Statements)
            .Where(root => _activity.IsActive(root) && read.Contains(root) && _scratch.IsPrivate(loop.Body, root) && CanExpand(root, loop))];
        own.ForEach(root => _expanded[root] = loop);
        return own.Count > 0;
    }

    private bool CanExpand(Value root, For loop) =>
        _definitions.Find(root) is Allocate { RowLength: null, OnStack: false } scratch
        && scratch.Count.Type == IrType.Int
        && _availability.IsBefore(loop.To, root)
        && !IsHandedOver(loop.Body, root);

    /// <summary>A method is given the buffer.</summary>
    private bool IsHandedOver(Region region, Value root) => region.Statements.Any(statement =>
        (statement is Invoke && statement.Operands.Any(operand => !operand.Type.IsScalar && _roots.Of(operand) == root))
        || statement.Regions.Any(inner => IsHandedOver(inner, root)));

    private HashSet<Value>? Results(For loop)
    {
        HashSet<Value> written = _memory.Writes(loop.Body.Statements), read = _memory.Loads(loop.Body.Statements);
        HashSet<Value> own = [.. written.Where(root => _scratch.IsPrivate(loop.Body, root))];
        bool pays = loop.Parameters.Count == 0
            && loop.Body.Statements.Any(statement => statement is For)
            && own.Any(root => _activity.IsActive(root) && read.Contains(root))
            && IsCheap(loop.Body, own);
        return pays && written.All(root => own.Contains(root) || !read.Contains(root)) ? [.. written.Where(root => !own.Contains(root))] : null;
    }

    private bool IsCheap(Region region, HashSet<Value> own) => region.Statements.All(statement => statement switch
    {
        Let { Expression: Load load } let => own.Contains(_roots.Of(load.Buffer)) || _stability.IsRepeatable(let.Result, load),
        Let let => CheapOperations.Contains(let.Expression),
        Store or Accumulate or Clear => true,
        If or For => statement.Regions.All(inner => !inner.Diverges && IsCheap(inner, own)),
        _ => false,
    });
}
