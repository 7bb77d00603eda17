using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>C# types to IR types.</summary>
internal static class TypeMap
{
    /// <summary>The type of a scalar or a buffer; null where the IR has none.</summary>
    public static IrType? Of(ITypeSymbol? type) => type switch
    {
        null => null,
        IArrayTypeSymbol { Rank: 1 } array => Scalar(array.ElementType)?.As(Shape.Array),
        INamedTypeSymbol { IsGenericType: true, Name: "Span", Arity: 1 } span when IsSystem(span)
            => Scalar(span.TypeArguments[0])?.As(Shape.Span),
        INamedTypeSymbol { IsGenericType: true, Name: "ReadOnlySpan", Arity: 1 } span when IsSystem(span)
            => Scalar(span.TypeArguments[0])?.As(Shape.ReadOnlySpan),
        _ => Scalar(type),
    };

    /// <summary>The type is a scalar, a buffer, or a tuple of supported types.</summary>
    public static bool IsSupported(ITypeSymbol? type) => type is INamedTypeSymbol { IsTupleType: true } tuple
        ? tuple.TupleElements.All(field => IsSupported(field.Type))
        : Of(type) is not null;

    /// <summary>The type as generated code writes it.</summary>
    public static string Text(ITypeSymbol type) => type.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat);

    private static IrType? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => IrType.Double,
        SpecialType.System_Single => IrType.Float,
        SpecialType.System_Int32 => IrType.Int,
        SpecialType.System_Int64 => IrType.Long,
        SpecialType.System_Boolean => IrType.Bool,
        _ => null,
    };

    private static bool IsSystem(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
