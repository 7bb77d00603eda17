using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Binary operators. A chain that nests to the left, however long, is lowered without recursion.</summary>
internal sealed partial class MethodLowering
{
    private Lowered BinaryChain(IBinaryOperation binary)
    {
        Stack<IBinaryOperation> chain = new();
        IOperation innermost = binary;
        while (innermost is IBinaryOperation next && (chain.Count == 0 || ConstantOf(next, false) is null))
        {
            chain.Push(next);
            innermost = next.LeftOperand;
            while (innermost is IParenthesizedOperation parenthesized)
            {
                innermost = parenthesized.Operand;
            }
        }

        IBinaryOperation first = chain.Peek();
        Lowered left = OperandBeside(innermost, first.RightOperand);
        while (chain.Count > 0)
        {
            left = BinaryStep(chain.Pop(), left);
        }

        return left;
    }

    private Lowered BinaryStep(IBinaryOperation binary, Lowered left)
    {
        if (binary.IsLifted || NullableOf(binary.LeftOperand.Type) is not null || NullableOf(binary.RightOperand.Type) is not null)
        {
            return LiftedBinary(binary, left);
        }

        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && left.Fields is not null && binary.OperatorMethod is null or { IsImplicitlyDeclared: true })
        {
            return Unsupported(binary, "Comparing tuples and records is not supported in a differentiable method; compare their members");
        }

        if (binary.OperatorMethod is { IsImplicitlyDeclared: true } && left.Value is { Type.Shape: Shape.Reference } record)
        {
            // A record compares its members, unless one side is null or both are one object.
            Lowered other = Expression(binary.RightOperand);
            return ReferenceEquals(record, Known.Null) || ReferenceEquals(other.Value, Known.Null) || (ReferentOf(record) is not null && ReferenceEquals(record, other.Value))
                ? CompareReferences(binary, record, other)
                : Unsupported(binary, "Comparing tuples and records is not supported in a differentiable method; compare their members");
        }

        if (IsOperatorOfSource(binary.OperatorMethod))
        {
            Lowered second = Expression(binary.RightOperand);
            return CallOperator(binary, binary.OperatorMethod!, [left, second], [binary.LeftOperand.Type, binary.RightOperand.Type]);
        }

        if (left.Value is { Type.Shape: Shape.Reference } reference)
        {
            return CompareReferences(binary, reference, Expression(binary.RightOperand));
        }

        Value leftValue = left.Value is { Type.IsScalar: true } scalar ? scalar : Dummy(binary.LeftOperand.Type);
        if (binary.OperatorKind == BinaryOperatorKind.ConditionalAnd)
        {
            return Both(leftValue, () => Scalar(binary.RightOperand));
        }

        if (binary.OperatorKind == BinaryOperatorKind.ConditionalOr)
        {
            return Either(leftValue, () => Scalar(binary.RightOperand));
        }

        if (OperatorOf(binary.OperatorKind) is not { } op || TypeOf(binary.Type) is not { IsScalar: true })
        {
            return UnsupportedType(binary, binary.Type);
        }

        Lowered right = OperandBeside(binary.RightOperand, binary.LeftOperand);
        Value second1 = right.Value is { Type.IsScalar: true } rightValue ? rightValue : Dummy(binary.RightOperand.Type);
        return Narrow(binary, binary.Type!, Operate(op, leftValue, ShiftCount(binary.Type, op, second1), binary.IsChecked, binary), binary.IsChecked);
    }

    /// <summary>Which object a reference refers to is known while compiling, so that whether two are the same is too.</summary>
    private Lowered CompareReferences(IBinaryOperation binary, Value left, Lowered right)
    {
        if (right.IsNothing)
        {
            return Lowered.Nothing;
        }

        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && (ReferenceEquals(left, Known.Null) ? IsNull(right.Value) : ReferenceEquals(right.Value, Known.Null) ? IsNull(left) : null) is { } isNull)
        {
            return Let(Constant.Bool(isNull == (binary.OperatorKind == BinaryOperatorKind.Equals)));
        }

        bool isKnown = right.Value is { } other && binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && !ReferenceEquals(left, Known.Conflict) && !ReferenceEquals(right.Value, Known.Conflict)
            && (ReferentOf(left) is not Opaque && ReferentOf(right.Value) is not Opaque);
        return isKnown
            ? Let(Constant.Bool(ReferenceEquals(left, right.Value) == (binary.OperatorKind == BinaryOperatorKind.Equals)))
            : Unsupported(binary, "Comparing these references is not supported in a differentiable method; compare in the caller and pass a bool in");
    }

    private Value Operate(BinaryOperator op, Value left, Value right, bool isChecked = false, IOperation? where = null)
    {
        bool checks = isChecked && left.Type.IsInteger && op is BinaryOperator.Add or BinaryOperator.Subtract or BinaryOperator.Multiply;
        if (op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight || left.Type == right.Type)
        {
            Value result = Let(new Binary(op, left, right) { IsChecked = checks });
            if (op == BinaryOperator.Remainder && where is not null && left.Type.IsParameter)
            {
                _generic[result.Id] = LocationOf(where);
            }

            return result;
        }

        // Only after an error: the operands of a binary operator have been converted to one type.
        _bag.FailSilently();
        return left;
    }

    private Lowered OperandBeside(IOperation operand, IOperation other)
    {
        bool besideReal = !other.ConstantValue.HasValue
            && other.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single
            && other is not IConversionOperation;
        return besideReal && ConstantOf(operand, true) is { } constant ? Let(constant) : Expression(operand);
    }

    private Value Both(Value left, Func<Value> right) => Choose(
        left, Place.Of(new Variable(IrType.Bool, null, _depth)), () => right(), () => Known.False).Value!;

    private Value Either(Value left, Func<Value> right) => Choose(
        left, Place.Of(new Variable(IrType.Bool, null, _depth)), () => Known.True, () => right()).Value!;

    private static BinaryOperator? OperatorOf(BinaryOperatorKind kind) => kind switch
    {
        BinaryOperatorKind.Add => BinaryOperator.Add,
        BinaryOperatorKind.Subtract => BinaryOperator.Subtract,
        BinaryOperatorKind.Multiply => BinaryOperator.Multiply,
        BinaryOperatorKind.Divide => BinaryOperator.Divide,
        BinaryOperatorKind.Remainder => BinaryOperator.Remainder,
        BinaryOperatorKind.And => BinaryOperator.And,
        BinaryOperatorKind.Or => BinaryOperator.Or,
        BinaryOperatorKind.ExclusiveOr => BinaryOperator.Xor,
        BinaryOperatorKind.LeftShift => BinaryOperator.ShiftLeft,
        BinaryOperatorKind.RightShift => BinaryOperator.ShiftRight,
        BinaryOperatorKind.UnsignedRightShift => BinaryOperator.UnsignedShiftRight,
        BinaryOperatorKind.LessThan => BinaryOperator.Less,
        BinaryOperatorKind.LessThanOrEqual => BinaryOperator.LessOrEqual,
        BinaryOperatorKind.GreaterThan => BinaryOperator.Greater,
        BinaryOperatorKind.GreaterThanOrEqual => BinaryOperator.GreaterOrEqual,
        BinaryOperatorKind.Equals => BinaryOperator.Equal,
        BinaryOperatorKind.NotEquals => BinaryOperator.NotEqual,
        _ => null,
    };
}
