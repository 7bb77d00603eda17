using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Drops what nothing needs: operations, results of branches, values that a loop carries only for themselves, branches
/// and loops without results or effects, writes to the function's own memory that is never read, and tapes that nobody pops.
/// What is needed is found by <see cref="Liveness"/> first.
/// </summary>
/// <remarks>
/// Right because what goes has no effect that can be seen. The user's own operations that may throw stay, used or not;
/// loops are taken to end.
/// </remarks>
/// <example>
/// <code>
/// push %tape, %x
/// %2, %3 = for %i (%s = 0, %t = 1) {        %2 = for %i (%s = 0) {
///   %4 = %s + %x                              %4 = %s + %x
///   %5 = %t * %x                              yield %4
///   yield %4, %5                            }
/// }                                         yield %2
/// yield %2
/// </code>
/// </example>
internal sealed class DeadCode : Rewriter
{
    private readonly Liveness _live;

    private DeadCode(Function function) => _live = new Liveness(function);

    public static Function Run(Function function) => new DeadCode(function).Rewrite(function);

    public override Statement? VisitLet(Let statement) => _live.Contains(statement) ? statement : null;

    public override Statement? VisitStore(Store statement) => _live.Contains(statement) ? statement : null;

    public override Statement? VisitAccumulate(Accumulate statement) => _live.Contains(statement) ? statement : null;

    public override Statement? VisitClear(Clear statement) => _live.Contains(statement) ? statement : null;

    public override Statement? VisitCopy(Copy statement) => _live.Contains(statement) ? statement : null;

    public override Statement? VisitPush(Push statement) => _live.Contains(statement) ? statement : null;

    public override Statement? VisitInvoke(Invoke statement)
    {
        if (!_live.Contains(statement))
        {
            return null;
        }

        // A derivative is cheaper without the value.
        int returned = statement.Callee.Returned;
        return returned == 0 || statement.Callee.Pullback is not null || statement.Outputs.Take(returned).Any(_live.Contains)
            ? statement
            : statement with { Callee = statement.Callee with { Returned = 0 }, Outputs = statement.Outputs.Skip(returned).ToEquatable() };
    }

    public override Statement? VisitIf(If statement)
    {
        if (!_live.Contains(statement))
        {
            return null;
        }

        List<int> kept = _live.Kept(statement, statement.Outputs.Count);
        return kept.Count == statement.Outputs.Count
            ? base.VisitIf(statement)
            : base.VisitIf(statement with
            {
                Then = Keep(kept, statement.Then),
                Else = Keep(kept, statement.Else),
                Outputs = Keep(kept, statement.Outputs),
            });
    }

    public override Statement? VisitFor(For statement)
    {
        if (!_live.Contains(statement))
        {
            return null;
        }

        List<int> kept = _live.Kept(statement, statement.Outputs.Count);
        return kept.Count == statement.Outputs.Count
            ? base.VisitFor(statement)
            : base.VisitFor(statement with
            {
                Initials = Keep(kept, statement.Initials),
                Parameters = Keep(kept, statement.Parameters),
                Body = Keep(kept, statement.Body),
                Outputs = Keep(kept, statement.Outputs),
            });
    }

    public override Statement? VisitWhile(While statement)
    {
        if (!_live.Contains(statement))
        {
            return null;
        }

        List<int> kept = _live.Kept(statement, statement.Outputs.Count);
        return kept.Count == statement.Outputs.Count
            ? base.VisitWhile(statement)
            : base.VisitWhile(statement with
            {
                Initials = Keep(kept, statement.Initials),
                Parameters = Keep(kept, statement.Parameters),
                Body = Keep(kept, statement.Body),
                Outputs = Keep(kept, statement.Outputs),
            });
    }

    private static Region Keep(List<int> kept, Region region) =>
        region.Yields.Count == 0 ? region : region with { Yields = Keep(kept, region.Yields) };

    private static EquatableArray<Value> Keep(List<int> kept, EquatableArray<Value> values) =>
        kept.Select(i => values[i]).ToEquatable();
}
