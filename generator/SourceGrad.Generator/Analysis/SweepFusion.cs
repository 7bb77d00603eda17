using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Finds the counted loops whose reverse sweep can run inside the loop itself: each iteration computes its part and then
/// at once its gradient, so nothing of it has to be kept. Such a loop is named by its index.
/// <code>
/// for i { loss += f(x[i]) }  return loss / n        the adjoint of loss is 1/n, from the first iteration to the last
/// for i { y[2 * i] = f(x[i]); … }                   those of y are the caller's
/// </code>
/// That is right when
/// <list type="number">
/// <item>every active carried value only has something added to it in an iteration (<see cref="RunningSums"/>), so that its adjoint is the same
/// in all of them;</item>
/// <item>that adjoint does not depend on anything computed in the loop or after it: from the loop to the end of the region the
/// sum meets only additions, and factors and divisors known before the loop;</item>
/// <item>no derivative flows between iterations through memory: what the body writes, it allocates itself, or is scratch that
/// nobody else uses and that each iteration overwrites entirely before it reads it, or each iteration has elements of its own of it (<see cref="OwnElements"/>), which
/// nobody uses after the loop, so that their adjoints are known before it;</item>
/// <item>nothing after the loop in its region writes memory that the body reads.</item>
/// </list>
/// </summary>
internal sealed class SweepFusion
{
    private readonly Activity _activity;
    private readonly PrivateScratch _scratch;
    private readonly MemoryUses _memory;
    private readonly BufferRoots _roots;
    private readonly Definitions _definitions;
    private readonly IndexFacts _facts;
    private readonly HashSet<Value> _parameters;
    private readonly HashSet<Value> _handedOn;
    private readonly HashSet<Value> _excluded;
    private readonly HashSet<Value> _fused = [];

    public SweepFusion(Function function, Activity activity, BufferRoots roots, HashSet<Value> excluded)
    {
        _activity = activity;
        _excluded = excluded;
        _roots = roots;
        _definitions = Definitions.Of(function);
        _facts = new IndexFacts(function, _definitions);
        _parameters = [.. function.Parameters];
        _handedOn = roots.HandedOn(function.Body);
        _memory = new MemoryUses(roots);
        _memory.CountAll(function.Body);
        _scratch = new PrivateScratch(function, roots, _memory);
        Analyze(function.Body);
    }

    /// <summary>The indices of the loops to fuse.</summary>
    public IReadOnlyCollection<Value> Loops => _fused;

    private void Analyze(Region region)
    {
        for (int i = 0; i < region.Statements.Count; i++)
        {
            if (region.Statements[i] is For loop && CanFuse(loop, region, i))
            {
                _fused.Add(loop.Index);
                Analyze(loop.Body);
            }
        }

        if (region.Statements.Count > 0 && region.Statements[region.Statements.Count - 1] is If branch)
        {
            Analyze(branch.Then);
            Analyze(branch.Else);
        }
    }

    private bool CanFuse(For loop, Region region, int position)
    {
        if (_excluded.Contains(loop.Index))
        {
            return false;
        }

        for (int i = 0; i < loop.Parameters.Count; i++)
        {
            if (_activity.IsActive(loop.Parameters[i]) && !RunningSums.IsSum(loop.Body, loop.Parameters[i], loop.Body.Yields[i]))
            {
                return false;
            }
        }

        List<Statement> tail = [.. region.Statements.Skip(position + 1)];
        return loop.Outputs.All(output => !_activity.IsActive(output) || new LinearUse(_activity, tail).IsLinear(output))
            && IterationsAreApart(loop, tail)
            && !_memory.Writes(tail).Any(root => _activity.IsActive(root) && _memory.Touches(loop.Body.Statements, root));
    }

    private bool IterationsAreApart(For loop, List<Statement> tail)
    {
        OwnMemory? own = null;
        return _memory.Writes(loop.Body.Statements).All(root =>
            !_activity.IsActive(root) || _memory.Allocates(loop.Body, root) || _scratch.IsPrivate(loop.Body, root)
            || (IsNamed(root) && !_memory.Touches(tail, root) && (own ??= new OwnMemory(loop, _facts, _roots)).Has(root)));
    }

    /// <summary>The memory goes by no other name, which may be that of something else elsewhere.</summary>
    private bool IsNamed(Value root) => (_parameters.Contains(root) || _definitions.Find(root) is Allocate) && !_handedOn.Contains(root);
}
