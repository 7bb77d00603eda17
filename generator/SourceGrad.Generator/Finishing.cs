using SourceGrad.Generator.Differentiation;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Optimization;
using SourceGrad.Generator.Parallelization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator;

/// <summary>Makes functions short and fast: the optimizer, then cores, then lanes.</summary>
/// <param name="options">Which passes run.</param>
/// <param name="simd">Sums may be reordered.</param>
/// <param name="cancellationToken">Asked before each pass.</param>
internal sealed class Finishing(GeneratorOptions options, bool simd, CancellationToken cancellationToken)
{
    /// <summary>The primal with the elements of small scratch as values: what the reverse transform knows of values it knows of them then.</summary>
    /// <param name="primal">As it was lowered.</param>
    public Function Prepare(Function primal) => options.Optimize && options.Runs(nameof(ElementValues)) ? ElementValues.Run(primal) : primal;

    /// <param name="derivative">What the reverse transform made.</param>
    /// <param name="request">What it was asked for; null for a primal.</param>
    /// <param name="fields">Buffers that another thread might replace during the call.</param>
    public Function Finish(Function derivative, ReverseRequest? request, IEnumerable<Value> fields) => Finish(derivative, request, fields, null).Function;

    /// <param name="derivative">What the reverse transform made.</param>
    /// <param name="request">What it was asked for; null for a primal.</param>
    /// <param name="fields">Buffers that another thread might replace during the call.</param>
    /// <param name="parallel">Null for one core.</param>
    /// <returns>The function, the loops of it that run on all cores, why others do not, and the function as it is for one round at a time on one core.</returns>
    public (Function Function, IReadOnlyList<ParallelLoop> Loops, IReadOnlyList<string> Refusals, Function RoundByRound) Finish(Function derivative, ReverseRequest? request, IEnumerable<Value> fields, LoopOptions? parallel)
    {
        derivative = PassList.Run(derivative, options, simd, cancellationToken);
        if (request is null)
        {
            return (derivative, [], [], derivative);
        }

        Dictionary<Value, Value> companions = Companions(derivative, request);
        HashSet<Value> unsteady = [.. fields];
        unsteady.UnionWith(companions.Where(pair => unsteady.Contains(pair.Value)).Select(pair => pair.Key).ToList());
        if (parallel is null || !options.Runs(nameof(ParallelLoops)))
        {
            return (InLanes(derivative, companions, unsteady), [], [], derivative);
        }

        (Function caller, IReadOnlyList<ParallelLoop> loops, IReadOnlyList<string> refusals) = ParallelLoops.Run(derivative, new FunctionFacts(derivative, companions, unsteady), parallel);
        return (InLanes(caller, companions, unsteady), [.. loops.Select(loop => loop with { Function = Finish(loop, companions, unsteady) })], refusals, derivative);
    }

    /// <summary>The part of a loop: it knows its buffers by the names of the function around it, but arrays by those of their spans, which nobody replaces.</summary>
    private Function Finish(ParallelLoop loop, Dictionary<Value, Value> companions, HashSet<Value> unsteady)
    {
        Value Own(Value buffer) => loop.Spans.TryGetValue(buffer, out Value? span) ? span : buffer;
        Dictionary<Value, Value> own = companions.ToDictionary(pair => Own(pair.Key), pair => Own(pair.Value));
        return InLanes(PassList.Run(loop.Function, options, simd, cancellationToken), own, [.. unsteady.Where(buffer => !loop.Spans.ContainsKey(buffer))], loop.Shared);
    }

