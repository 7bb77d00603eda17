using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Tests.Conformance;

/// <summary>A parameter as the contract sees it.</summary>
internal sealed record Parameter(string Name, string Type, string Element, bool IsBuffer, bool IsActive, bool IsWritten)
{
    public bool IsReal => Element is "double" or "float";

    /// <summary>The name as code writes it.</summary>
    public string Identifier => SyntaxFacts.GetKeywordKind(Name) == SyntaxKind.None ? Name : "@" + Name;
}

/// <summary>What the annotated method looks like from outside, read from its text by the words of the contract.</summary>
internal sealed class Signature
{
    private Signature(string name, string returnType, Parameter[] parameters, bool isPublic)
    {
        Name = name;
        ReturnType = returnType;
        Parameters = parameters;
        IsPublic = isPublic;
    }

    public string Name { get; }

    public string ReturnType { get; }

    public bool IsVoid => ReturnType == "void";

    public bool IsPublic { get; }

    public IReadOnlyList<Parameter> Parameters { get; }

    public IReadOnlyList<Parameter> Active => [.. Parameters.Where(p => p.IsActive)];

    /// <summary>Real buffers that the method stores to: they have an adjoint that comes in.</summary>
    public IReadOnlyList<Parameter> Written => [.. Parameters.Where(p => p is { IsWritten: true, IsReal: true })];

    public bool AllActiveAreScalars => Active.All(p => !p.IsBuffer);

    public static Signature Of(Row row)
    {
        MethodDeclarationSyntax method = CSharpSyntaxTree.ParseText(row.Container is null ? $"class C {{ {row.Source} }}" : row.Source).GetRoot()
            .DescendantNodes().OfType<MethodDeclarationSyntax>()
            .First(m => Attribute(m) is not null);
        string[]? chosen = Attribute(method)!.ArgumentList?.Arguments
            .Where(a => a.NameEquals is null)
            .Select(a => a.Expression.ToString()["nameof(".Length..^1])
            .ToArray();
        HashSet<string> written = [.. row.Written];
        Parameter[] parameters = [.. method.ParameterList.Parameters.Select(p => Read(p, chosen, written))];
        return new Signature(method.Identifier.ValueText, method.ReturnType.ToString(), parameters, method.Modifiers.Any(SyntaxKind.PublicKeyword));
    }

    private static Parameter Read(ParameterSyntax parameter, string[]? chosen, HashSet<string> written)
    {
        string name = parameter.Identifier.ValueText;
        string type = parameter.Type!.ToString();
        string element = type.Replace("ReadOnlyMemory<", "").Replace("Memory<", "").Replace("ReadOnlySpan<", "").Replace("Span<", "").Replace(">", "").Replace("[]", "");
        bool isConstant = parameter.AttributeLists.SelectMany(l => l.Attributes).Any(a => a.Name.ToString() == "NoGradient");
        bool isActive = element is "double" or "float" && !isConstant && (chosen is null or [] || chosen.Contains(parameter.Identifier.Text));
        return new Parameter(name, type, element, type != element, isActive, written.Contains(name));
    }

    private static AttributeSyntax? Attribute(MethodDeclarationSyntax method) =>
        method.AttributeLists.SelectMany(l => l.Attributes).FirstOrDefault(a => a.Name.ToString() == "Differentiable");
}
