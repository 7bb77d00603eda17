using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Identities of double and float. Negations move outwards, to where a sum takes them up as a subtraction:
/// negating is exact, so it commutes with products, quotients and constants.
/// </summary>
internal sealed class FloatingIdentities(Definitions definitions, Func<Expression, Value> let)
{
    public bool InReverse { get; set; }

    public Outcome? Negate(Unary expression) => Nameless(expression.Operand) switch
    {
        // −(c x) = (−c) x
        Binary { Operator: BinaryOperator.Multiply } product when Known(product.Left) is Constant factor =>
            new Binary(BinaryOperator.Multiply, Negative(factor), product.Right),
        Binary { Operator: BinaryOperator.Multiply } product when Known(product.Right) is Constant factor =>
            new Binary(BinaryOperator.Multiply, product.Left, Negative(factor)),

        // −(c / x) = (−c) / x
        Binary { Operator: BinaryOperator.Divide } quotient when Known(quotient.Left) is Constant dividend =>
            new Binary(BinaryOperator.Divide, Negative(dividend), quotient.Right),
        _ => null,
    };

    public Outcome? Simplify(Binary expression) => expression.Operator switch
    {
        // A number compared with itself: only NaN is not equal to itself.
        BinaryOperator.Less or BinaryOperator.Greater when expression.Left == expression.Right => Constant.Bool(false),
        BinaryOperator.NotEqual when expression.Left == expression.Right => IsNaN(expression.Left),
        BinaryOperator.Equal or BinaryOperator.LessOrEqual or BinaryOperator.GreaterOrEqual when expression.Left == expression.Right =>
            new Unary(UnaryOperator.Not, let(IsNaN(expression.Left))),

        BinaryOperator.Add => Add(expression.Left, expression.Right),
        BinaryOperator.Subtract => Subtract(expression.Left, expression.Right),
        BinaryOperator.Multiply => Multiply(expression.Left, expression.Right),
        BinaryOperator.Divide => Divide(expression.Left, expression.Right),

        // −x = 0 where x = 0
        BinaryOperator.Equal or BinaryOperator.NotEqual when Known(expression.Right) is { AsDouble: 0 } && Negated(expression.Left) is Value x =>
            new Binary(expression.Operator, x, expression.Right),
        _ => null,
    };

    /// <summary>c ? 0 : −x = −(c ? 0 : x), but for the sign of zero</summary>
    public Outcome? Choose(Select expression) => InReverse && Known(expression.WhenTrue) is { AsDouble: 0 } && Negated(expression.WhenFalse) is Value x
        ? new Unary(UnaryOperator.Negate, let(new Select(expression.Condition, expression.WhenTrue, x)))
        : null;

    private Outcome? Add(Value left, Value right)
    {
        if (IsZero(right, negative: true) || (InReverse && IsZero(right, negative: false)))
        {
            return left;
        }

        if (IsZero(left, negative: true) || (InReverse && IsZero(left, negative: false)))
        {
            return right;
        }

        if (Negated(right) is Value subtrahend)
        {
            return new Binary(BinaryOperator.Subtract, left, subtrahend);
        }

        if (Negated(left) is Value other)
        {
            return new Binary(BinaryOperator.Subtract, right, other);
        }

        return left.Equals(right) && !left.Type.IsParameter ? new Binary(BinaryOperator.Multiply, let(Constant.Number(left.Type, 2)), left) : null;
    }

    private Outcome? Subtract(Value left, Value right)
    {
        if (IsZero(right, negative: false))
        {
            return left;
        }

        if (IsZero(left, negative: true) || (InReverse && IsZero(left, negative: false)))
        {
            return new Unary(UnaryOperator.Negate, right);
        }

        if (Negated(right) is Value added)
        {
            return new Binary(BinaryOperator.Add, left, added);
        }

        return Negated(left) is Value other && other.Equals(right) && !left.Type.IsParameter ? new Binary(BinaryOperator.Multiply, let(Constant.Number(left.Type, -2)), right) : null;
    }

    private Outcome? Multiply(Value left, Value right)
    {
        if (Known(left) is Constant first)
        {
            return Scale(first, right, constantLeft: true);
        }

        if (Known(right) is Constant second)
        {
            return Scale(second, left, constantLeft: false);
        }

        return (Negated(left), Negated(right)) switch
        {
            (Value x, Value y) => new Binary(BinaryOperator.Multiply, x, y),
            (Value x, null) => Minus(new Binary(BinaryOperator.Multiply, x, right)),
            (null, Value y) => Minus(new Binary(BinaryOperator.Multiply, left, y)),
            _ => null,
        };
    }

