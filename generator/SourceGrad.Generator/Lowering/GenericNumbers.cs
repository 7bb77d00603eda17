using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceGrad.Generator.Lowering;

/// <summary>What the constraints of a type parameter say about it.</summary>
internal static class GenericNumbers
{
    /// <summary>Interfaces to propose, the narrowest that has a function first.</summary>
    private static readonly string[] s_interfaces =
    [
        "INumber", "IRootFunctions", "IExponentialFunctions", "ILogarithmicFunctions", "IPowerFunctions", "ITrigonometricFunctions",
        "IHyperbolicFunctions", "IFloatingPoint",
    ];

    /// <summary>The constraints make it a number, with arithmetic and constants of its own.</summary>
    public static bool IsNumber(ITypeParameterSymbol parameter) => Interfaces(parameter).Any(candidate =>
        candidate is { Name: "INumberBase", Arity: 1 } && IsNumerics(candidate) && SymbolEqualityComparer.Default.Equals(candidate.TypeArguments[0], parameter));

    /// <summary>The parameter as C# writes it.</summary>
    public static string NameOf(ITypeParameterSymbol parameter) =>
        SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? parameter.Name : "@" + parameter.Name;

    /// <summary>A static function or operator can be called on the parameter.</summary>
    public static bool Offers(ITypeParameterSymbol parameter, string function, int arity) =>
        Interfaces(parameter).Any(candidate => Has(candidate, function, arity));

    /// <summary>The constraint that would offer the function: <c>ILogarithmicFunctions</c>.</summary>
    public static string ConstraintFor(Compilation compilation, string function, int arity) => s_interfaces.FirstOrDefault(name =>
        compilation.GetTypeByMetadataName($"System.Numerics.{name}`1") is { } type && type.AllInterfaces.Add(type).Any(candidate => Has(candidate, function, arity)))
        ?? "IFloatingPointIeee754";

    public static bool IsNumerics(INamedTypeSymbol type) => type.ContainingNamespace is
    {
        Name: "Numerics", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true },
    };

    /// <summary><c>where T : global::System.Numerics.INumber&lt;T&gt;</c> for each parameter that is constrained.</summary>
    public static IEnumerable<string> Constraints(IMethodSymbol method) => method.TypeParameters
        .Select(parameter => (parameter, texts: Texts(parameter).ToList()))
        .Where(pair => pair.texts.Count > 0)
        .Select(pair => $"where {NameOf(pair.parameter)} : {string.Join(", ", pair.texts)}");

    private static IEnumerable<string> Texts(ITypeParameterSymbol parameter)
    {
        if (parameter.HasReferenceTypeConstraint)
        {
            yield return parameter.ReferenceTypeConstraintNullableAnnotation == NullableAnnotation.Annotated ? "class?" : "class";
        }

        if (parameter.HasUnmanagedTypeConstraint || parameter.HasValueTypeConstraint)
        {
            yield return parameter.HasUnmanagedTypeConstraint ? "unmanaged" : "struct";
        }

        if (parameter.HasNotNullConstraint)
        {
            yield return "notnull";
        }

        foreach (ITypeSymbol type in parameter.ConstraintTypes)
        {
            yield return TypeMap.Text(type);
        }

        if (parameter.HasConstructorConstraint)
        {
            yield return "new()";
        }
    }

    private static bool Has(INamedTypeSymbol type, string function, int arity) =>
        IsNumerics(type) && type.GetMembers(function).Any(member => member is IMethodSymbol { IsStatic: true } method && method.Parameters.Length == arity);

    private static IEnumerable<INamedTypeSymbol> Interfaces(ITypeParameterSymbol parameter) => parameter.ConstraintTypes.SelectMany(constraint => constraint switch
    {
        INamedTypeSymbol { TypeKind: TypeKind.Interface } named => named.AllInterfaces.Add(named),
        INamedTypeSymbol named => named.AllInterfaces,
        ITypeParameterSymbol other => Interfaces(other),
        _ => [],
    });
}
