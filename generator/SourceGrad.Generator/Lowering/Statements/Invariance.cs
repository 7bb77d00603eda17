using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Whether a loop's bound has the same value before every round.</summary>
internal static class Invariance
{
    public static bool Holds(IOperation bound, ISymbol index, AssignedSet assigned, IOperation body)
    {
        bool? storesIntegers = null;
        foreach (IOperation part in Scan.Within(bound))
        {
            switch (part)
            {
                case ILiteralOperation or IParenthesizedOperation or IUnaryOperation or IConversionOperation or IArgumentOperation:
                case IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) }:
                    break;
                case ILocalReferenceOperation local:
                    if (IsAssigned(local.Local))
                    {
                        return false;
                    }

                    break;
                case IParameterReferenceOperation parameter:
                    if (IsAssigned(parameter.Parameter))
                    {
                        return false;
                    }

                    break;
                case IPropertyReferenceOperation { Property: { Name: "Length", Parameters.IsEmpty: true }, Instance.Type: { } owner } when owner.TypeKind == TypeKind.Array || TypeMap.BufferOf(owner) is not null:
                case IFieldReferenceOperation { Field: { IsConst: true } or { IsStatic: true, IsReadOnly: true } }:
                case IFieldReferenceOperation { Field.IsStatic: false } field when !assigned.Members.Contains(field.Field.OriginalDefinition):
                case IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } } property
                    when !assigned.Members.Contains(property.Property.OriginalDefinition) && IsAutomatic(property.Property):
                case IInstanceReferenceOperation when !assigned.AssignsThis:
                case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } } }:
                    break;
                case IArrayElementReferenceOperation:
                case IPropertyReferenceOperation { Property.IsIndexer: true }:
                    storesIntegers ??= MayStoreIntegers(body);
                    if (storesIntegers.Value)
                    {
                        return false;
                    }

                    break;
                default:
                    return false;
            }
        }

        return true;

        bool IsAssigned(ISymbol symbol) => assigned.Symbols.Contains(symbol) || SymbolEqualityComparer.Default.Equals(symbol, index);
    }

    private static bool IsAutomatic(IPropertySymbol property) => !property.IsVirtual && !property.IsAbstract && !property.IsOverride
        && property.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool MayStoreIntegers(IOperation body) => Scan.Within(body).Any(inner => inner switch
    {
        IAssignmentOperation assignment => assignment.Target is not (ILocalReferenceOperation or IParameterReferenceOperation)
            && assignment.Target.Type?.SpecialType is not (SpecialType.System_Double or SpecialType.System_Single),
        IIncrementOrDecrementOperation step => step.Target is not (ILocalReferenceOperation or IParameterReferenceOperation),
        IInvocationOperation call => call.TargetMethod.ContainingType is not { Name: "Math" or "MathF", ContainingNamespace.Name: "System" },
        _ => false,
    });
}
