using System.Numerics;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Ir;

/// <summary>C#'s operators on boxed scalars, unchecked, each in its own type.</summary>
internal static class ScalarArithmetic
{
    public static object Binary(BinaryOperator op, object left, object right) => left switch
    {
        bool value => Logical(op, value, (bool)right),
        int value when Shift(op) => Shifted(op, value, (int)right),
        long value when Shift(op) => Shifted(op, value, (int)right),
        int value => Integer(op, value, (int)right),
        long value => Integer(op, value, (long)right),
        float value => Number(op, value, (float)right),
        double value => Number(op, value, (double)right),
        _ => throw new ArgumentException("not a scalar", nameof(left)),
    };

    public static object Unary(UnaryOperator op, object operand) => (op, operand) switch
    {
        (UnaryOperator.Not, bool value) => !value,
        (UnaryOperator.Negate, int value) => unchecked(-value),
        (UnaryOperator.Negate, long value) => unchecked(-value),
        (UnaryOperator.Negate, float value) => -value,
        (UnaryOperator.Negate, double value) => -value,
        (UnaryOperator.Complement, int value) => ~value,
        (UnaryOperator.Complement, long value) => ~value,
        _ => throw new ArgumentException("not an operand", nameof(operand)),
    };

    public static object Convert(ScalarKind kind, object operand) => operand switch
    {
        int value => To(kind, value),
        long value => To(kind, value),
        float value => To(kind, value),
        double value => To(kind, value),
        _ => throw new ArgumentException("not a number", nameof(operand)),
    };

    // The casts to object keep the arms from being converted to their common type, double.
    private static object To(ScalarKind kind, int value) => kind switch
    {
        ScalarKind.Int => (object)value,
        ScalarKind.Long => (long)value,
        ScalarKind.Float => (float)value,
        ScalarKind.Double => (double)value,
        _ => throw new ArgumentException("not a number", nameof(kind)),
    };

    private static object To(ScalarKind kind, long value) => kind switch
    {
        ScalarKind.Int => (object)unchecked((int)value),
        ScalarKind.Long => value,
        ScalarKind.Float => (float)value,
        ScalarKind.Double => (double)value,
        _ => throw new ArgumentException("not a number", nameof(kind)),
    };

    private static object To(ScalarKind kind, float value) => kind switch
    {
        ScalarKind.Int => (object)unchecked((int)value),
        ScalarKind.Long => unchecked((long)value),
        ScalarKind.Float => value,
        ScalarKind.Double => (double)value,
        _ => throw new ArgumentException("not a number", nameof(kind)),
    };

    private static object To(ScalarKind kind, double value) => kind switch
    {
        ScalarKind.Int => (object)unchecked((int)value),
        ScalarKind.Long => unchecked((long)value),
        ScalarKind.Float => (float)value,
        ScalarKind.Double => value,
        _ => throw new ArgumentException("not a number", nameof(kind)),
    };

    private static bool Shift(BinaryOperator op) =>
        op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;

    private static object Shifted<T>(BinaryOperator op, T left, int right)
        where T : IShiftOperators<T, int, T> => op switch
        {
            BinaryOperator.ShiftLeft => left << right,
            BinaryOperator.ShiftRight => left >> right,
            _ => left >>> right,
        };

    private static object Logical(BinaryOperator op, bool left, bool right) => op switch
    {
        BinaryOperator.And => left & right,
        BinaryOperator.Or => left | right,
        BinaryOperator.Xor or BinaryOperator.NotEqual => left ^ right,
        BinaryOperator.Equal => left == right,
        _ => throw new ArgumentException("not an operator of bools", nameof(op)),
    };

    private static object Integer<T>(BinaryOperator op, T left, T right)
        where T : struct, IBinaryInteger<T> => op switch
        {
            BinaryOperator.And => left & right,
            BinaryOperator.Or => left | right,
            BinaryOperator.Xor => left ^ right,
            _ => Number(op, left, right),
        };

    private static object Number<T>(BinaryOperator op, T left, T right)
        where T : struct, INumber<T> => op switch
        {
            BinaryOperator.Add => unchecked(left + right),
            BinaryOperator.Subtract => unchecked(left - right),
            BinaryOperator.Multiply => unchecked(left * right),
            BinaryOperator.Divide => left / right,
            BinaryOperator.Remainder => left % right,
            BinaryOperator.Less => left < right,
            BinaryOperator.LessOrEqual => left <= right,
            BinaryOperator.Greater => left > right,
            BinaryOperator.GreaterOrEqual => left >= right,
            BinaryOperator.Equal => left == right,
            BinaryOperator.NotEqual => left != right,
            _ => throw new ArgumentException("not an operator of numbers", nameof(op)),
        };
}
