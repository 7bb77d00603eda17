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
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals && left.Fields is not null)
        {
            return Unsupported(binary, "Comparing tuples is not supported in a differentiable method; compare their elements");
        }

        if (binary.OperatorMethod is { ContainingType.SpecialType: SpecialType.None })
        {
            return Unsupported(binary, $"The operator of '{binary.OperatorMethod.ContainingType.Name}' is not supported in a differentiable method; write the arithmetic out on double or float");
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

        if (OperatorOf(binary.OperatorKind) is not { } op || TypeMap.Of(binary.Type) is not { IsScalar: true })
        {
            return UnsupportedType(binary, binary.Type);
        }

        CheckOverflowContext(binary, binary.IsChecked, binary.Type);
        Lowered right = OperandBeside(binary.RightOperand, binary.LeftOperand);
        return Operate(op, leftValue, right.Value is { Type.IsScalar: true } rightValue ? rightValue : Dummy(binary.RightOperand.Type));
    }

    private Value Operate(BinaryOperator op, Value left, Value right)
    {
        if (op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight || left.Type == right.Type)
        {
            return Let(new Binary(op, left, right));
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

    /// <summary>
    /// Generated code is compiled with the project's overflow checking, so arithmetic that says otherwise would change its meaning.
    /// </summary>
    private void CheckOverflowContext(IOperation operation, bool isChecked, ITypeSymbol? type)
    {
        if (type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64 && isChecked && !_compilation.Options.CheckOverflow)
        {
            Unsupported(operation, "Checked integer arithmetic is not supported in a differentiable method; check the range before and throw");
        }
    }

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
