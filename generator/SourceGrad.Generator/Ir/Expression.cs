using SourceGrad.Generator.Infrastructure;

namespace SourceGrad.Generator.Ir;

/// <summary>
/// The right-hand side of a <see cref="Let"/>: one operation on values. Expressions are flat (operands are values, never
/// expressions), so every intermediate has an identity that analyses, tapes and both sweeps can share; the emitter nests
/// single-use intermediates again when it writes C#.
/// </summary>
internal abstract record Expression(IrType Type)
{
    public abstract TResult Accept<TResult>(ExpressionVisitor<TResult> visitor);

    /// <summary>The values this operation reads, in evaluation order.</summary>
    public abstract IEnumerable<Value> Operands { get; }

    /// <summary>The same operation on mapped operands; this very instance when no operand changed.</summary>
    public abstract Expression Map(Func<Value, Value> map);
}

/// <summary>
/// A literal. <paramref name="Bits"/> holds the value exactly: the IEEE bits of a double (a float is widened first),
/// the value of an integer, 0 or 1 for a bool. <paramref name="Literal"/> is the text the user wrote, or the qualified name
/// of the constant, when there is one.
/// </summary>
internal sealed record Constant(IrType Type, long Bits, string? Literal = null) : Expression(Type)
{
    public static Constant Real(IrType type, double value) => new(type, BitConverter.DoubleToInt64Bits(value));

    public static Constant Integer(IrType type, long value) => new(type, value);

    public static Constant Int(int value) => new(IrType.Int, value);

    public static Constant Bool(bool value) => new(IrType.Bool, value ? 1 : 0);

    /// <summary>The number <paramref name="value"/> in any scalar type but bool.</summary>
    public static Constant Number(IrType type, int value) => type.IsFloating ? Real(type, value) : Integer(type, value);

    public static Constant Zero(IrType type) => new(type, 0);

    /// <summary>The value of a floating-point constant.</summary>
    public double AsDouble => BitConverter.Int64BitsToDouble(Bits);

    public bool AsBool => Bits != 0;

    /// <summary>Equal to the number, whatever the type (−0.0 is not 0).</summary>
    public bool Is(int number) => Type.IsFloating
        ? Bits == BitConverter.DoubleToInt64Bits(number)
        : Type.Kind != ScalarKind.Bool && Bits == number;

    public override IEnumerable<Value> Operands => [];

    public override Expression Map(Func<Value, Value> map) => this;

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitConstant(this);
}

internal sealed record Unary(UnaryOperator Operator, Value Operand) : Expression(Operand.Type)
{
    public override IEnumerable<Value> Operands => [Operand];

    public override Expression Map(Func<Value, Value> map)
    {
        Value operand = map(Operand);
        return ReferenceEquals(operand, Operand) ? this : new Unary(Operator, operand);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitUnary(this);
}

/// <summary>
/// Both operands have the same type (except for shifts, whose right operand is an int). A comparison of lanes is a mask.
/// </summary>
internal sealed record Binary(BinaryOperator Operator, Value Left, Value Right)
    : Expression(Operator.IsComparison() ? Left.Type.Truth : Left.Type)
{
    /// <summary>Integer arithmetic that throws where it overflows.</summary>
    public bool IsChecked { get; init; }

    /// <summary>A sum of what different rounds of a loop add, which a pass brought together: no user wrote it, and it has no order.</summary>
    public bool JoinsRounds { get; init; }

    public override IEnumerable<Value> Operands => [Left, Right];

    public override Expression Map(Func<Value, Value> map)
    {
        Value left = map(Left), right = map(Right);
        return ReferenceEquals(left, Left) && ReferenceEquals(right, Right) ? this : new Binary(Operator, left, right) { IsChecked = IsChecked, JoinsRounds = JoinsRounds };
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitBinary(this);
}

/// <summary>A C# numeric conversion between scalar types.</summary>
internal sealed record Convert(IrType Type, Value Operand) : Expression(Type)
{
    /// <summary>Throws where the value does not fit.</summary>
    public bool IsChecked { get; init; }

    public override IEnumerable<Value> Operands => [Operand];

    public override Expression Map(Func<Value, Value> map)
    {
        Value operand = map(Operand);
        return ReferenceEquals(operand, Operand) ? this : new Convert(Type, operand) { IsChecked = IsChecked };
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitConvert(this);
}

/// <summary>
/// A pure function. <paramref name="Method"/> is its C# name without <c>global::</c> ("System.Math.Sin",
/// "System.MathF.Sin", "double.Hypot"); the part after the last dot is the key of its derivative rule.
/// </summary>
internal sealed record Call(IrType Type, string Method, EquatableArray<Value> Arguments) : Expression(Type)
{
    /// <summary>A function of the type parameter that it is applied to: <c>T.Sin</c>.</summary>
    public bool IsOfParameter => Arguments.Any(argument => argument.Type.Name is string name && Method.StartsWith(name + ".", StringComparison.Ordinal));

    /// <summary>The rule's key: the method's simple name.</summary>
    public string Key => Method.Substring(Method.LastIndexOf('.') + 1);

    public override IEnumerable<Value> Operands => Arguments;

    public override Expression Map(Func<Value, Value> map)
    {
        EquatableArray<Value> arguments = Arguments.Map(map);
        return ReferenceEquals(arguments, Arguments) ? this : new Call(Type, Method, arguments);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitCall(this);
}

/// <summary>
/// <c>condition ? whenTrue : whenFalse</c> on values that are already there (both are evaluated); lane by lane where the condition is a mask.
/// </summary>
internal sealed record Select(Value Condition, Value WhenTrue, Value WhenFalse) : Expression(WhenTrue.Type)
{
    public override IEnumerable<Value> Operands => [Condition, WhenTrue, WhenFalse];

    public override Expression Map(Func<Value, Value> map)
    {
        Value condition = map(Condition), whenTrue = map(WhenTrue), whenFalse = map(WhenFalse);
        return ReferenceEquals(condition, Condition) && ReferenceEquals(whenTrue, WhenTrue) && ReferenceEquals(whenFalse, WhenFalse)
            ? this
            : new Select(condition, whenTrue, whenFalse);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitSelect(this);
}

/// <summary>The value with derivative zero: what <c>Differentiation.StopGradient</c> means. Emitted as its operand.</summary>
internal sealed record StopGradient(Value Operand) : Expression(Operand.Type)
{
    public override IEnumerable<Value> Operands => [Operand];

    public override Expression Map(Func<Value, Value> map)
    {
        Value operand = map(Operand);
        return ReferenceEquals(operand, Operand) ? this : new StopGradient(operand);
    }

    public override TResult Accept<TResult>(ExpressionVisitor<TResult> visitor) => visitor.VisitStopGradient(this);
}
