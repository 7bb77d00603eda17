using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Takes a loop whose rounds call dear functions of each other's results apart at these calls, into loops of calls that do not wait for each other. A processor looks some hundred operations
/// ahead: while one vector waits for its last call it does not get to the next vector's first ones. What a later loop needs of an earlier one is read
/// where the loop stores it anyhow, for the reverse sweep, or computed again if that is cheap.
/// </summary>
/// <remarks>
/// Right because the rounds of a loop that becomes lanes do not depend on each other, and because in a round each element is touched by the parts in the order of the
/// statements. Loops alone that a loop around runs again and again: they are short, and what they store is still in the cache.
/// </remarks>
/// <example>
/// <code>
/// for i {                                            for i { t[i] = exp(x[i]); u[i] = tanh(y[i]); v[i] = sin(y[i]) }
///   %a = exp(x[i]); t[i] = %a                        for i { y[i] = tanh(t[i] * u[i] + v[i]) }
///   %b = tanh(y[i]); u[i] = %b
///   %c = sin(y[i]); v[i] = %c
///   y[i] = tanh(%a * %b + %c) }
/// </code>
/// </example>
internal sealed class LoopFission : LanePass
{
    /// <summary>The operations of fewer calls fit in what a processor looks ahead.</summary>
    private const int FewestCalls = 4;

    private LoopFission(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
        : base(function, companions, fields, shared)
    {
    }

    /// <inheritdoc cref="Vectorizer.Run"/>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null) =>
        new LoopFission(function, companions, fields, shared).Rewrite(function);

    protected override Statement VisitChosen(For loop, LaneAnalysis lanes, bool isRepeated)
    {
        if (!isRepeated || lanes.Throws || lanes.DearCalls < FewestCalls || !lanes.IsContiguous || FissionPlan.Of(loop, Facts) is not FissionPlan plan)
        {
            return loop;
        }

        for (int part = 0; part < plan.Parts - 1; part++)
        {
            Emit(Part(loop, plan, part, new Cloning(Values)));
        }

        return Part(loop, plan, plan.Parts - 1, null);
    }

    /// <param name="loop">The loop.</param>
    /// <param name="plan">How to take it apart.</param>
    /// <param name="part">Which part.</param>
    /// <param name="copies">Null for the last part, which has the loop's own values.</param>
    private For Part(For loop, FissionPlan plan, int part, Cloning? copies)
    {
        EquatableArray<Statement> statements = plan.StatementsOf(part).ToEquatable();
        List<int> carried = [.. Enumerable.Range(0, loop.Parameters.Count).Where(k => plan.PartOfParameter(k) == part)];
        Value Define(Value value)
        {
            if (copies is null)
            {
                return value;
            }

            Value copy = Values.Create(value.Type, value.Hint);
            copies.Bind(value, copy);
            return copy;
        }

        Value index = Define(loop.Index);
        EquatableArray<Value> parameters = carried.Select(k => Define(loop.Parameters[k])).ToEquatable();
        Region body = new(statements, carried.Select(k => loop.Body.Yields[k]).ToEquatable());
        return loop with
        {
            Index = index,
            Initials = carried.Select(k => loop.Initials[k]).ToEquatable(),
            Parameters = parameters,
            Body = copies?.Map(body) ?? body,
            Outputs = carried.Select(k => loop.Outputs[k]).ToEquatable(),
        };
    }
}
