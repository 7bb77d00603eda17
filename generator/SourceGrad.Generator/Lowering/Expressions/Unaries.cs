using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Unary operators and <c>?:</c>.</summary>
internal sealed partial class MethodLowering
{
    private Lowered UnaryExpression(IUnaryOperation unary)
    {
        UnaryOperator? op = OperatorOf(unary.OperatorKind);
        if (IsOperatorOfSource(unary.OperatorMethod))
        {
            return CallOperator(unary, unary.OperatorMethod!, [Expression(unary.Operand)], [unary.Operand.Type]);
        }

        if (unary.IsLifted)
        {
            return LiftedUnary(unary);
        }

        if (TypeOf(unary.Type) is not { IsScalar: true })
        {
            return Unsupported(unary, UnsupportedText(unary));
        }

        Value operand = Scalar(unary.Operand);
        if (op == UnaryOperator.Negate && operand.Type.IsInteger && unary.IsChecked)
        {
            return Operate(BinaryOperator.Subtract, Let(Constant.Zero(operand.Type)), operand, true);
        }

        return op is null ? operand : op == UnaryOperator.Not ? Not(operand) : Narrow(unary, unary.Type!, Let(new Unary(op.Value, operand)), unary.IsChecked);
    }

    private static UnaryOperator? OperatorOf(UnaryOperatorKind kind) => kind switch
    {
        UnaryOperatorKind.Minus => UnaryOperator.Negate,
        UnaryOperatorKind.Not => UnaryOperator.Not,
        UnaryOperatorKind.BitwiseNegation => UnaryOperator.Complement,
        _ => null,
    };

    private Lowered ConditionalExpression(IConditionalOperation choice)
    {
        if (choice.WhenFalse is null || !IsSupported(choice.Type) || choice.IsRef)
        {
            return choice.IsRef ? Unsupported(choice, "A ref conditional is not supported in a differentiable method") : UnsupportedType(choice, choice.Type);
        }

        if (TreeOf(choice.Type) is { IsBuffer: true, InlineLength: null })
        {
            Report(choice, Diagnostics.Descriptors.BufferChoice, SourceText.Of(choice.Syntax));
            return Lowered.Nothing;
        }

        Value condition = Scalar(choice.Condition);
        return Choose(condition, MakePlace(choice.Type!, null), () => Expression(choice.WhenTrue), () => Expression(choice.WhenFalse));
    }
}
