using System.Globalization;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceGrad.Generator.Discovery;

/// <summary>
/// The names of generated files: <c>Namespace.Type.Method.g.cs</c>. File names ignore case and punctuation, and C# does not. Whatever has a
/// neighbour that would have its file's name gets a hash of what C# calls it as well, so that no two are the same.
/// </summary>
internal static class HintNames
{
    public static string OfModel(INamedTypeSymbol type)
    {
        StringBuilder name = new();
        bool isAmbiguous = AppendContainer(name, type);
        return Finish(name.Append("(model).Gradient"), type, isAmbiguous, Twin(type));
    }

    public static string Of(IMethodSymbol method)
    {
        StringBuilder name = new();
        bool isAmbiguous = AppendContainer(name, method.ContainingType) | AppendName(name, method.Name, method.Arity);
        List<IMethodSymbol> namesakes = method.ContainingType.GetMembers().OfType<IMethodSymbol>()
            .Where(other => IsSameFile(other.Name, method.Name))
            .ToList();
        if (namesakes.Count > 1)
        {
            string parameters = Parameters(method);
            name.Append(parameters);
            isAmbiguous |= namesakes.Any(other => !SymbolEqualityComparer.Default.Equals(other, method) && (other.Name != method.Name || IsSameFile(Parameters(other), parameters)));
        }

        string? id = method.GetDocumentationCommentId();
        int twin = namesakes.Where(other => other.GetDocumentationCommentId() == id).ToList().FindIndex(other => SymbolEqualityComparer.Default.Equals(other, method));
        return Finish(name, method, isAmbiguous, Math.Max(twin, 0) + Twin(method.ContainingType));
    }

    private static string Finish(StringBuilder name, ISymbol symbol, bool isAmbiguous, int twin)
    {
        if (isAmbiguous)
        {
            name.Append('_').Append(StableHash(symbol.GetDocumentationCommentId() ?? symbol.ToDisplayString()).ToString("x8", CultureInfo.InvariantCulture));
        }

        if (twin > 0)
        {
            name.Append('-').Append((twin + 1).ToString(CultureInfo.InvariantCulture));
        }

        return name.Append(".g.cs").ToString();
    }

    /// <summary>Appends the namespaces and types around a member with a dot after each. True if another symbol would get the same text.</summary>
    private static bool AppendContainer(StringBuilder name, INamespaceOrTypeSymbol container)
    {
        if (container is INamespaceSymbol { IsGlobalNamespace: true })
        {
            return false;
        }

        INamespaceOrTypeSymbol around = (INamespaceOrTypeSymbol?)container.ContainingType ?? container.ContainingNamespace;
        bool isAmbiguous = AppendContainer(name, around);
        isAmbiguous |= AppendName(name, container.Name, container is INamedTypeSymbol type ? type.Arity : 0);
        name.Append('.');
        return isAmbiguous || around.GetMembers().Any(other => other is INamespaceOrTypeSymbol && other.Name != container.Name && IsSameFile(other.Name, container.Name));
    }

    private static bool AppendName(StringBuilder text, string name, int arity)
    {
        string clean = Clean(name);
        text.Append(clean);
        if (arity > 0)
        {
            text.Append('_').Append(arity.ToString(CultureInfo.InvariantCulture));
            return clean != name;
        }

        // Generic_1 is also what a generic type or method is called.
        int digits = name.Length;
        while (digits > 0 && char.IsDigit(name[digits - 1]))
        {
            digits--;
        }

        return clean != name || (digits < name.Length && digits > 0 && name[digits - 1] == '_' && name.Substring(0, digits).TrimEnd('_').Length > 0);
    }

    private static string Parameters(IMethodSymbol method) =>
        Clean("(" + string.Join(",", method.Parameters.Select(parameter => parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat))) + ")");

    private static string Clean(string name)
    {
        StringBuilder clean = new(name.Length);
        foreach (char letter in name)
        {
            clean.Append(char.IsLetterOrDigit(letter) || letter is '.' or '_' or ',' or '(' or ')' or '-' ? letter : letter switch
            {
                '<' or '[' => '(',
                '>' or ']' => ')',
                _ => '_',
            });
        }

        return clean.ToString();
    }

    private static bool IsSameFile(string one, string other) => string.Equals(Clean(one), Clean(other), StringComparison.OrdinalIgnoreCase);

    /// <summary>Which of the types of its name it is: there are several only in code with errors.</summary>
    private static int Twin(INamedTypeSymbol type)
    {
        int own = type.ContainingType is null ? 0 : Twin(type.ContainingType);
        INamespaceOrTypeSymbol around = (INamespaceOrTypeSymbol?)type.ContainingType ?? type.ContainingNamespace;
        return own + Math.Max(around.GetTypeMembers(type.Name, type.Arity).IndexOf(type.OriginalDefinition, 0, SymbolEqualityComparer.Default), 0);
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
