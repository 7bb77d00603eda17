using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// The optimizer: each pass once a round, in this order, until nothing changes any more or the rounds are used up. Every
/// pass takes time linear in the function's size (times its depth, where regions nest), so the whole does.
/// </summary>
internal static class PassList
{
    private const int Rounds = 4;

    private static readonly Func<Function, Function>[] s_passes =
    [
        EqualCounters.Run,
        Simplify.Run,
        LoopInvariants.Run,
        CommonSubexpressions.Run,
        CallFusion.Run,
        DeadCode.Run,
        LoopDirection.Run,
    ];

    public static Function Run(Function function, bool enabled, CancellationToken cancellationToken)
    {
        for (int round = 0; enabled && round < Rounds; round++)
        {
            Function before = function;
            foreach (Func<Function, Function> pass in s_passes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                function = pass(function);
            }

            if (ReferenceEquals(function, before))
            {
                break;
            }
        }

        return function;
    }
}
