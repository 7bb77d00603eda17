using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Register tiling: does several iterations of a loop side by side where its inner loops will be done in lanes and read, or add to, elements that
/// do not depend on the outer index. Such an element is then loaded and stored once for all of them, and their sums do not wait for one another.
/// What stands here is also called unroll-and-jam. It runs before <see cref="Vectorizer"/>, which puts the inner loops in lanes.
/// </summary>
/// <remarks>
/// Right under the same conditions as lanes: <see cref="LaneAnalysis"/> says that the iterations may run together, statement by statement.
/// See S. Carr and K. Kennedy, Improving the ratio of memory operations to floating-point operations in loops, TOPLAS 16 (1994).
/// </remarks>
/// <example>
/// <code>
/// for o from 0 to n {                                   for o from 0 to n - n % 4 step 4 {
///   %s = for i (s = 0) { yield s + w[o * m + i] * x[i] }   %s0…%s3 = for i (s0 = 0, …, s3 = 0) { %x = x[i]; yield s0 + w[o * m + i] * %x, … }
///   y[o] = %s                                              y[o] = %s0; …; y[o + 3] = %s3
/// }                                                     }
///                                                       for o from n - n % 4 to n { … }
/// </code>
/// </example>
internal sealed class Tiling : Rewriter
{
    /// <summary>Of the loop round an innermost one. With more, the sums and what they read no longer fit into sixteen registers.</summary>
    private const int Rows = 4;

    /// <summary>Of the loop round that, if there is one.</summary>
    private const int Planes = 2;

    /// <summary>What an innermost loop may do in an iteration; more of it has work enough without company.</summary>
    private const int MostOperations = 12;

    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;

    private Tiling(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
    {
        _facts = new FunctionFacts(function, companions, fields, shared);
        _values = new ValueFactory(function.NextId);
    }

    /// <param name="function">After the optimizer.</param>
    /// <param name="companions">Buffers that the caller has to make as long as another one.</param>
    /// <param name="fields">Parameters that are fields of an object.</param>
    /// <param name="shared">Parameters of which other threads write elements.</param>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null)
    {
        Tiling pass = new(function, companions, fields, shared);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        For loop = (For)base.VisitFor(statement)!;
        int rows = Depth(statement) == 1 ? Rows : Planes;
        if (Fits(statement, rows) is not LaneAnalysis lanes)
        {
            return loop;
        }

        RegionBuilder before = new(_values), after = new(_values);
        Value whole = Tile.Whole(loop, rows, _facts.ConstantOf, before);
        (For tiles, List<Value> carried) = new Tile(loop, lanes.StepOf, _facts.ConstantOf, _values, rows).Build(whole, before, after);
        EmitAll(before);
        Emit(tiles);
        EmitAll(after);
        return loop with { From = whole, Reversed = false, Initials = carried.ToEquatable() };
    }

    /// <summary>
    /// The analysis of a loop that is worth it: there is something that its iterations share, and the inner loops will still be done in lanes, which they
    /// are not where they store to several rows of one matrix. Of iterations of two loops, one in the other, that may each run
    /// together, those of both may.
    /// </summary>
    private LaneAnalysis? Fits(For loop, int rows)
    {
        int depth = Depth(loop);
        if (depth is not (1 or 2)
            || _facts.ConstantOf(loop.From)?.Is(0) != true
            || (_facts.ConstantOf(loop.To) is Constant count && count.Bits < rows)
            || !IsPlain(loop.Body, depth))
        {
            return null;
        }

        LaneAnalysis lanes = LaneAnalysis.Of(loop, _facts, isTile: true);
        if (lanes.Failure is not null || lanes.LaneScratch.Count > 0 || lanes.LaneTapes.Count > 0)
        {
            return null;
        }

        List<LaneAnalysis> inner = [.. Innermost(loop.Body).Select(nested => LaneAnalysis.Of(nested, _facts))];
        return inner.All(nested => nested is { Failure: null, IsContiguous: true } && nested.Accesses.All(access => access.Kind != AccessKind.Store)) && inner.Any(nested => nested.Accesses.Any(access => access.Class.IsLinear && lanes.ClassOf(access.Index).IsUniform))
            ? lanes
            : null;
    }

    /// <summary>How many levels of loops there are in a loop.</summary>
    private static int Depth(For loop) => loop.Body.Statements.OfType<For>().Select(inner => 1 + Depth(inner)).DefaultIfEmpty().Max();

    private static IEnumerable<For> Innermost(Region region) => region.Statements.OfType<For>()
        .SelectMany(loop => Depth(loop) == 0 ? [loop] : Innermost(loop.Body));

    private static bool IsPlain(Region region, int depth) => region.Statements.All(statement => statement switch
    {
        Let let => let.Expression is not (Allocate or NewTape or Pop or Call),
        Store or Accumulate => true,
        For { Step: 1, LaneKind: null } loop => IsPlain(loop.Body, depth - 1) && (depth > 1 || loop.Body.Statements.Count <= MostOperations),
        _ => false,
    });
}
