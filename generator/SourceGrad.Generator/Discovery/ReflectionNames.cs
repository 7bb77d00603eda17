using System.Globalization;
using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Discovery;

/// <summary>Names of types as <c>System.Type.ToString</c> writes them.</summary>
internal static class ReflectionNames
{
    public static CheckedMethod Of(IMethodSymbol method) => new(
        Definition(method.ContainingType),
        method.Name,
        method.Parameters.Select(parameter => Of(parameter.Type) + (parameter.RefKind == RefKind.None ? "" : "&")).ToEquatable());

    private static string Of(ITypeSymbol type)
    {
        switch (type)
        {
            case IArrayTypeSymbol array:
                return $"{Of(array.ElementType)}[{new string(',', array.Rank - 1)}]";
            case IPointerTypeSymbol pointer:
                return Of(pointer.PointedAtType) + "*";
            case ITypeParameterSymbol parameter:
                return parameter.Name;
            case INamedTypeSymbol named:
                // A nested type has the type arguments of those around it too.
                List<ITypeSymbol> arguments = [];
                for (INamedTypeSymbol? level = named.TupleUnderlyingType ?? named; level is not null; level = level.ContainingType)
                {
                    arguments.InsertRange(0, level.TypeArguments);
                }

                return Definition(named) + (arguments.Count == 0 ? "" : $"[{string.Join(",", arguments.Select(Of))}]");
            default:
                return type.MetadataName;
        }
    }

    private static string Definition(INamedTypeSymbol type)
    {
        string name = type.Arity == 0 || type.MetadataName.Contains('`') ? type.MetadataName : $"{type.Name}`{type.Arity.ToString(CultureInfo.InvariantCulture)}";
        return type.ContainingType is { } outer ? $"{Definition(outer)}+{name}"
            : type.ContainingNamespace is { IsGlobalNamespace: false } space ? $"{Dotted(space)}.{name}"
            : name;
    }

    private static string Dotted(INamespaceSymbol space) =>
        space.ContainingNamespace is { IsGlobalNamespace: false } outer ? $"{Dotted(outer)}.{space.MetadataName}" : space.MetadataName;
}