    /// <summary>factor · x</summary>
    private Outcome? Scale(Constant factor, Value x, bool constantLeft)
    {
        Binary Product(Constant c, Value y) => constantLeft
            ? new Binary(BinaryOperator.Multiply, let(c), y)
            : new Binary(BinaryOperator.Multiply, y, let(c));

        if (factor.Is(1))
        {
            return x;
        }

        if (factor.Is(-1))
        {
            return new Unary(UnaryOperator.Negate, x);
        }

        if (Negated(x) is Value y)
        {
            return Product(ConstantFolding.Fold(UnaryOperator.Negate, factor)!, y);
        }

        if (!InReverse || Nameless(x) is not Binary inner)
        {
            return null;
        }

        if (Combined(factor, inner) is (Constant both, Value rest))
        {
            return both.Is(1) ? rest : Product(both, rest);
        }

        // c (y z) = (c y) z where c is a power of two and y is a multiple
        return IsPowerOfTwo(factor) && inner.Operator == BinaryOperator.Multiply
            ? Scaled(factor, inner.Left, inner.Right) ?? Scaled(factor, inner.Right, inner.Left)
            : null;
    }

    /// <summary>c (d y) = (c d) y where one of them is a power of two, and c (y / d) = (c / d) y where d is one.</summary>
    private (Constant Factor, Value Other)? Combined(Constant factor, Binary multiple)
    {
        (Constant? other, Value rest) = Known(multiple.Left) is Constant d ? (d, multiple.Right) : (Known(multiple.Right), multiple.Left);
        bool isExact = other is not null && multiple.Operator switch
        {
            BinaryOperator.Multiply => IsPowerOfTwo(factor) || IsPowerOfTwo(other),
            BinaryOperator.Divide => rest == multiple.Left && IsPowerOfTwo(other),
            _ => false,
        };
        return isExact && ConstantFolding.Fold(multiple.Operator, factor, other!) is Constant both ? (both, rest) : null;
    }

    private Outcome? Scaled(Constant factor, Value multiple, Value other) => Nameless(multiple) is Binary inner && Combined(factor, inner) is (Constant both, Value rest)
        ? new Binary(BinaryOperator.Multiply, both.Is(1) ? rest : let(new Binary(BinaryOperator.Multiply, let(both), rest)), other)
        : null;

    private Outcome? Divide(Value left, Value right)
    {
        if (Known(right) is Constant divisor)
        {
            if (divisor.Is(1))
            {
                return left;
            }

            if (divisor.Is(-1))
            {
                return new Unary(UnaryOperator.Negate, left);
            }

            return Negated(left) is Value positive ? new Binary(BinaryOperator.Divide, positive, Negative(divisor)) : null;
        }

        if (Known(left) is Constant dividend)
        {
            if (Negated(right) is Value denominator)
            {
                return new Binary(BinaryOperator.Divide, Negative(dividend), denominator);
            }

            // c / (d y) = (c / d) / y where d is a power of two
            return InReverse
                && Nameless(right) is Binary { Operator: BinaryOperator.Multiply } product
                && Known(product.Left) is Constant factor
                && IsPowerOfTwo(factor)
                && ConstantFolding.Fold(BinaryOperator.Divide, dividend, factor) is Constant scaled
                ? new Binary(BinaryOperator.Divide, let(scaled), product.Right)
                : null;
        }

        return (Negated(left), Negated(right)) switch
        {
            (Value x, Value y) => new Binary(BinaryOperator.Divide, x, y),
            (Value x, null) => Minus(new Binary(BinaryOperator.Divide, x, right)),
            (null, Value y) => Minus(new Binary(BinaryOperator.Divide, left, y)),
            _ => null,
        };
    }

    private static Call IsNaN(Value x) => new(IrType.Bool, Spelling.Of(x.Type, "IsNaN"), EquatableArray<Value>.Of(x));

    private static bool IsPowerOfTwo(Constant factor)
    {
        const long mantissa = (1L << 52) - 1;
        double magnitude = Math.Abs(factor.AsDouble);
        return (factor.Bits & mantissa) == 0 && magnitude is >= 1e-30 and <= 1e30;
    }

    private Constant? Known(Value value) => definitions.ConstantOf(value);

    /// <summary>How the value is defined, unless it has a name: who names a value wants to see it used.</summary>
    private Expression? Nameless(Value value) => value.Hint is null ? definitions.Find(value) : null;

    private Value? Negated(Value value) =>
        Nameless(value) is Unary { Operator: UnaryOperator.Negate } negation ? negation.Operand : null;

    private Value Negative(Constant factor) => let(ConstantFolding.Fold(UnaryOperator.Negate, factor)!);

    private Unary Minus(Binary positive) => new(UnaryOperator.Negate, let(positive));

    private bool IsZero(Value value, bool negative) =>
        Known(value) is Constant { AsDouble: 0 } zero && zero.Bits == 0 != negative;
}
