using System.Globalization;
using System.Security;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Lowering;

namespace SourceGrad.Generator.Discovery;

/// <summary>Describes a method's surroundings and signature as text.</summary>
internal static class HeaderReader
{
    private static readonly SymbolDisplayFormat s_cref = new(
        genericsOptions: SymbolDisplayGenericsOptions.IncludeTypeParameters,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Included,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    public static MethodHeader Read(IMethodSymbol method) => new(
        method.ContainingNamespace.IsGlobalNamespace ? string.Empty : method.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
        Containers(method).Select(Head).ToEquatable(),
        Accessibility(method.DeclaredAccessibility) + (HasPointers(method) ? " unsafe" : ""),
        method.Name,
        TypeMap.Text(method.ReturnType),
        method.ReturnsVoid ? null : TypeMap.Of(method.ReturnType),
        method.Parameters.Select(Parameter).ToEquatable(),
        Cref(method),
        HintNames.Of(method))
    {
        Id = method.GetDocumentationCommentId() ?? "",
        TypeParameters = method.TypeParameters.IsEmpty ? "" : "<" + string.Join(", ", method.TypeParameters.Select(GenericNumbers.NameOf)) + ">",
        Constraints = GenericNumbers.Constraints(method).ToEquatable(),
        HidesNameof = HidesNameof(method.ContainingType),
        Checked = ReflectionNames.Of(method),
        Receiver = method.IsStatic ? null : new MethodReceiver(TypeMap.Text(method.ContainingType) + ".Gradient", false, EquatableArray<InputPart>.Empty),
    };

    /// <summary>The header with what the lowering found out of the parameters and the object.</summary>
    public static MethodHeader WithParts(MethodHeader header, IMethodSymbol method, MethodLowering lowering) => header with
    {
        Parameters = header.Parameters.Select((parameter, i) => parameter with
        {
            Parts = lowering.PartsOf(parameter.Name),
            Template = lowering.TemplateOf(method.Parameters[i]),
        }).ToEquatable(),
        Receiver = header.Receiver is { } receiver ? receiver with { Parts = lowering.PartsOf(null) } : null,
    };

    /// <summary>A name for the class that holds the derivatives of what the method calls, different for each method of the type and free in it.</summary>
    public static string NameForCalled(IMethodSymbol method)
    {
        List<IMethodSymbol> namesakes = [.. SourceOrder.Of(method.ContainingType.GetMembers(method.Name)).OfType<IMethodSymbol>()];
        int number = namesakes.FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method));
        string name = method.Name + "Callees" + (number <= 0 ? "" : (number + 1).ToString(CultureInfo.InvariantCulture));
        while (!method.ContainingType.GetMembers(name).IsEmpty || method.ContainingType.Name == name)
        {
            name += "_";
        }

