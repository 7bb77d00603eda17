using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Merges loop counters that always agree: carried integers of a while-loop that start from the same constant and grow by the same
/// constant. The reverse transform counts the trips of every such loop; where the user counts them too, one counter is enough.
/// </summary>
/// <remarks>Right by induction over the rounds: equal before the first, and equal steps keep them equal.</remarks>
/// <example>
/// <code>
/// while (n = 0, trips = 0) { …; yield n + 1, trips + 1 }      becomes      while (n = 0) { …; yield n + 1 }
/// </code>
/// </example>
internal sealed class EqualCounters : Rewriter
{
    private readonly Definitions _definitions;

    private EqualCounters(Function function) => _definitions = Definitions.Of(function);

    public static Function Run(Function function) => new EqualCounters(function).Rewrite(function);

    public override Statement? VisitWhile(While statement)
    {
        Dictionary<(long Start, long Step), int> counters = [];
        List<int> kept = [];
        for (int i = 0; i < statement.Parameters.Count; i++)
        {
            if (Counter(statement, i) is not (long Start, long Step) counter)
            {
                kept.Add(i);
            }
            else if (counters.TryGetValue(counter, out int first))
            {
                Replace(statement.Parameters[i], statement.Parameters[first]);
                Replace(statement.Outputs[i], statement.Outputs[first]);
            }
            else
            {
                counters.Add(counter, i);
                kept.Add(i);
            }
        }

        if (kept.Count == statement.Parameters.Count)
        {
            return base.VisitWhile(statement);
        }

        EquatableArray<Value> Keep(EquatableArray<Value> all) => kept.Select(i => all[i]).ToEquatable();
        return base.VisitWhile(statement with
        {
            Initials = Keep(statement.Initials),
            Parameters = Keep(statement.Parameters),
            Body = statement.Body with { Yields = Keep(statement.Body.Yields) },
            Outputs = Keep(statement.Outputs),
        });
    }

    private (long Start, long Step)? Counter(While loop, int i)
    {
        Value parameter = loop.Parameters[i];
        return parameter.Type == IrType.Int
            && ConstantOf(loop.Initials[i]) is long start
            && _definitions.Find(loop.Body.Yields[i]) is Binary { Operator: BinaryOperator.Add } add
            && add.Left == parameter
            && ConstantOf(add.Right) is long step
            ? (start, step)
            : null;
    }

    private long? ConstantOf(Value value) =>
        _definitions.ConstantOf(value)?.Bits;
}
