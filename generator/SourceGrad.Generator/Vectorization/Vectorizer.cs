using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Chooses the loops whose iterations become lanes, from the outside in: an outer loop where its inner loops are short, triangular, recurrent or nothing for lanes
/// themselves, else the inner ones.
/// </summary>
internal sealed class Vectorizer : Rewriter
{
    private const int FewestRounds = 8;

    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;
    private readonly Dictionary<Value, LaneAnalysis?> _choices = [];
    private int _depth;

    private Vectorizer(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
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
        Vectorizer pass = new(function, companions, fields, shared);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    /// <summary>A loop that is known to have few rounds does not become lanes.</summary>
    public static bool IsShort(For loop, FunctionFacts facts) =>
        facts.ConstantOf(loop.From) is Constant from && facts.ConstantOf(loop.To) is Constant to && to.Bits - from.Bits < FewestRounds;

    public override Statement? VisitFor(For statement)
    {
        if (Choice(statement) is not LaneAnalysis lanes)
        {
            _depth++;
            Statement? outer = base.VisitFor(statement);
            _depth--;
            return outer;
        }

        List<Statement> statements = LaneLoop.Build(statement, lanes, _facts, _values, isRepeated: _depth > 0);
        foreach (Statement made in statements.Take(statements.Count - 1))
        {
            Emit(made);
        }

        return statements[statements.Count - 1];
    }

    /// <summary>The loop's analysis, if its iterations are to be lanes.</summary>
    private LaneAnalysis? Choice(For loop)
    {
        if (!_choices.TryGetValue(loop.Index, out LaneAnalysis? choice))
        {
            _choices[loop.Index] = choice = Analyze(loop);
        }

        return choice;
    }

    private LaneAnalysis? Analyze(For loop)
    {
        if (IsShort(loop, _facts))
        {
            return null;
        }

        LaneAnalysis lanes = LaneAnalysis.Of(loop, _facts);
        if (lanes.Failure is not null)
        {
            return null;
        }

        List<For> inner = [.. InnerLoops(loop.Body)];
        if (inner.Count == 0)
        {
            return IsWorthwhile(lanes, loop) ? lanes : null;
        }

        bool scatters = lanes.Accesses.Any(access => access.Kind != AccessKind.Load && access.Class.IsLinear && !access.Class.IsNeighbour);
        return inner.All(IsContiguous) || (scatters && lanes.DearCalls == 0) ? null : lanes;
    }

    private bool IsContiguous(For loop) => Choice(loop) is { IsContiguous: true };

    /// <summary>Gathering lanes one by one costs as much as a few operations saved.</summary>
    private static bool IsWorthwhile(LaneAnalysis lanes, For loop)
    {
        int gathers = lanes.Accesses.Count(access => access.Class.IsLinear && !access.Class.IsNeighbour);
        return gathers == 0 || lanes.DearCalls > 0 || loop.Body.Statements.Count > 8 * gathers;
    }

    private static IEnumerable<For> InnerLoops(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is For loop)
            {
                yield return loop;
            }

            foreach (For inner in statement.Regions.SelectMany(InnerLoops))
            {
                yield return inner;
            }
        }
    }
}
