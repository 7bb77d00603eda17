using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// The optimizer: each pass once a round, in this order, until nothing changes any more or the rounds are used up. Every
/// pass takes time linear in the function's size (times its depth, where regions nest), so the whole does.
/// </summary>
internal static class PassList
{
    private const int Rounds = 4;

    /// <summary>The passes of one round.</summary>
    public static readonly IReadOnlyList<Func<Function, Function>> Passes =
    [
        EqualCounters.Run,
        Simplify.Run,
        LoopInvariants.Run,
        CommonSubexpressions.Run,
        DeadCode.Run,
    ];

    /// <param name="function">The function to make shorter and faster.</param>
    /// <param name="enabled">False leaves it as it is.</param>
    /// <param name="reordersSums">The order of floating-point sums may change.</param>
    /// <param name="cancellationToken">Asked before each pass.</param>
    public static Function Run(Function function, bool enabled, bool reordersSums, CancellationToken cancellationToken)
    {
        for (int round = 0; enabled && round < Rounds; round++)
        {
            Function before = function;
            foreach (Func<Function, Function> pass in Passes)
            {
                cancellationToken.ThrowIfCancellationRequested();
                function = pass(function);
            }

            function = reordersSums ? LoopDirection.Run(function) : function;

            if (ReferenceEquals(function, before))
            {
                break;
            }
        }

        return function;
    }
}
