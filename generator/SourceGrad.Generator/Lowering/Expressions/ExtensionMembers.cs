using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Members of an extension block, <c>extension(double x) { … }</c>: what stands in front of the dot is the block's parameter, passed as
/// the block says, and plays the part of <c>this</c>.
/// </summary>
internal sealed partial class MethodLowering
{
    /// <summary>Newer compilers have this kind; the one that the generator is built against knows no name for it.</summary>
    private const TypeKind ExtensionBlock = (TypeKind)14;

    private static bool IsExtensionMember(ISymbol member) => member.ContainingType?.TypeKind == ExtensionBlock;

    /// <summary>The parameter of the block that a member is in; null for any other member.</summary>
    public static IParameterSymbol? ExtensionParameter(ISymbol member, Func<SyntaxNode, SemanticModel?> modelOf) =>
        IsExtensionMember(member)
        && member.ContainingType.OriginalDefinition.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax() is TypeDeclarationSyntax { ParameterList.Parameters: [var parameter] }
            ? modelOf(parameter)?.GetDeclaredSymbol(parameter) as IParameterSymbol
            : null;

    /// <summary>What the block's parameter stands for in a call; null after an error.</summary>
    private Place? ExtensionReceiver(IOperation instance, ISymbol member)
    {
        RefKind kind = ExtensionParameter(member, ModelOf)?.RefKind ?? RefKind.None;
        if (kind == RefKind.Ref)
        {
            return TargetOf(instance);
        }

        if (kind is RefKind.In or RefKind.RefReadOnlyParameter && Scan.IsPlace(instance))
        {
            return PlaceOf(instance);
        }

        if (!IsSupported(instance.Type))
        {
            UnsupportedType(instance, instance.Type);
            return null;
        }

        Lowered value = Expression(instance);
        return value.IsNothing ? null : MakeCopy(instance.Type!, value);
    }

    private Place? ExtensionProperty(IPropertyReferenceOperation reference, IOperation instance) =>
        ExtensionReceiver(instance, reference.Property) is { } receiver
            ? AccessorPlace(reference, reference.Property, new Owner(receiver, null, Concrete(instance.Type!)), () => Arguments(reference.Arguments))
            : null;

    /// <summary>The block's parameter, read in a member of the block or in a function inside that.</summary>
    private Place? ExtensionParameterPlace(IParameterSymbol parameter)
    {
        for (Frame? frame = _frame; frame is not null; frame = frame.Lexical)
        {
            if (frame.This is { } place && SymbolEqualityComparer.Default.Equals(frame.Method.ContainingType?.OriginalDefinition, parameter.ContainingSymbol.OriginalDefinition))
            {
                return place;
            }
        }

        return null;
    }
}
