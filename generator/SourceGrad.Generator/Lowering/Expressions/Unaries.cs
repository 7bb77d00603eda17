using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Unary operators and <c>?:</c>.</summary>
internal sealed partial class MethodLowering
{
    private Lowered UnaryExpression(IUnaryOperation unary)
    {
        UnaryOperator? op = unary.OperatorKind switch
        {
            UnaryOperatorKind.Minus => UnaryOperator.Negate,
            UnaryOperatorKind.Not => UnaryOperator.Not,
            UnaryOperatorKind.BitwiseNegation => UnaryOperator.Complement,
            _ => null,
        };
        if (TypeMap.Of(unary.Type) is not { IsScalar: true } || unary.OperatorMethod is { ContainingType.SpecialType: Microsoft.CodeAnalysis.SpecialType.None })
        {
            return Unsupported(unary, UnsupportedText(unary));
        }

        CheckOverflowContext(unary, unary.IsChecked, unary.Type);
        Value operand = Scalar(unary.Operand);
        return op is null ? operand : Let(new Unary(op.Value, operand));
    }

    private Lowered ConditionalExpression(IConditionalOperation choice)
    {
        if (choice.WhenFalse is null || !TypeMap.IsSupported(choice.Type) || choice.IsRef)
        {
            return choice.IsRef ? Unsupported(choice, "A ref conditional is not supported in a differentiable method") : UnsupportedType(choice, choice.Type);
        }

        if (TypeMap.Of(choice.Type) is { IsBuffer: true })
        {
            Report(choice, Diagnostics.Descriptors.BufferChoice, SourceText.Of(choice.Syntax));
            return Lowered.Nothing;
        }

        Value condition = Scalar(choice.Condition);
        return Choose(condition, MakePlace(choice.Type!, null), () => Expression(choice.WhenTrue), () => Expression(choice.WhenFalse));
    }
}
