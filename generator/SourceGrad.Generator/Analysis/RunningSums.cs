using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Recognizes a value to which a region only adds: directly (<c>s + x</c>, <c>s - x</c>), in a branch, or in an inner loop, and which is used for
/// nothing else. Its adjoint is then the same before and after the region.
/// </summary>
internal static class RunningSums
{
    /// <summary>The region turns <paramref name="start"/> into <paramref name="end"/> by additions alone.</summary>
    public static bool IsSum(Region region, Value start, Value end) => end == FinalOf(region, start);

    private static Value? FinalOf(Region region, Value start)
    {
        Value current = start;
        while (true)
        {
            Statement? user = null;
            foreach (Statement statement in region.Statements)
            {
                if (Reads(statement, current))
                {
                    if (user is not null)
                    {
                        return null;
                    }

                    user = statement;
                }
            }

            int yields = region.Yields.Count(yield => yield == current);
            if (user is null)
            {
                return yields <= 1 ? current : null;
            }

            if (yields > 0 || Next(user, current) is not Value next)
            {
                return null;
            }

            current = next;
        }
    }

    private static bool Reads(Statement statement, Value value) =>
        statement.Operands.Contains(value)
        || statement.Regions.Any(region => region.Yields.Contains(value) || region.Statements.Any(inner => Reads(inner, value)));

    private static Value? Next(Statement user, Value current) => user switch
    {
        Let { Expression: Binary { Operator: BinaryOperator.Add } add } let when add.Left != add.Right => let.Result,
        Let { Expression: Binary { Operator: BinaryOperator.Subtract } subtract } let when subtract.Right != current => let.Result,
        If branch when branch.Condition != current => NextOf(branch, current),
        For loop when loop.Initials.Count(initial => initial == current) == 1 && !ReadsInside(loop, current) => Slot(loop.Outputs, i =>
            loop.Initials[i] == current && IsSum(loop.Body, loop.Parameters[i], loop.Body.Yields[i])),
        _ => null,
    };

    /// <summary>Each arm is followed once, not once for every output: arms nest, and that would double the time at each level.</summary>
    private static Value? NextOf(If branch, Value current) =>
        FinalOf(branch.Then, current) is Value then && FinalOf(branch.Else, current) is Value otherwise
            ? Slot(branch.Outputs, i => branch.Then.Yields[i] == then && branch.Else.Yields[i] == otherwise)
            : null;

    private static bool ReadsInside(Statement statement, Value value) =>
        statement.Regions.Any(region => region.Yields.Contains(value) || region.Statements.Any(inner => Reads(inner, value)));

    private static Value? Slot(IReadOnlyList<Value> outputs, Func<int, bool> isSum)
    {
        for (int i = 0; i < outputs.Count; i++)
        {
            if (isSum(i))
            {
                return outputs[i];
            }
        }

        return null;
    }
}
