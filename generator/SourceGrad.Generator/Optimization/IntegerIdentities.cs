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
            BinaryOperator.Subtract when Is(right, 0) => left,
            BinaryOperator.Add or BinaryOperator.Subtract => Sum(expression),
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

    /// <summary>(x ± c) ± d = x ± e</summary>
    private Outcome? Sum(Binary expression)
    {
        if (Shift(expression) is not (Value inner, Constant outer)
            || definitions.Find(inner) is not Binary sum
            || Shift(sum) is not (Value value, Constant added)
            || ConstantFolding.Fold(BinaryOperator.Add, added, outer) is not Constant shift)
        {
            return null;
        }

        if (shift.Is(0))
        {
            return value;
        }

        Constant zero = Constant.Zero(shift.Type);
        return shift.Bits < 0 && ConstantFolding.Fold(BinaryOperator.Subtract, zero, shift) is Constant { Bits: > 0 } back
            ? new Binary(BinaryOperator.Subtract, value, let(back))
            : new Binary(BinaryOperator.Add, value, let(shift));
    }

    /// <summary>The value to which a constant is added, and the constant.</summary>
    private (Value Value, Constant Shift)? Shift(Binary expression)
    {
        if (expression is not { Operator: BinaryOperator.Add or BinaryOperator.Subtract, IsChecked: false } || definitions.ConstantOf(expression.Right) is not Constant constant)
        {
            return null;
        }

        Constant? shift = expression.Operator == BinaryOperator.Add ? constant : ConstantFolding.Fold(BinaryOperator.Subtract, Constant.Zero(constant.Type), constant);
        return shift is null ? null : (expression.Left, shift);
    }
}
