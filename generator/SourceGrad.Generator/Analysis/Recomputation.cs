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
    private readonly Dictionary<Value, HashSet<Value>> _loops = [];

    public Recomputation(Function function, Activity activity, BufferRoots roots, BufferStability stability, IReadOnlyCollection<Value> fused)
    {
        _activity = activity;
        _roots = roots;
        _memory = new MemoryUses(roots);
        _memory.CountAll(function.Body);
        _stability = stability;
        _scratch = new PrivateScratch(function, roots, _memory);
        Analyze(function.Body, fused);
    }

    /// <summary>The indices of the loops.</summary>
    public IReadOnlyCollection<Value> Loops => _loops.Keys;

    /// <summary>The memory that an iteration of the loop leaves for others, by root.</summary>
    public IReadOnlyCollection<Value> Results(Value loop) => _loops[loop];

    private void Analyze(Region region, IReadOnlyCollection<Value> fused)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is For loop && !fused.Contains(loop.Index) && Results(loop) is HashSet<Value> results)
            {
                _loops[loop.Index] = results;
                continue;
            }

            foreach (Region inner in statement.Regions)
            {
                Analyze(inner, fused);
            }
        }
    }

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
