using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>C# types to IR types.</summary>
internal static class TypeMap
{
    /// <summary>The type of a scalar or a buffer of scalars; null where the IR has none.</summary>
    public static IrType? Of(ITypeSymbol? type) => type is null ? null
        : BufferOf(type) is { } buffer ? Scalar(buffer.Element)?.As(buffer.Shape)
        : Scalar(type);

    /// <summary>The element type and the form of a span or a one-dimensional array, whatever it holds.</summary>
    public static (ITypeSymbol Element, Shape Shape)? BufferOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, Shape.Array),
        INamedTypeSymbol { IsGenericType: true, Name: "Span", Arity: 1 } span when IsSystem(span) => (span.TypeArguments[0], Shape.Span),
        INamedTypeSymbol { IsGenericType: true, Name: "ReadOnlySpan", Arity: 1 } span when IsSystem(span) => (span.TypeArguments[0], Shape.ReadOnlySpan),
        _ => null,
    };

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
