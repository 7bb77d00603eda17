using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <content>Operators: which operand decides the type, which needs parentheses.</content>
internal sealed partial class ExpressionText
{
    private Fragment Visit(BinaryOperator op, Value left, Value right)
    {
        Precedence own = Binding(op);
        IrType result = op.IsComparison() ? IrType.Bool : left.Type;
        if (op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight)
        {
            return new Fragment($"{Exact(left).At(own)} {op.Symbol()} {Exact(right).RightOf(own)}", own, result);
        }

        // x + -y and x - y are the same number, bit by bit.
        if (op == BinaryOperator.Add && Negated(right) is Value negated)
        {
            return Visit(BinaryOperator.Subtract, left, negated);
        }

        (Fragment a, Fragment b) = Operands(left, right);
        if (op is BinaryOperator.Add or BinaryOperator.Subtract && b.IsLiteral && b.Text[0] == '-' && b.Text != IntMinimum)
        {
            op = op == BinaryOperator.Add ? BinaryOperator.Subtract : BinaryOperator.Add;
            b = b with { Text = b.Text.Substring(1), Precedence = Precedence.Primary };
        }

        string rightText = b.RightOf(own);
        rightText = rightText[0] == '-' && op is BinaryOperator.Subtract or BinaryOperator.Add ? $"({rightText})" : rightText;
        return new Fragment($"{a.At(own)} {op.Symbol()} {rightText}", own, result);
    }

    /// <summary>Both operands, at least one in its very type, so that C# brings the other to it.</summary>
    private (Fragment Left, Fragment Right) Operands(Value left, Value right)
    {
        Fragment a = Of(left), b = Of(right);
        bool needsType = left.Type.IsScalar && left.Type.Kind != ScalarKind.Bool && a.Type != left.Type && b.Type != left.Type;
        if (!needsType)
        {
            return (a, b);
        }

        return plan.ConstantOf(right) is not null && plan.ConstantOf(left) is null ? (a, Exact(right)) : (Exact(left), b);
    }

    /// <summary>The operand of an unnamed, nested negation.</summary>
    public Value? Negated(Value value)
    {
        ValueInfo info = plan.Info(value);
        return info.Node is { IsNested: true } && info.Expression is Unary { Operator: UnaryOperator.Negate, Type.IsFloating: true } negate
            ? negate.Operand
            : null;
    }

    private Fragment Conditional(If branch, Node node)
    {
        Value whenTrue = node.Blocks[0].Exit[0].Source, whenFalse = node.Blocks[1].Exit[0].Source;
        if (branch.Outputs[0].Type != IrType.Bool)
        {
            return Choose(branch.Condition, whenTrue, whenFalse);
        }

        return (plan.ConstantOf(whenTrue)?.AsBool, plan.ConstantOf(whenFalse)?.AsBool) switch
        {
            (_, false) => Join(Of(branch.Condition), "&&", Of(whenTrue), Precedence.AndAlso),
            (true, _) => Join(Of(branch.Condition), "||", Of(whenFalse), Precedence.OrElse),
            (false, _) => Join(Not(branch.Condition), "&&", Of(whenFalse), Precedence.AndAlso),
            (_, true) => Join(Not(branch.Condition), "||", Of(whenTrue), Precedence.OrElse),
            _ => Choose(branch.Condition, whenTrue, whenFalse),
        };
    }

    private static Fragment Join(Fragment left, string symbol, Fragment right, Precedence own) =>
        new($"{left.At(own)} {symbol} {right.At(own)}", own, IrType.Bool);

    private Fragment Choose(Value condition, Value whenTrue, Value whenFalse)
    {
        (Fragment a, Fragment b) = Operands(whenTrue, whenFalse);
        string text = $"{Of(condition).RightOf(Precedence.Conditional)} ? {a.RightOf(Precedence.Conditional)} : {b.RightOf(Precedence.Conditional)}";
        return new Fragment(text, Precedence.Conditional, whenTrue.Type);
    }

    private static Precedence Binding(BinaryOperator op) => op switch
    {
        BinaryOperator.Multiply or BinaryOperator.Divide or BinaryOperator.Remainder => Precedence.Multiplicative,
        BinaryOperator.Add or BinaryOperator.Subtract => Precedence.Additive,
        BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight => Precedence.Shift,
        BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual => Precedence.Relational,
        BinaryOperator.Equal or BinaryOperator.NotEqual => Precedence.Equality,
        BinaryOperator.And => Precedence.And,
        BinaryOperator.Xor => Precedence.Xor,
        BinaryOperator.Or => Precedence.Or,
    };

    private static BinaryOperator Opposite(BinaryOperator op) => op switch
    {
        BinaryOperator.Less => BinaryOperator.GreaterOrEqual,
        BinaryOperator.LessOrEqual => BinaryOperator.Greater,
        BinaryOperator.Greater => BinaryOperator.LessOrEqual,
        BinaryOperator.GreaterOrEqual => BinaryOperator.Less,
        _ => throw new ArgumentOutOfRangeException(nameof(op)),
    };
}
