using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Computes operations on constants as C# does at run time: integers wrap around, a float result is rounded to float
/// after every operation (for + − * / rounding the double result once more gives the same). Null where
/// the operation would throw, or where its result depends on the processor.
/// </summary>
internal static class ConstantFolding
{
    public static Constant? Fold(UnaryOperator op, Constant operand) => op switch
    {
        UnaryOperator.Not => Constant.Bool(!operand.AsBool),
        UnaryOperator.Complement => Constant.Integer(operand.Type, ~operand.Bits),
        UnaryOperator.Negate => operand.Type.IsFloating
            ? Constant.Real(operand.Type, -operand.AsDouble) with { Literal = operand.Type.IsParameter ? Negated(operand.Literal) : null }
            : Integer(operand.Type, unchecked(-operand.Bits)),
    };

    public static Constant? Fold(BinaryOperator op, Constant left, Constant right) => left.Type switch
    {
        { Kind: ScalarKind.Bool } => Logical(op, left.AsBool, right.AsBool),
        { IsFloating: true } => Floating(op, left, right),
        _ => Integral(op, left, right),
    };

    public static Constant? Convert(IrType type, Constant operand)
    {
        if (!operand.Type.IsFloating)
        {
            return type.Kind switch
            {
                ScalarKind.Double => Constant.Real(type, operand.Bits),
                ScalarKind.Float => Constant.Real(type, (float)operand.Bits),
                ScalarKind.Parameter => Math.Abs(operand.Bits) < 1_000_000 ? Constant.Real(type, operand.Bits) : null,
                _ => Integer(type, operand.Bits),
            };
        }

        double value = operand.AsDouble;
        return type.Kind switch
        {
            ScalarKind.Double => Constant.Real(type, value),
            ScalarKind.Float => Constant.Real(type, (float)value),

            // The number of the type that is nearest, whichever that is.
            ScalarKind.Parameter when !operand.Type.IsParameter => Constant.Real(type, value),
            _ when operand.Type.IsParameter => null,

            // Out of range the result is the processor's.
            ScalarKind.Int when Math.Abs(value) < int.MaxValue => Constant.Integer(type, (int)value),
            ScalarKind.Long when Math.Abs(value) < 1e18 => Constant.Integer(type, (long)value),
            _ => null,
        };
    }

    private static Constant Integer(IrType type, long bits) =>
        Constant.Integer(type, type.Kind == ScalarKind.Int ? unchecked((int)bits) : bits);

    private static Constant? Logical(BinaryOperator op, bool left, bool right) => op switch
    {
        BinaryOperator.And => Constant.Bool(left & right),
        BinaryOperator.Or => Constant.Bool(left | right),
        BinaryOperator.Xor or BinaryOperator.NotEqual => Constant.Bool(left ^ right),
        BinaryOperator.Equal => Constant.Bool(left == right),
        _ => null,
    };

    private static Constant? Floating(BinaryOperator op, Constant left, Constant right)
    {
        if (left.Type.IsParameter && !IsSameInAnyPrecision(op, left, right))
        {
            return null;
        }

        double x = left.AsDouble, y = right.AsDouble;
        Constant Real(double value) => Constant.Real(left.Type, left.Type.Kind == ScalarKind.Float ? (float)value : value);
        return op switch
        {
            BinaryOperator.Add => Real(x + y),
            BinaryOperator.Subtract => Real(x - y),
            BinaryOperator.Multiply => Real(x * y),
            BinaryOperator.Divide => Real(x / y),
            BinaryOperator.Remainder => Real(x % y),
            BinaryOperator.Less => Constant.Bool(x < y),
            BinaryOperator.LessOrEqual => Constant.Bool(x <= y),
            BinaryOperator.Greater => Constant.Bool(x > y),
            BinaryOperator.GreaterOrEqual => Constant.Bool(x >= y),
            BinaryOperator.Equal => Constant.Bool(x == y),
            BinaryOperator.NotEqual => Constant.Bool(x != y),
            _ => null,
        };
    }

    /// <summary>The operation gives the same number whatever the type parameter stands for: the numbers are short, or one is a power of two.</summary>
    private static bool IsSameInAnyPrecision(BinaryOperator op, Constant left, Constant right)
    {
        double x = left.AsDouble, y = right.AsDouble;
        return left.Literal is null && right.Literal is null && op switch
        {
            BinaryOperator.Add => IsShort(x) && IsShort(y) && IsShort(x + y),
            BinaryOperator.Subtract => IsShort(x) && IsShort(y) && IsShort(x - y),
            BinaryOperator.Multiply => IsShort(x) && IsShort(y) && IsShort(x * y),
            BinaryOperator.Divide => IsShort(x) && IsShort(y) && y != 0 && IsShort(x / y) && x / y * y == x,
            _ => op.IsComparison() && IsShort(x) && IsShort(y),
        };
    }

    /// <summary>A number of at most eight bits between 1/256 and 256, which every binary floating-point type holds.</summary>
    private static bool IsShort(double value)
    {
        double magnitude = Math.Abs(value);
        return BitConverter.DoubleToInt64Bits(value) == 0
            || (magnitude is >= 1.0 / 256 and <= 256 && (BitConverter.DoubleToInt64Bits(value) & ((1L << 45) - 1)) == 0);
    }

    private static string? Negated(string? literal) => literal is null ? null : literal[0] == '-' ? literal.Substring(1) : "-" + literal;

    private static Constant? Integral(BinaryOperator op, Constant left, Constant right)
    {
        IrType type = left.Type;
        long x = left.Bits, y = right.Bits;
        int shift = (int)y & (type.Kind == ScalarKind.Int ? 31 : 63);
        return unchecked(op switch
        {
            BinaryOperator.Add => Integer(type, x + y),
            BinaryOperator.Subtract => Integer(type, x - y),
            BinaryOperator.Multiply => Integer(type, x * y),
            BinaryOperator.Divide => y is 0 or -1 ? null : Integer(type, x / y),
            BinaryOperator.Remainder => y is 0 or -1 ? null : Integer(type, x % y),
            BinaryOperator.And => Integer(type, x & y),
            BinaryOperator.Or => Integer(type, x | y),
            BinaryOperator.Xor => Integer(type, x ^ y),
            BinaryOperator.ShiftLeft => Integer(type, x << shift),
            BinaryOperator.ShiftRight => Integer(type, x >> shift),
            BinaryOperator.UnsignedShiftRight => type.Kind == ScalarKind.Int
                ? Integer(type, (int)((uint)x >> shift))
                : Integer(type, (long)((ulong)x >> shift)),
            BinaryOperator.Less => Constant.Bool(x < y),
            BinaryOperator.LessOrEqual => Constant.Bool(x <= y),
            BinaryOperator.Greater => Constant.Bool(x > y),
            BinaryOperator.GreaterOrEqual => Constant.Bool(x >= y),
            BinaryOperator.Equal => Constant.Bool(x == y),
            BinaryOperator.NotEqual => Constant.Bool(x != y),
        });
    }
}
