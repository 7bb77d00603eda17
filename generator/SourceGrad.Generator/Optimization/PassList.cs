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
        DeadCode.Run,
        LoopDirection.Run,
    ];

    private static readonly string[] s_names = s_passes.Select(pass => pass.Method.DeclaringType!.Name).ToArray();

    /// <summary>What <see cref="GeneratorOptions.Passes"/> calls the passes.</summary>
    public static IReadOnlyList<string> Names => s_names;

    public static Function Run(Function function, GeneratorOptions options, CancellationToken cancellationToken)
    {
        for (int round = 0; options.Optimize && round < Rounds; round++)
        {
            Function before = function;
            for (int i = 0; i < s_passes.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                function = options.Runs(s_names[i]) ? s_passes[i](function) : function;
            }

            if (ReferenceEquals(function, before))
            {
                break;
            }
        }

        return function;
    }
}
