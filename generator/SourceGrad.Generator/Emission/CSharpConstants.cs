using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>
/// Which expressions C# takes for constants, since they are written with nothing but literals, and which of their operations it refuses to compute: one that overflows
/// is an error then, even where at run time it would wrap around.
/// </summary>
internal sealed class CSharpConstants(Plan plan)
{
    private readonly Dictionary<Value, long?> _integers = [];
    private readonly Dictionary<Value, bool> _reals = [];

    /// <summary>The operation is an error, as it stands.</summary>
    public bool Refuses(Expression expression) => expression switch
    {
        Binary { Type.IsInteger: true } binary => IntegerOf(binary.Left) is long left && IntegerOf(binary.Right) is long right && Compute(binary.Operator, binary.Type, left, right) is null,
        Unary { Operator: UnaryOperator.Negate, Type.IsInteger: true } negate => IntegerOf(negate.Operand) == Least(negate.Type),
        Ir.Convert { Type.IsInteger: true, Operand.Type.IsFloating: true } convert => plan.ConstantOf(convert.Operand) is Constant constant
            ? !(Math.Abs(constant.AsDouble) < (convert.Type.Kind == ScalarKind.Int ? int.MaxValue : 1e18))
            : IsReal(convert.Operand),
        Ir.Convert { Type.Kind: ScalarKind.Int, Operand.Type.Kind: ScalarKind.Long } convert => IntegerOf(convert.Operand) is < int.MinValue or > int.MaxValue,
        _ => false,
    };

    /// <summary>The constant integer that the value is written as; null where it is written as something else.</summary>
    private long? IntegerOf(Value value)
    {
        if (!_integers.TryGetValue(value, out long? number))
        {
            _integers[value] = number = !value.Type.IsInteger ? null : plan.ConstantOf(value) is Constant constant ? constant.Bits : ComputeNested(value);
        }

        return number;
    }

    private long? ComputeNested(Value value)
    {
        if (Nested(value) is not Expression expression || Refuses(expression))
        {
            return null;
        }

        return expression switch
        {
            Binary binary => IntegerOf(binary.Left) is long left && IntegerOf(binary.Right) is long right ? Compute(binary.Operator, binary.Type, left, right) : null,
            Unary { Operator: UnaryOperator.Negate } negate => -IntegerOf(negate.Operand),
            Unary { Operator: UnaryOperator.Complement } complement => ~IntegerOf(complement.Operand),
            Ir.Convert { Operand.Type.IsInteger: true } convert => IntegerOf(convert.Operand),
            _ => null,
        };
    }

    /// <summary>The real number is written with literals alone.</summary>
    private bool IsReal(Value value)
    {
        if (!_reals.TryGetValue(value, out bool isReal))
        {
            _reals[value] = isReal = plan.ConstantOf(value) is not null
                || (Nested(value) is Expression expression && (expression is Unary or Binary or Select or StopGradient || expression is Ir.Convert { Operand.Type.IsInteger: true } convert && IntegerOf(convert.Operand) is not null)
                    && expression.Operands.All(operand => IsReal(operand) || operand.Type == IrType.Bool));
        }

        return isReal;
    }

    private Expression? Nested(Value value) => plan.Info(value) is { Node.IsNested: true } info ? info.Expression : null;

    private static long? Compute(BinaryOperator op, IrType type, long left, long right)
    {
        int shift = (int)right & (type.Kind == ScalarKind.Int ? 31 : 63);
        try
        {
            long? result = checked(op switch
            {
                BinaryOperator.Add => (long?)(left + right),
                BinaryOperator.Subtract => left - right,
                BinaryOperator.Multiply => left * right,
                BinaryOperator.Divide => left / right,
                BinaryOperator.Remainder => left == Least(type) && right == -1 ? throw new OverflowException() : left % right,
                BinaryOperator.And => left & right,
                BinaryOperator.Or => left | right,
                BinaryOperator.Xor => left ^ right,
                BinaryOperator.ShiftLeft => type.Kind == ScalarKind.Int ? unchecked((int)left << shift) : left << shift,
                BinaryOperator.ShiftRight => left >> shift,
                BinaryOperator.UnsignedShiftRight => type.Kind == ScalarKind.Int ? unchecked((int)((uint)left >> shift)) : unchecked((long)((ulong)left >> shift)),
                _ => null,
            });
            return type.Kind == ScalarKind.Int && result is < int.MinValue or > int.MaxValue ? null : result;
        }
        catch (ArithmeticException)
        {
            return null;
        }
    }

    private static long Least(IrType type) => type.Kind == ScalarKind.Int ? int.MinValue : long.MinValue;
}
