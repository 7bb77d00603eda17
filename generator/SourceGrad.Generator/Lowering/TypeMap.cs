using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>C# types to IR types.</summary>
internal static class TypeMap
{
    /// <summary>The type of a scalar or a buffer of scalars; null where the IR has none.</summary>
    public static IrType? Of(ITypeSymbol? type) => type is null ? null
        : TableOf(type) is { } table ? table
        : BufferOf(type) is { } buffer ? (IsExact(buffer.Element) ? Scalar(buffer.Element)?.As(buffer.Shape) : null)
        : Scalar(type);

    /// <summary>The element type and the form of a span, a one-dimensional array or what C# makes a span of, whatever it holds.</summary>
    public static (ITypeSymbol Element, Shape Shape)? BufferOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 1 } array => (array.ElementType, Shape.Array),
        INamedTypeSymbol { IsGenericType: true, Name: "Span", Arity: 1 } span when IsSystem(span) => (span.TypeArguments[0], Shape.Span),
        INamedTypeSymbol { IsGenericType: true, Name: "ReadOnlySpan", Arity: 1 } span when IsSystem(span) => (span.TypeArguments[0], Shape.ReadOnlySpan),
        INamedTypeSymbol { IsGenericType: true, Name: "Memory", Arity: 1 } memory when IsSystem(memory) => (memory.TypeArguments[0], Shape.Span),
        INamedTypeSymbol { IsGenericType: true, Name: "ReadOnlyMemory", Arity: 1 } memory when IsSystem(memory) => (memory.TypeArguments[0], Shape.ReadOnlySpan),
        INamedTypeSymbol { TypeKind: TypeKind.Struct } array when InlineLength(array) is not null
            && array.GetMembers().OfType<IFieldSymbol>().FirstOrDefault(field => !field.IsStatic) is { } field => (field.Type, Shape.Span),
        _ => null,
    };

    /// <summary>How many elements an inline array has; null for any other type.</summary>
    public static int? InlineLength(ITypeSymbol type) => type is { TypeKind: TypeKind.Struct, SpecialType: SpecialType.None }
        && type.GetAttributes().FirstOrDefault(data => data.AttributeClass is { Name: "InlineArrayAttribute", ContainingNamespace: { Name: "CompilerServices" } }) is { ConstructorArguments: [{ Value: int length }] }
            ? length
            : null;

    /// <summary>A span of its elements is to be asked for: <c>Memory&lt;T&gt;</c> and inline arrays.</summary>
    public static bool IsOpened(ITypeSymbol type) => InlineLength(type) is not null || IsMemory(type);

    public static bool IsMemory(ITypeSymbol type) => type is INamedTypeSymbol { Name: "Memory" or "ReadOnlyMemory", Arity: 1 } memory && IsSystem(memory);

    /// <summary>A two-dimensional array of numbers, or an array of arrays of them.</summary>
    private static IrType? TableOf(ITypeSymbol type) => type switch
    {
        IArrayTypeSymbol { Rank: 2 } grid when IsExact(grid.ElementType) => Scalar(grid.ElementType)?.As(Shape.Grid),
        IArrayTypeSymbol { Rank: 1, ElementType: IArrayTypeSymbol { Rank: 1 } row } when IsExact(row.ElementType) => Scalar(row.ElementType)?.As(Shape.Rows),
        _ => null,
    };

    /// <summary>Values of the type are values of the IR type and need no cast; false for enums and for integers that the IR widens.</summary>
    public static bool IsExact(ITypeSymbol type) => type.TypeKind != TypeKind.Enum && Narrowed(type) is null;

    /// <summary>The type, or that under an enum, if the IR computes with a wider one in its place.</summary>
    public static SpecialType? Narrowed(ITypeSymbol type)
    {
        SpecialType special = (type as INamedTypeSymbol)?.EnumUnderlyingType?.SpecialType ?? type.SpecialType;
        return special is SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16
            or SpecialType.System_Char or SpecialType.System_UInt32
            ? special
            : null;
    }

    /// <summary>Text of a C# type as text of the IR type that stands for it.</summary>
    public static string Cast(ITypeSymbol type, string text) => Of(type) is { IsScalar: true } scalar && !IsExact(type) ? $"({scalar}){text}" : text;

    /// <summary>The type as generated code writes it. The compiler escapes no name that it does not know.</summary>
    public static string Text(ITypeSymbol type) => string.Concat(type.ToDisplayParts(SymbolDisplayFormat.FullyQualifiedFormat)
        .Select(part => part.Kind == SymbolDisplayPartKind.ErrorTypeName && SyntaxFacts.GetKeywordKind(part.ToString()) != SyntaxKind.None ? "@" + part : part.ToString()));

    private static IrType? Scalar(ITypeSymbol type) => type.SpecialType switch
    {
        SpecialType.System_Double => IrType.Double,
        SpecialType.System_Single => IrType.Float,
        SpecialType.System_Int32 => IrType.Int,
        SpecialType.System_Int64 => IrType.Long,
        SpecialType.System_Boolean => IrType.Bool,
        SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16 or SpecialType.System_Char => IrType.Int,
        SpecialType.System_UInt32 => IrType.Long,
        _ => type is ITypeParameterSymbol parameter ? (GenericNumbers.IsNumber(parameter) ? IrType.Parameter(GenericNumbers.NameOf(parameter)) : null)
            : type is INamedTypeSymbol { EnumUnderlyingType: { } underlying } ? Scalar(underlying) : null,
    };

    private static bool IsSystem(INamedTypeSymbol type) =>
        type.ContainingNamespace is { Name: "System", ContainingNamespace.IsGlobalNamespace: true };
}
