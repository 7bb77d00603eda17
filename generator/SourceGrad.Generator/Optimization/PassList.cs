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
    public static readonly IReadOnlyList<Func<Function, Function>> Passes = new Func<Function, Function>[]
    {
        ElementValues.Run,
        EqualCounters.Run,
        SingleRounds.Run,
        Simplify.Run,
        LoopInvariants.Run,
        CommonSubexpressions.Run,
        TapePositions.Run,
        CallFusion.Run,
        DeadCode.Run,
    };

    /// <summary>Those that change in which order adjoints are summed.</summary>
    private static readonly Func<Function, Function>[] s_reordering = [MergedSums.Run, LoopDirection.Run];

    private static readonly string[] s_names = Passes.Select(pass => pass.Method.DeclaringType!.Name).ToArray();

    /// <summary>What <see cref="GeneratorOptions.Passes"/> calls the passes.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. s_names, .. s_reordering.Select(pass => pass.Method.DeclaringType!.Name)];

    /// <param name="function">The function to make shorter and faster.</param>
    /// <param name="options">Which passes are to run.</param>
    /// <param name="reordersSums">The order of floating-point sums may change.</param>
    /// <param name="cancellationToken">Asked before each pass.</param>
    public static Function Run(Function function, GeneratorOptions options, bool reordersSums, CancellationToken cancellationToken)
    {
        for (int round = 0; options.Optimize && round < Rounds; round++)
        {
            Function before = function;
            for (int i = 0; i < Passes.Count; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                function = options.Runs(s_names[i]) ? Passes[i](function) : function;
            }

            for (int i = 0; reordersSums && i < s_reordering.Length; i++)
            {
                cancellationToken.ThrowIfCancellationRequested();
                function = options.Runs(s_reordering[i].Method.DeclaringType!.Name) ? s_reordering[i](function) : function;
            }

            if (ReferenceEquals(function, before))
            {
                break;
            }
        }

        return function;
    }
}
