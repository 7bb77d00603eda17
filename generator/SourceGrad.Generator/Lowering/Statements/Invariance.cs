using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>Whether a loop's bound has the same value before every round.</summary>
internal static class Invariance
{
    public static bool Holds(IOperation bound, ISymbol index, AssignedSet assigned, IOperation body, Frame frame)
    {
        // What is assigned by another name too: a reference shares its place with what it refers to.
        HashSet<Variable> changed = [.. assigned.Symbols.SelectMany(Leaves)];
        List<ITypeSymbol> references = assigned.Symbols.Select(symbol => symbol switch
        {
            ILocalSymbol { RefKind: not RefKind.None } local => local.Type,
            IParameterSymbol { RefKind: not RefKind.None } parameter => parameter.Type,
            _ => null,
        }).OfType<ITypeSymbol>().ToList();
        foreach (IOperation part in Scan.Within(bound))
        {
            switch (part)
            {
                case ILiteralOperation or IParenthesizedOperation or IUnaryOperation or IConversionOperation or IArgumentOperation:
                case IBinaryOperation { OperatorKind: not (BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.ConditionalOr) }:
                    break;
                case ILocalReferenceOperation local:
                    if (MayChange(local.Local, local.Local.RefKind, local.Type))
                    {
                        return false;
                    }

                    break;
                case IParameterReferenceOperation parameter:
                    if (MayChange(parameter.Parameter, parameter.Parameter.RefKind, parameter.Type))
                    {
                        return false;
                    }

                    break;
                case IPropertyReferenceOperation { Property: { Name: "Length", Parameters.IsEmpty: true }, Instance.Type: { } owner } when owner.TypeKind == TypeKind.Array || TypeMap.BufferOf(owner) is not null:
                case IFieldReferenceOperation { Field: { IsConst: true } or { IsStatic: true, IsReadOnly: true } }:
                case IFieldReferenceOperation { Field.IsStatic: false } field when !IsReferredTo(field.Type) && !assigned.Members.Contains(field.Field.OriginalDefinition):
                case IPropertyReferenceOperation { Property: { IsStatic: false, IsIndexer: false } } property
                    when !IsReferredTo(property.Type) && !assigned.Members.Contains(property.Property.OriginalDefinition) && IsAutomatic(property.Property):
                case IInstanceReferenceOperation when !assigned.AssignsThis:
                case IInvocationOperation { TargetMethod: { IsStatic: true, ContainingType: { Name: "Math", ContainingNamespace.Name: "System" } } }:
                    break;
                case IArrayElementReferenceOperation:
                case IPropertyReferenceOperation { Property.IsIndexer: true }:
                    if (MayStore(body, IsInteger(part.Type)))
                    {
                        return false;
                    }

                    break;
                default:
                    return false;
            }
        }

        return true;

        // What a reference stands for may be an element, which is stored to without its name.
        bool MayChange(ISymbol symbol, RefKind kind, ITypeSymbol? type) => assigned.Symbols.Contains(symbol)
            || SymbolEqualityComparer.Default.Equals(symbol, index)
            || Leaves(symbol).Any(changed.Contains)
            || (kind != RefKind.None && MayStore(body, IsInteger(type)));

        // A reference may be to a field, or to a struct that has it.
        bool IsReferredTo(ITypeSymbol? type) =>
            references.Any(reference => SymbolEqualityComparer.Default.Equals(reference, type) || reference is { SpecialType: SpecialType.None });

        IEnumerable<Variable> Leaves(ISymbol symbol) => frame.Find(symbol)?.Leaves ?? [];
    }

    private static bool IsAutomatic(IPropertySymbol property) => !property.IsVirtual && !property.IsAbstract && !property.IsOverride
        && property.ContainingType.GetMembers().Any(member => member is IFieldSymbol field && SymbolEqualityComparer.Default.Equals(field.AssociatedSymbol, property));

    private static bool IsInteger(ITypeSymbol? type) => type?.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_UInt64;

    /// <summary>Something may be written, here or by what runs from here, that is no variable of the method's own: an element, a field, what a reference stands for.</summary>
    /// <param name="body">The code.</param>
    /// <param name="integer">Only what may be an integer counts: no store of a real number changes one.</param>
    private static bool MayStore(IOperation body, bool integer) => Scan.Within(body).Any(inner => inner switch
    {
        IAssignmentOperation assignment => !IsVariable(assignment.Target)
            && !(integer && (assignment.Target.Type?.SpecialType is SpecialType.System_Double or SpecialType.System_Single)),
        IIncrementOrDecrementOperation step => !IsVariable(step.Target),
        _ => false,
    } || Scan.MayRunCode(inner));

    private static bool IsVariable(IOperation target) =>
        target is ILocalReferenceOperation { Local.RefKind: RefKind.None } or IParameterReferenceOperation { Parameter.RefKind: RefKind.None };
}