        return name;
    }

    /// <summary>What the <c>Gradient</c> of the method's type consists of; null for a static method.</summary>
    public static ModelType? Model(IMethodSymbol method, MethodHeader header, MethodLowering lowering) => header.Receiver is null ? null : new ModelType(
        header.Namespace,
        header.ContainingTypes,
        TypeMap.Text(method.ContainingType),
        method.ContainingType.ToDisplayString(s_cref).Replace('<', '{').Replace('>', '}'),
        method.ContainingType is { IsReadOnly: true, TypeKind: TypeKind.Struct },
        lowering.PartsOf(null)
            .Where(part => part.IsActive)
            .Select(Member)
            .ToEquatable(),
        HintNames.OfModel(method.ContainingType))
    {
        Id = method.ContainingType.GetDocumentationCommentId() ?? "",
        HidesNameof = header.HidesNameof,
    };

    private static ModelMember Member(InputPart part)
    {
        string path = part.Source.Length > 0 ? part.Source : part.Access;
        path = part.IsCaptured || path.StartsWith("this.", StringComparison.Ordinal) ? path : "this." + path;
        bool isOpened = part.Source.Length > 0;
        return new ModelMember(isOpened ? string.Format(CultureInfo.InvariantCulture, part.View, path) : path, part.Member, isOpened ? part.Type.As(Shape.Array) : part.Type, part.IsSettable)
        {
            Element = part.Element,
            ItemType = part.ItemType,
            Setter = part.Setter == path + " = {0};" ? "" : part.Setter,
            IsSpan = isOpened,
            IsReadOnlySpan = isOpened && part.Type.Shape == Shape.ReadOnlySpan,
        };
    }

    /// <summary>A type around the method, or one of their base classes, has a method of the operator's name.</summary>
    private static bool HidesNameof(INamedTypeSymbol? type)
    {
        for (; type is not null; type = type.ContainingType)
        {
            for (INamedTypeSymbol? level = type; level is not null; level = level.BaseType)
            {
                if (!level.GetMembers("nameof").IsEmpty)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static IEnumerable<INamedTypeSymbol> Containers(IMethodSymbol method)
    {
        Stack<INamedTypeSymbol> types = new();
        for (INamedTypeSymbol? type = method.ContainingType; type is not null; type = type.ContainingType)
        {
            types.Push(type);
        }

        return types;
    }

    private static string Head(INamedTypeSymbol type)
    {
        string kind = type switch
        {
            { TypeKind: TypeKind.Interface } => "interface",
            { TypeKind: TypeKind.Struct, IsRecord: true } => "record struct",
            { TypeKind: TypeKind.Struct } => "struct",
            { IsRecord: true } => "record",
            _ => "class",
        };
        string arguments = type.TypeParameters.IsEmpty
            ? string.Empty
            : "<" + string.Join(", ", type.TypeParameters.Select(parameter => Variance(parameter) + Escaped(parameter.Name))) + ">";
        return $"{(type.IsStatic ? "static " : string.Empty)}partial {kind} {Escaped(type.Name)}{arguments}";
    }

    private static string Variance(ITypeParameterSymbol parameter) => parameter.Variance switch
    {
        VarianceKind.In => "in ",
        VarianceKind.Out => "out ",
        _ => "",
    };

    /// <summary>As a doc comment writes it; where doc comments have no way to write a type, by its documentation ID, which they take as it is.</summary>
    private static string Cref(IMethodSymbol method)
    {
        if (method.IsVararg || HasPointers(method))
        {
            return method.GetDocumentationCommentId() is { } id ? SecurityElement.Escape(id) : Escaped(method.Name);
        }

        IEnumerable<string> parameters = method.Parameters.Select(parameter => parameter.RefKind switch
        {
            RefKind.Ref => "ref ",
            RefKind.Out => "out ",
            RefKind.In => "in ",
            RefKind.RefReadOnlyParameter => "ref readonly ",
            _ => "",
        } + parameter.Type.ToDisplayString(s_cref));
        return $"{method.ToDisplayString(s_cref)}({string.Join(", ", parameters)})".Replace('<', '{').Replace('>', '}');
    }

    private static bool HasPointers(IMethodSymbol method) => HasPointers(method.ReturnType) || method.Parameters.Any(parameter => HasPointers(parameter.Type));

    private static bool HasPointers(ITypeSymbol type) => type switch
    {
        IPointerTypeSymbol or IFunctionPointerTypeSymbol => true,
        IArrayTypeSymbol array => HasPointers(array.ElementType),
        INamedTypeSymbol named => named.TypeArguments.Any(HasPointers),
        _ => false,
    };

    private static string Escaped(string name) => SyntaxFacts.GetKeywordKind(name) == SyntaxKind.None ? name : "@" + name;

    private static string Accessibility(Accessibility accessibility) => accessibility switch
    {
        Microsoft.CodeAnalysis.Accessibility.Public => "public",
        Microsoft.CodeAnalysis.Accessibility.Internal => "internal",
        Microsoft.CodeAnalysis.Accessibility.Protected => "protected",
        Microsoft.CodeAnalysis.Accessibility.ProtectedOrInternal => "protected internal",
        Microsoft.CodeAnalysis.Accessibility.ProtectedAndInternal => "private protected",
        _ => "private",
    };

    private static MethodParameter Parameter(IParameterSymbol parameter) =>
        new(parameter.Name, TypeMap.Text(parameter.Type), TypeMap.Of(parameter.Type), IsActive: false)
        {
            Element = TypeMap.BufferOf(parameter.Type) is { } buffer ? TypeMap.Text(buffer.Element) : null,
            IsRefLike = parameter.Type.IsRefLikeType,
            PassedBy = parameter.RefKind switch
            {
                RefKind.Ref => PassedBy.Ref,
                RefKind.Out => PassedBy.Out,
                RefKind.In or RefKind.RefReadOnlyParameter => PassedBy.In,
                _ => PassedBy.Value,
            },
        };
}
