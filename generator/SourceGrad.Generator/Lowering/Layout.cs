using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Generator.Lowering;

/// <summary>One instance field of a type: an ordinary one, the one behind an automatic property, or a captured parameter of a primary constructor.</summary>
/// <param name="Name">As the user would name it: the field's, the property's or the parameter's name.</param>
/// <param name="Type">Its type.</param>
/// <param name="Symbol">The field, the property or the parameter.</param>
internal sealed record LayoutField(string Name, ITypeSymbol Type, ISymbol Symbol);

/// <summary>
/// The fields that objects of a type consist of, those of its base classes first. Structs, tuples and classes are taken apart into
/// these on the way in, so that the IR knows only scalars and buffers.
/// </summary>
internal sealed class Layout(IReadOnlyList<LayoutField> fields)
{
    public IReadOnlyList<LayoutField> Fields { get; } = fields;

    /// <summary>Null for types whose fields are not to be seen.</summary>
    public static Layout? Of(ITypeSymbol type) => type switch
    {
        INamedTypeSymbol { IsTupleType: true } tuple => new Layout(tuple.TupleElements.Select(field => new LayoutField(field.Name, field.Type, field)).ToList()),
        INamedTypeSymbol { TypeKind: TypeKind.Struct or TypeKind.Class } named when type.SpecialType == SpecialType.None => OfMembers(named),
        _ => null,
    };

    /// <summary>The place of a field, of an automatic property or of a captured parameter; null for anything else.</summary>
    public int? IndexOf(ISymbol member)
    {
        ISymbol wanted = member switch
        {
            IFieldSymbol { AssociatedSymbol: IPropertySymbol property } => property.OriginalDefinition,
            IFieldSymbol { ContainingType.IsTupleType: true } element => element.CorrespondingTupleField ?? element,
            _ => member.OriginalDefinition,
        };
        for (int i = 0; i < Fields.Count; i++)
        {
            ISymbol own = Fields[i].Symbol;
            bool same = own is IFieldSymbol { ContainingType.IsTupleType: true } element
                ? (element.CorrespondingTupleField ?? element).Name == wanted.Name
                : SymbolEqualityComparer.Default.Equals(own.OriginalDefinition, wanted);
            if (same)
            {
                return i;
            }
        }

        return null;
    }

    /// <summary>The parameters of a primary constructor that are not turned into properties, as a record's are.</summary>
    public static IEnumerable<IParameterSymbol> CapturedParameters(INamedTypeSymbol type) => type.IsRecord
        ? []
        : type.InstanceConstructors
            .Where(constructor => constructor.DeclaringSyntaxReferences.Any(reference => reference.GetSyntax() is TypeDeclarationSyntax))
            .SelectMany(constructor => constructor.Parameters);

    /// <summary>The accessors are the compiler's own, and so is everything else that a record has by itself.</summary>
    public static bool IsGenerated(ISymbol member) => member.GetAttributes().Any(data => data.AttributeClass is { Name: "CompilerGeneratedAttribute" });

    /// <summary>An accessor is the user's code, whether or not there is storage behind it that the code calls <c>field</c>.</summary>
    public static bool HasCode(IPropertySymbol property) => property.DeclaringSyntaxReferences
        .Select(reference => reference.GetSyntax())
        .OfType<BasePropertyDeclarationSyntax>()
        .Any(declaration => declaration is PropertyDeclarationSyntax { ExpressionBody: not null }
            || declaration.AccessorList?.Accessors.Any(accessor => accessor.Body is not null || accessor.ExpressionBody is not null) == true);

    /// <summary>The property that a field of a referenced assembly is behind, as the C# compiler names it; null where its getter is code.</summary>
    private static IPropertySymbol? AutomaticProperty(IFieldSymbol field)
    {
        int end = field.Name.IndexOf(">k__BackingField", StringComparison.Ordinal);
        return end <= 1 ? null : field.ContainingType.GetMembers(field.Name.Substring(1, end - 1)).OfType<IPropertySymbol>()
            .FirstOrDefault(property => property is { IsIndexer: false, DeclaredAccessibility: Accessibility.Public, GetMethod: { } getter } && IsGenerated(getter));
    }

    private static Layout? OfMembers(INamedTypeSymbol type)
    {
        List<LayoutField> fields = [];
        Stack<INamedTypeSymbol> hierarchy = new();
        for (INamedTypeSymbol? level = type; level is not null && level.SpecialType is not (SpecialType.System_Object or SpecialType.System_ValueType); level = level.BaseType)
        {
            hierarchy.Push(level);
        }

        foreach (INamedTypeSymbol level in hierarchy)
        {
            bool isSource = !level.DeclaringSyntaxReferences.IsEmpty;
            foreach (IFieldSymbol field in SourceOrder.Of(level.GetMembers()).OfType<IFieldSymbol>().Where(field => !field.IsStatic && !field.IsConst && (!isSource || field.AssociatedSymbol is not null || field.CanBeReferencedByName)))
            {
                ISymbol symbol = (field.AssociatedSymbol ?? (isSource ? null : AutomaticProperty(field))) is IPropertySymbol property ? property : field;
                if (!isSource && symbol is IFieldSymbol && field.DeclaredAccessibility != Accessibility.Public)
                {
                    // A library's private field: nothing says how its properties and operators use it.
                    return null;
                }

                fields.Add(new LayoutField(symbol.Name, field.Type, symbol));
            }

            fields.AddRange(CapturedParameters(level).Select(parameter => new LayoutField(parameter.Name, parameter.Type, parameter)));
        }

        return new Layout(fields);
    }
}
