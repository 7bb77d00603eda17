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
    public List<(Value Term, int Sign)>? Offset(Value index) => Offset(index, 1);

    /// <summary>The same for so many times the loop's index.</summary>
    public List<(Value Term, int Sign)>? Offset(Value index, int factor)
    {
        List<(Value, int)> terms = [];
        return Collect(index, 1, terms) == factor ? terms : null;
    }

    /// <summary>The loop's bound can make sure that what the lanes touch exists, in a buffer that is known before it: neighbours, or elements as far apart from each other.</summary>
    public bool IsBounded(Access access) => !lanes.IsInside(access.Buffer)
        && (access.Class.IsNeighbour ? Offset(access.Index) : OffsetApart(access.Buffer, access.Index)) is not null;

    /// <summary>
    /// <see cref="Offset(Value, int)"/> where the elements have a known distance, more than one, and the first of them is known before the loop, which counts from zero or a positive number;
    /// else null.
    /// </summary>
    public List<(Value Term, int Sign)>? OffsetApart(Value buffer, Value index) =>
        lanes.ClassOf(index) is { HasFixedStep: true, Factor: > 1 } found
        && buffer.Type.IsBuffer && !buffer.Type.IsStrided && buffer.Type.Shape is not (Shape.Tape or Shape.Stack) && facts.IsFixed(buffer)
        && facts.ConstantOf(loop.From) is { Bits: >= 0 }
            ? Offset(index, found.Factor)
            : null;

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

        return facts.DefinitionOf(value) switch
        {
            Binary { Operator: BinaryOperator.Add or BinaryOperator.Subtract } sum =>
                Collect(sum.Left, sign, terms) + Collect(sum.Right, sum.Operator == BinaryOperator.Add ? sign : -sign, terms),
            Binary { Operator: BinaryOperator.Multiply } product when product.Left == loop.Index => sign * Number(product.Right),
            Binary { Operator: BinaryOperator.Multiply } product when product.Right == loop.Index => sign * Number(product.Left),
            _ => null,
        };
    }

    private int? Number(Value value) => facts.ConstantOf(value) is { Bits: > -1024 and < 1024 } number ? (int)number.Bits : null;
}
