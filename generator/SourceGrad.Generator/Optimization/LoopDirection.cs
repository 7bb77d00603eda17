using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Lets a loop of the reverse sweep run upwards where the order of its rounds does not matter: memory is read in the direction that hardware
/// expects, and the loop looks like the one it reverses.
/// </summary>
/// <remarks>
/// The order does not matter when the rounds only add: every carried value is a running sum, memory is only accumulated into and what is
/// accumulated is not read, and nothing is popped. Only the rounding of adjoint sums can change. A loop that the
/// user wrote downwards stays as it is.
/// </remarks>
/// <example>
/// <code>
/// for j reversed { w'[j] += z' * x[j] }      becomes      for j { w'[j] += z' * x[j] }
/// </code>
/// </example>
internal sealed class LoopDirection : Rewriter
{
    private readonly BufferRoots _roots;

    private LoopDirection(Function function) => _roots = new BufferRoots(function);

    public static Function Run(Function function) => new LoopDirection(function).Rewrite(function);

    public override Statement? VisitFor(For statement)
    {
        bool isReverseCode = statement.Source is null;
        return base.VisitFor(isReverseCode && statement.Reversed && IsFree(statement) ? statement with { Reversed = false } : statement);
    }

    private bool IsFree(For loop)
    {
        for (int i = 0; i < loop.Parameters.Count; i++)
        {
            if (!RunningSums.IsSum(loop.Body, loop.Parameters[i], loop.Body.Yields[i]))
            {
                return false;
            }
        }

        HashSet<Value> loads = [];
        HashSet<Value> sums = [];
        return OnlyAdds(loop.Body, loads, sums) && !loads.Overlaps(sums);
    }

    private bool OnlyAdds(Region region, HashSet<Value> loads, HashSet<Value> sums)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let { Expression: Pop }:
                case Store or Clear or Copy or Push or Guard or Invoke:
                    return false;
                case Let { Expression: Load load }:
                    loads.Add(_roots.Of(load.Buffer));
                    break;
                case Accumulate accumulate:
                    sums.Add(_roots.Of(accumulate.Buffer));
                    break;
            }

            if (!statement.Regions.All(inner => OnlyAdds(inner, loads, sums)))
            {
                return false;
            }
        }

        return true;
    }
}
