using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Questions about C# types outside of any method.</summary>
internal static class TypeFacts
{
    /// <summary>How many types there may be inside of each other: <c>struct S&lt;T&gt; { S&lt;S&lt;T&gt;&gt;[] inner; }</c> has no end.</summary>
    public const int DeepestNesting = 256;

    /// <summary>The same of objects in objects, of which each makes a class in the gradient of a model.</summary>
    public const int DeepestObjects = 50;

    /// <summary>Values of the type hold real numbers that a derivative can be taken with respect to.</summary>
    /// <param name="type">The type.</param>
    /// <param name="includesObjects">Those in objects of classes count too.</param>
    public static bool HasReals(ITypeSymbol type, bool includesObjects) => HasReals(type, includesObjects, []);

    private static bool HasReals(ITypeSymbol type, bool includesObjects, HashSet<string> path)
    {
        if (TypeMap.Of(type) is { } known)
        {
            return known.IsFloating;
        }

        if (TypeMap.BufferOf(type) is { } buffer)
        {
            return HasReals(buffer.Element, includesObjects, path);
        }

        if (DefinitionSet.DefinesNumber(type))
        {
            return true;
        }

        bool isObject = type.TypeKind == TypeKind.Class;
        if ((isObject && !includesObjects) || type.TypeKind is not (TypeKind.Class or TypeKind.Struct) || path.Count >= DeepestNesting || !path.Add(type.ToDisplayString()))
        {
            return false;
        }

        return Layout.Of(type)?.Fields.Any(field => !MethodLowering.HasNoGradient(field.Symbol) && HasReals(field.Type, includesObjects, path)) == true;
    }
}
