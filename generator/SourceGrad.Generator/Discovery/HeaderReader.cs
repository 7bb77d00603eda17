using System.Globalization;
using System.Text;
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
        memberOptions: SymbolDisplayMemberOptions.IncludeParameters,
        parameterOptions: SymbolDisplayParameterOptions.IncludeType | SymbolDisplayParameterOptions.IncludeParamsRefOut,
        typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces,
        globalNamespaceStyle: SymbolDisplayGlobalNamespaceStyle.Included,
        miscellaneousOptions: SymbolDisplayMiscellaneousOptions.UseSpecialTypes | SymbolDisplayMiscellaneousOptions.EscapeKeywordIdentifiers | SymbolDisplayMiscellaneousOptions.ExpandValueTuple);

    public static MethodHeader Read(IMethodSymbol method) => new(
        method.ContainingNamespace.IsGlobalNamespace ? string.Empty : method.ContainingNamespace.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat.WithGlobalNamespaceStyle(SymbolDisplayGlobalNamespaceStyle.Omitted)),
        Containers(method).Select(Head).ToEquatable(),
        Accessibility(method.DeclaredAccessibility),
        method.Name,
        TypeMap.Text(method.ReturnType),
        method.ReturnsVoid ? null : TypeMap.Of(method.ReturnType),
        method.Parameters.Select(Parameter).ToEquatable(),
        method.ToDisplayString(s_cref).Replace('<', '{').Replace('>', '}'),
        HintName(method))
    {
        TypeParameters = method.TypeParameters.IsEmpty ? "" : "<" + string.Join(", ", method.TypeParameters.Select(GenericNumbers.NameOf)) + ">",
        Constraints = GenericNumbers.Constraints(method).ToEquatable(),
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
        List<IMethodSymbol> namesakes = [.. method.ContainingType.GetMembers(method.Name).OfType<IMethodSymbol>()];
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
            .Select(part => new ModelMember(part.IsCaptured || part.Access.StartsWith("this.", StringComparison.Ordinal) ? part.Access : "this." + part.Access, part.Member, part.Type, part.IsSettable)
            {
                Element = part.Element,
                ItemType = part.ItemType,
            })
            .ToEquatable(),
        HintName(method, "Gradient"));

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
            : "<" + string.Join(", ", type.TypeParameters.Select(parameter => Escaped(parameter.Name))) + ">";
        return $"{(type.IsStatic ? "static " : string.Empty)}partial {kind} {Escaped(type.Name)}{arguments}";
    }

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
            PassedBy = parameter.RefKind switch
            {
                RefKind.Ref => PassedBy.Ref,
                RefKind.Out => PassedBy.Out,
                RefKind.In or RefKind.RefReadOnlyParameter => PassedBy.In,
                _ => PassedBy.Value,
            },
        };

    /// <summary>
    /// <c>Namespace.Type.Method.g.cs</c>; file names ignore case, so methods that differ only by it or by their parameters say so in the name.
    /// </summary>
    private static string HintName(IMethodSymbol method, string? member = null)
    {
        StringBuilder name = new();
        if (!method.ContainingNamespace.IsGlobalNamespace)
        {
            name.Append(method.ContainingNamespace.ToDisplayString()).Append('.');
        }

        foreach (INamedTypeSymbol type in Containers(method))
        {
            name.Append(type.Name);
            if (type.Arity > 0)
            {
                name.Append('_').Append(type.Arity.ToString(CultureInfo.InvariantCulture));
            }

            name.Append('.');
        }

        if (member is not null)
        {
            return name.Append("(model).").Append(member).Append(".g.cs").ToString();
        }

        name.Append(method.Name);
        if (method.Arity > 0)
        {
            name.Append('_').Append(method.Arity.ToString(CultureInfo.InvariantCulture));
        }

        List<IMethodSymbol> namesakes = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => string.Equals(other.Name, method.Name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        if (namesakes.Count > 1)
        {
            name.Append('(').Append(string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)))).Append(')');
            if (namesakes.Any(other => other.Name != method.Name))
            {
                name.Append('_').Append(StableHash(method.Name).ToString("x8", CultureInfo.InvariantCulture));
            }
        }

        for (int i = 0; i < name.Length; i++)
        {
            if (!(char.IsLetterOrDigit(name[i]) || name[i] is '.' or '_' or ',' or '(' or ')' or '-'))
            {
                name[i] = name[i] switch { '<' or '[' => '(', '>' or ']' => ')', _ => '_' };
            }
        }

        return name.Append(".g.cs").ToString();
    }

    private static uint StableHash(string text)
    {
        uint hash = 2166136261;
        foreach (char letter in text)
        {
            hash = unchecked((hash ^ letter) * 16777619);
        }

        return hash;
    }
}
