using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Finds the scratch buffers that no iteration of a loop shares with another one. Two kinds: what each iteration overwrites entirely before it
/// reads it, and what each iteration finds full of zeros and leaves so (the adjoints of the first kind). Each lane may then
/// have a buffer of its own.
/// </summary>
/// <example>
/// <code>
/// for i { for k { h[k] = … } … h[k] … }                       overwritten
/// for i { for k { h'[k] += … } for k { … h'[k] …; h'[k] = 0 } }      left at zero
/// </code>
/// </example>
internal static class ScratchUse
{
    public static bool IsPrivate(For loop, Value root, FunctionFacts facts)
    {
        if (facts.DefinitionOf(root) is not Allocate allocate)
        {
            return false;
        }

        if (loop.Body.Statements.Any(statement => statement is Let let && let.Result == root))
        {
            return true;
        }

        return facts.CountUses(root) == Count(loop.Body, root, facts)
            && (IsOverwritten(loop.Body, root, allocate, facts) || IsLeftAtZero(loop.Body, root, allocate, facts));
    }

    private static int Count(Region region, Value root, FunctionFacts facts) =>
        region.Statements.Sum(statement => Count(statement, root, facts));

    private static int Count(Statement statement, Value root, FunctionFacts facts) =>
        statement.Operands.Count(operand => !operand.Type.IsScalar && facts.RootOf(operand) == root)
        + statement.Regions.Sum(region => Count(region, root, facts));

    private static bool IsOverwritten(Region region, Value root, Allocate allocate, FunctionFacts facts)
    {
        foreach (Statement use in Uses(region, root, facts))
        {
            switch (use)
            {
                case Clear clear when clear.Buffer == root:
                case For fill when CoversAll(fill, allocate, facts) && IsFirst(fill, root, facts):
                    return true;
                case For inner when IsOverwritten(inner.Body, root, allocate, facts):
                    continue;
                default:
                    return false;
            }
        }

        return true;
    }

    private static List<Statement> Uses(Region region, Value root, FunctionFacts facts) =>
        [.. region.Statements.Where(statement => statement is not Let { Expression: Length } && Count(statement, root, facts) > 0)];

    /// <summary>The loop stores to the element of its index before anything else touches the buffer.</summary>
    private static bool IsFirst(For fill, Value root, FunctionFacts facts)
    {
        Statement? first = fill.Body.Statements.FirstOrDefault(statement => Count(statement, root, facts) > 0);
        return first is Store store && store.Buffer == root && store.Index == fill.Index
            && fill.Body.Statements.Where(statement => statement != first).All(statement => ReadsOnly(statement, root, fill.Index, facts));
    }

    private static bool ReadsOnly(Statement statement, Value root, Value index, FunctionFacts facts) => statement switch
    {
        _ when Count(statement, root, facts) == 0 => true,
        Let { Expression: Load load } => load.Index == index && load.Buffer == root,
        Store store => store.Index == index && store.Buffer == root,
        Accumulate accumulate => accumulate.Index == index && accumulate.Buffer == root,
        _ => false,
    };

    private static bool IsLeftAtZero(Region region, Value root, Allocate allocate, FunctionFacts facts)
    {
        List<Statement> uses = Uses(region, root, facts);
        for (int k = uses.Count - 1; k >= 0; k--)
        {
            switch (uses[k])
            {
                case Clear clear when clear.Buffer == root:
                case For sweep when CoversAll(sweep, allocate, facts) && EndsAtZero(sweep, root, facts):
                    return true;
                case For inner when IsLeftAtZero(inner.Body, root, allocate, facts):
                    continue;
                default:
                    return false;
            }
        }

        return true;
    }

    private static bool EndsAtZero(For sweep, Value root, FunctionFacts facts)
    {
        Statement? last = sweep.Body.Statements.LastOrDefault(statement => Count(statement, root, facts) > 0);
        return last is Store store && store.Buffer == root && store.Index == sweep.Index
            && facts.ConstantOf(store.Operand) is { Bits: 0 }
            && sweep.Body.Statements.All(statement => ReadsOnly(statement, root, sweep.Index, facts));
    }

    private static bool CoversAll(For loop, Allocate allocate, FunctionFacts facts) =>
        loop.Step == 1 && facts.ConstantOf(loop.From)?.Is(0) == true && facts.AreEqual(loop.To, allocate.Count);
}
