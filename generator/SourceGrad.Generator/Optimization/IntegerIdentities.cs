using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>Identities of int and long, which hold because their arithmetic wraps around.</summary>
internal sealed class IntegerIdentities(Definitions definitions, Func<Expression, Value> let)
{
    public Outcome? Simplify(Binary expression)
    {
        Value left = expression.Left, right = expression.Right;
        if (left.Equals(right) && OfEqual(expression) is Outcome outcome)
        {
            return outcome;
        }

        return expression.Operator switch
        {
            BinaryOperator.Add when Is(right, 0) => left,
            BinaryOperator.Add when Is(left, 0) => right,
            BinaryOperator.Add => Sum(expression),
            BinaryOperator.Subtract when Is(right, 0) => left,
            BinaryOperator.Multiply when Is(right, 1) => left,
            BinaryOperator.Multiply when Is(left, 1) => right,
            BinaryOperator.Multiply when Is(left, 0) || Is(right, 0) => Constant.Zero(expression.Type),
            BinaryOperator.Divide when Is(right, 1) => left,
            BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight when Is(right, 0) => left,
            _ => null,
        };
    }

    private static Outcome? OfEqual(Binary expression) => expression.Operator switch
    {
        BinaryOperator.Equal or BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual => Constant.Bool(true),
        BinaryOperator.NotEqual or BinaryOperator.Less or BinaryOperator.Greater => Constant.Bool(false),
        BinaryOperator.Subtract or BinaryOperator.Xor => Constant.Zero(expression.Type),
        BinaryOperator.And or BinaryOperator.Or => expression.Left,
        _ => null,
    };

    private bool Is(Value value, int number) => definitions.ConstantOf(value)?.Is(number) == true;

    /// <summary>(x + c) + d = x + (c + d)</summary>
    private Outcome? Sum(Binary expression)
    {
        if (definitions.ConstantOf(expression.Right) is Constant outer
            && definitions.Find(expression.Left) is Binary { Operator: BinaryOperator.Add, IsChecked: false } inner
            && definitions.ConstantOf(inner.Right) is Constant added
            && ConstantFolding.Fold(BinaryOperator.Add, added, outer) is Constant sum)
        {
            return new Binary(BinaryOperator.Add, inner.Left, let(sum));
        }

        return null;
    }
}
