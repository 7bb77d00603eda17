using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>The <c>switch</c> expression: a chain of branches.</summary>
internal sealed partial class MethodLowering
{
    private Lowered SwitchExpression(ISwitchExpressionOperation choice)
    {
        if (TreeOf(choice.Type) is not { } tree)
        {
            return UnsupportedType(choice, choice.Type);
        }

        if (tree is { IsBuffer: true, InlineLength: null })
        {
            Report(choice, Descriptors.BufferChoice, SourceText.Of(choice.Syntax));
            return Lowered.Nothing;
        }

        Lowered input = Expression(choice.Value);
        Place place = MakePlace(choice.Type!, null);
        SwitchArm(choice, 0, input, place);
        return Read(place);
    }

    private void SwitchArm(ISwitchExpressionOperation choice, int index, Lowered input, Place place)
    {
        if (index == choice.Arms.Length)
        {
            string hole = TypeMap.IsExact(choice.Value.Type!) ? "{0}" : $"(({TypeMap.Text(choice.Value.Type!)}){{0}})";
            EquatableArray<Value> unmatched = input.Value is { Type.IsScalar: true } value ? EquatableArray<Value>.Of(value) : EquatableArray<Value>.Empty;
            _builder.Add(new Guard(
                $"throw new global::System.Runtime.CompilerServices.SwitchExpressionException({(unmatched.Count == 0 ? string.Empty : hole)})",
                unmatched,
                true));
            Diverge();
            return;
        }

        ISwitchExpressionArmOperation arm = choice.Arms[index];
        bool isTotal = arm.Guard is null
            && (arm.Pattern is IDiscardPatternOperation or IDeclarationPatternOperation { MatchesNull: true }
                || (choice.IsExhaustive && index == choice.Arms.Length - 1));
        Value condition = Matches(input, arm.Pattern);
        if (arm.Guard is { } guard)
        {
            condition = Both(condition, () => Scalar(guard));
        }

        if (isTotal)
        {
            Assign(place, Expression(arm.Value));
            return;
        }

        Branch(condition, () => Assign(place, Expression(arm.Value)), () => SwitchArm(choice, index + 1, input, place));
    }
}
