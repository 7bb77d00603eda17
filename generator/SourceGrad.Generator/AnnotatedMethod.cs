using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Discovery;
using SourceGrad.Generator.Emission;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Lowering;

namespace SourceGrad.Generator;

/// <summary>Reads an annotated method, and sees to it that its type has room for what it gets. Generator and analyzer both start here.</summary>
internal static class AnnotatedMethod
{
    /// <summary>Part of the path of every generated file.</summary>
    private static readonly string s_generated = typeof(GradientGenerator).FullName!;

    private static readonly string[] Suffixes = ["ValueAndGradient", "Gradient", "Vjp"];

    public static FrontEndResult Read(IMethodSymbol method, SyntaxNode declaration, SemanticModel model, CancellationToken cancellation)
    {
        FrontEndResult result = FrontEnd.Read(method, declaration, model, cancellation);
        if (result.Model is not { } read || Taken(method, read, cancellation) is not { } name)
        {
            return result;
        }

        Diagnostic diagnostic = Diagnostic.Create(
            Descriptors.NameTaken, Declarability.NameLocation(declaration), method.Name, name, method.ContainingType.Name);
        return new FrontEndResult(null, result.Diagnostics.Add(diagnostic), result.Lost);
    }

    /// <summary>The name of a member that cannot be declared, because the type has one like it.</summary>
    private static string? Taken(IMethodSymbol method, MethodModel model, CancellationToken cancellation)
    {
        INamedTypeSymbol type = method.ContainingType;
        foreach (Member member in Members.Of(model.Header, model.Kinds, null, null, null))
        {
            if (IsTaken(type, member.Name)
                || Written(type, member.Name).OfType<IMethodSymbol>().Any(other => other.Arity == method.Arity && IsLike(member, other))
                || Namesakes(method, member.Name).Any(other => MembersOf(other, cancellation).Any(theirs => theirs.Name == member.Name && IsLike(member, theirs))))
            {
                return member.Name;
            }
        }

        return model.Model is null ? null : ModelEmitter.MemberNames.FirstOrDefault(name =>
            IsTaken(type, name) || (Written(type, name).OfType<IMethodSymbol>().Any(other => other.Parameters.Length == ModelEmitter.ParametersOf(name))));
    }

    /// <summary>The name stands for something that no method can stand beside.</summary>
    private static bool IsTaken(INamedTypeSymbol type, string name) =>
        type.Name == name
        || type.TypeParameters.Any(parameter => parameter.Name == name)
        || Written(type, name).Any(member => member is not IMethodSymbol);

    /// <summary>The members of a name that the user wrote: the analyzer sees the generated ones too.</summary>
    private static IEnumerable<ISymbol> Written(INamedTypeSymbol type, string name) => type.GetMembers(name)
        .Where(member => !member.DeclaringSyntaxReferences.Any(reference => reference.SyntaxTree.FilePath.Contains(s_generated)));

    private static bool IsLike(Member member, IMethodSymbol other) =>
        member.Signature.Count == other.Parameters.Length
        && member.Signature.Zip(other.Parameters, (own, theirs) =>
            own.CSharpType == TypeMap.Text(theirs.Type) && (own.Modifier == ParameterModifier.None) == (theirs.RefKind == RefKind.None)).All(same => same);

    private static bool IsLike(Member member, Member other) =>
        member.Signature.Count == other.Signature.Count
        && member.Signature.Zip(other.Signature, (own, theirs) =>
            own.CSharpType == theirs.CSharpType && (own.Modifier == ParameterModifier.None) == (theirs.Modifier == ParameterModifier.None)).All(same => same);

    /// <summary>Other annotated methods that get a member of the name.</summary>
    private static IEnumerable<IMethodSymbol> Namesakes(IMethodSymbol method, string member) => Suffixes
        .Where(suffix => member.Length > suffix.Length && member.EndsWith(suffix, StringComparison.Ordinal))
        .SelectMany(suffix => method.ContainingType.GetMembers(member.Substring(0, member.Length - suffix.Length)).OfType<IMethodSymbol>())
        .Where(other => other.GetDocumentationCommentId() != method.GetDocumentationCommentId()
            && other.Arity == method.Arity
            && other.GetAttributes().Any(data => data.AttributeClass?.ToDisplayString() == FrontEnd.AttributeName));

    /// <summary>What another method gets, as far as its signature tells.</summary>
    private static IReadOnlyList<Member> MembersOf(IMethodSymbol method, CancellationToken cancellation)
    {
        if (method.DeclaringSyntaxReferences.FirstOrDefault()?.GetSyntax(cancellation) is not { } declaration)
        {
            return [];
        }

        DifferentiableOptions options = DifferentiableOptions.Read(method, declaration, new DiagnosticBag(), cancellation);
        return Members.Of(options.MarkActive(HeaderReader.Read(method)), options.KindsFor(method, false), null, null, null);
    }
}
