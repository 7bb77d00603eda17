using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Copies what a loop computes from outer values alone to the place before it: starts of rows, strides, the sizes of scratch. And takes an index
/// apart into the loop's own index and such an offset.
/// </summary>
internal sealed class Hoisting(For loop, LaneAnalysis lanes, FunctionFacts facts)
{
    private readonly Dictionary<Value, Value> _copies = [];

    /// <summary>The value is known before the loop, or can be computed there without harm.</summary>
    public bool IsOuter(Value value) => !lanes.IsInside(value)
        || (facts.DefinitionOf(value) is Expression expression
            && expression is Constant or External or Unary or Binary or Ir.Convert or Select or StopGradient or Length or LaneCount
            && !facts.CanFault(expression)
            && expression.Operands.All(IsOuter));

    public Value Hoist(Value value, RegionBuilder before)
    {
        if (!lanes.IsInside(value))
        {
            return value;
        }

        if (!_copies.TryGetValue(value, out Value? copy))
        {
            Expression expression = facts.DefinitionOf(value)!.Map(operand => Hoist(operand, before));
            _copies[value] = copy = before.Let(expression, value.Hint);
        }

        return copy;
    }

    /// <summary>
    /// The terms which the loop's index has to be added to, each with its sign; null where the index is something else or the terms are not known before
    /// the loop.
    /// </summary>
    public List<(Value Term, int Sign)>? Offset(Value index)
    {
        List<(Value, int)> terms = [];
        return Collect(index, 1, terms) == 1 ? terms : null;
    }

    /// <summary>The loop's bound can make sure that what the lanes touch exists: neighbours in a buffer that is known before it.</summary>
    public bool IsBounded(Access access) => access.Class.IsNeighbour && !lanes.IsInside(access.Buffer) && Offset(access.Index) is not null;

    /// <summary>How often the loop's index is in it; null where that is not to be told.</summary>
    private int? Collect(Value value, int sign, List<(Value Term, int Sign)> terms)
    {
        if (value == loop.Index)
        {
            return sign;
        }

        if (IsOuter(value))
        {
            terms.Add((value, sign));
            return 0;
        }

        return facts.DefinitionOf(value) is Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } binary
            ? Collect(binary.Left, sign, terms) + Collect(binary.Right, binary.Operator == BinaryOperator.Add ? sign : -sign, terms)
            : null;
    }
}