    private Function InLanes(Function function, Dictionary<Value, Value> companions, HashSet<Value> unsteady, IReadOnlyCollection<Value>? shared = null)
    {
        if (!options.Optimize || !options.Vectorize || !simd)
        {
            return function;
        }

        if (options.Runs(nameof(PostponedAdjoints)))
        {
            Function postponed = PostponedAdjoints.Run(function);
            function = ReferenceEquals(postponed, function) ? function : PassList.Run(postponed, options, reordersSums: true, cancellationToken);
        }

        if (options.Runs(nameof(FirstContributions)))
        {
            function = FirstContributions.Run(function);
        }

        if (options.Runs(nameof(RunningExtremes)))
        {
            Function called = RunningExtremes.Run(function, companions, unsteady, shared);
            function = ReferenceEquals(called, function) ? function : DeadCode.Run(called);
        }

        if (options.Runs(nameof(MatrixProducts)))
        {
            Function called = MatrixProducts.Run(function, companions, unsteady);
            function = ReferenceEquals(called, function) ? function : DeadCode.Run(called);
        }

        if (options.Runs(nameof(RowSums)))
        {
            Function called = RowSums.Run(function, companions, unsteady);
            function = ReferenceEquals(called, function) ? function : DeadCode.Run(called);
        }

        if (options.Runs(nameof(OverlappingSums)))
        {
            Function gathered = OverlappingSums.Run(function, companions, unsteady);
            function = ReferenceEquals(gathered, function) ? function : PassList.Run(gathered, options, reordersSums: true, cancellationToken);
        }

        if (options.Runs(nameof(FirstStores)))
        {
            function = FirstStores.Run(function, companions, unsteady, shared);
        }

        if (options.Runs(nameof(PairedProducts)))
        {
            function = PairedProducts.Run(function, companions, unsteady);
        }

        if (options.Runs(nameof(UnclearedScratch)))
        {
            function = UnclearedScratch.Run(function);
        }

        if (options.Runs(nameof(RoundBlocks)))
        {
            Function taken = RoundBlocks.Run(function, companions, unsteady, shared);
            function = ReferenceEquals(taken, function) ? function : DeadCode.Run(taken);
        }

        if (options.Runs(nameof(Tiling)))
        {
            function = Tiling.Run(function, companions, unsteady, shared);
        }

        if (options.Runs(nameof(LoopFission)))
        {
            function = LoopFission.Run(function, companions, unsteady, shared);
        }

        if (options.Runs(nameof(Vectorizer)))
        {
            function = Vectorizer.Run(function, companions, unsteady, shared);
            function = options.Runs(nameof(LoopInvariants)) ? LoopInvariants.Run(function) : function;
        }

        if (options.Runs(nameof(SharedViews)))
        {
            function = SharedViews.Run(function);
        }

        if (options.Runs(nameof(RegisterSums)))
        {
            function = RegisterSums.Run(function);
        }

        if (options.Runs(nameof(Jamming)))
        {
            Function jammed = Jamming.Run(function);
            function = ReferenceEquals(jammed, function) || !options.Runs(nameof(Simplify)) ? jammed : DeadCode.Run(Simplify.RunOnIndices(jammed));
        }

        if (options.Runs(nameof(LaneBlocks)))
        {
            function = LaneBlocks.Run(function);
        }

        if (options.Runs(nameof(FusedSums)))
        {
            Function fused = FusedSums.Run(function);
            function = ReferenceEquals(fused, function) ? function : DeadCode.Run(fused);
        }

        if (options.Runs(nameof(LaneRuns)))
        {
            Function runs = LaneRuns.Run(function);
            function = ReferenceEquals(runs, function) ? function : DeadCode.Run(runs);
        }

        return function;
    }

    /// <summary>The buffers that the members require to be as long as the primal's: seeds and destinations, which follow its parameters in this order.</summary>
    private static Dictionary<Value, Value> Companions(Function derivative, ReverseRequest request)
    {
        List<Companion> extra = [.. request.Work, .. request.BufferSeeds, .. request.Destinations.Where(c => derivative.Parameters[c.Parameter].Type.IsMemory)];
        Dictionary<Value, Value> companions = [];
        int next = derivative.Parameters.Count - extra.Count;
        foreach (Companion companion in extra)
        {
            Value buffer = derivative.Parameters[next++];
            if (buffer.Type.IsBuffer)
            {
                companions[buffer] = derivative.Parameters[companion.Parameter];
            }
        }

        return companions;
    }
}
