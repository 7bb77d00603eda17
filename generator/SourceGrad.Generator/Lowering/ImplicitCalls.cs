using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace SourceGrad.Generator.Lowering;

/// <summary>The methods that C# calls where no call is written: at the end of a using, in patterns, by positions from the end, and by foreach.</summary>
internal static class ImplicitCalls
{
    private static readonly string[] s_ofEnumerators = ["MoveNext", "get_Current", "Dispose"];

    /// <summary>Each with the variable that it runs on, if it is one of the code's own. Any overload counts: that names too much and never too little.</summary>
    public static IEnumerable<(IMethodSymbol Method, IOperation? Instance)> Of(IOperation operation) => operation switch
    {
        IUsingOperation { Resources: var resources } => On(null, ResourceTypes(resources).SelectMany(type => Named(type, "Dispose"))),
        IUsingDeclarationOperation { DeclarationGroup: var resources } => On(null, ResourceTypes(resources).SelectMany(type => Named(type, "Dispose"))),
        IDeconstructionAssignmentOperation { Value.Type: { } type } => On(null, Named(type, "Deconstruct")),
        IRecursivePatternOperation { DeconstructSymbol: IMethodSymbol deconstruct } => [(deconstruct, null)],
        IListPatternOperation list => On(null, Accessors(list.LengthSymbol, list.IndexerSymbol)),
        ISlicePatternOperation { SliceSymbol: IMethodSymbol slice } => [(slice, null)],
        IImplicitIndexerReferenceOperation element => On(element.Instance, Accessors(element.LengthSymbol, element.IndexerSymbol)),
        IForEachLoopOperation { Collection: var collection } => Enumeration(collection is IConversionOperation { IsImplicit: true } conversion ? conversion.Operand : collection),
        _ => [],
    };

    private static IEnumerable<(IMethodSymbol Method, IOperation? Instance)> Enumeration(IOperation collection) =>
        collection.Type is not { } type || TypeMap.BufferOf(type) is not null
            ? []
            : Named(type, "GetEnumerator").SelectMany(make => On(null, s_ofEnumerators.SelectMany(name => Named(make.ReturnType, name))).Prepend((make, collection)));

    private static IEnumerable<(IMethodSymbol Method, IOperation? Instance)> On(IOperation? instance, IEnumerable<IMethodSymbol> methods) => methods.Select(method => (method, instance));

    private static IEnumerable<ITypeSymbol> ResourceTypes(IOperation resources) => resources is IVariableDeclarationGroupOperation group
        ? group.Declarations.SelectMany(declaration => declaration.Declarators).Select(declarator => declarator.Symbol.Type)
        : resources.Type is { } type ? [type] : [];

    private static IEnumerable<IMethodSymbol> Accessors(params ISymbol?[] symbols) => symbols.SelectMany(symbol => symbol switch
    {
        IPropertySymbol property => new[] { property.GetMethod, property.SetMethod }.OfType<IMethodSymbol>(),
        IMethodSymbol method => [method],
        _ => [],
    });

    /// <summary>The members of that name of a type, of what it inherits from and of what it implements, in whatever way.</summary>
    private static IEnumerable<IMethodSymbol> Named(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? level = type; level is not null; level = level.BaseType)
        {
            foreach (IMethodSymbol method in level.GetMembers(name).OfType<IMethodSymbol>())
            {
                yield return method;
            }
        }

        foreach (IMethodSymbol contract in type.AllInterfaces.SelectMany(implemented => implemented.GetMembers(name).OfType<IMethodSymbol>()))
        {
            yield return type.FindImplementationForInterfaceMember(contract) as IMethodSymbol ?? contract;
        }
    }
}
