using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Which loops' iterations become lanes, asked from the outside in: an outer loop where its inner loops are short, triangular, recurrent or nothing for lanes
/// themselves, else the inner ones.
/// </summary>
internal sealed class LaneChoices(FunctionFacts facts)
{
    private const int FewestRounds = 8;

    private readonly Dictionary<Value, LaneAnalysis?> _choices = [];

    /// <summary>A loop that is known to have few rounds does not become lanes.</summary>
    public static bool IsShort(For loop, FunctionFacts facts) =>
        facts.UpperBounds(loop.To).Any(to => facts.LowerBounds(loop.From).Any(from => facts.Distance(from, to) < FewestRounds));

    /// <summary>The loop's analysis, if its iterations are to be lanes.</summary>
    public LaneAnalysis? Of(For loop)
    {
        if (!_choices.TryGetValue(loop.Index, out LaneAnalysis? choice))
        {
            _choices[loop.Index] = choice = Analyze(loop);
        }

        return choice;
    }

    private LaneAnalysis? Analyze(For loop)
    {
        if (IsShort(loop, facts))
        {
            return null;
        }

        LaneAnalysis lanes = LaneAnalysis.Of(loop, facts);
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

    private bool IsContiguous(For loop) => Of(loop) is { IsContiguous: true };

    /// <summary>Gathering lanes one by one costs as much as a few operations saved.</summary>
    private static bool IsWorthwhile(LaneAnalysis lanes, For loop)
    {
        int gathers = lanes.Accesses.Count(access => access.Class.IsLinear && !access.Class.IsNeighbour);
        return gathers == 0 || lanes.DearCalls > 0 || loop.Body.Statements.Count > 8 * gathers;
    }

    /// <summary>The loops of a region, those in each other included.</summary>
    public static IEnumerable<For> InnerLoops(Region region)
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
