using System.Runtime.CompilerServices;
using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Ordinary C# that stands in for what the framework ships without source: each file in Definitions is named after the type that it
/// defines, in that type's own namespace, with the same members as far as they are supported. A compilation of its own, with the
/// references of the user's, gives it meaning; it is made when the first method asks for it, and never if none does.
/// </summary>
internal sealed class DefinitionSet
{
    private const string Prefix = "Definitions/";

    private static readonly ConditionalWeakTable<Compilation, DefinitionSet> s_sets = new();
    private static readonly HashSet<string> s_names = [.. Resources.Select(name => name.Substring(Prefix.Length))];
    private static readonly HashSet<string> s_shortNames = [.. s_names.Select(name => name.Substring(name.LastIndexOf('.') + 1))];
    private static readonly Lazy<IReadOnlyList<SyntaxTree>> s_trees = new(Parse);

    private readonly Lazy<Compilation> _compilation;

    // Without the user's files nothing of theirs can change what a definition means, and nothing of it is compiled twice. The
    // symbols of the referenced assemblies are the same in both compilations.
    private DefinitionSet(Compilation user) => _compilation = new(() => user
        .RemoveAllSyntaxTrees()
        .WithOptions(((CSharpCompilationOptions)user.Options).WithNullableContextOptions(NullableContextOptions.Disable).WithOverflowChecks(false))
        .AddSyntaxTrees(s_trees.Value));

    private static IEnumerable<string> Resources => typeof(DefinitionSet).Assembly.GetManifestResourceNames()
        .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal));

    public static DefinitionSet Of(Compilation compilation) => s_sets.GetValue(compilation, user => new DefinitionSet(user));

    /// <summary>The code is a definition.</summary>
    public static bool Contains(SyntaxTree tree) => tree.FilePath.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>What the compiler says of the definitions.</summary>
    public IEnumerable<Diagnostic> Errors => _compilation.Value.GetDiagnostics().Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    /// <summary>A type of the framework has a definition, by its name.</summary>
    public static bool Defines(ITypeSymbol type) =>
        type is INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: true, ContainingType: null, ContainingNamespace: { IsGlobalNamespace: false } container }
        && type.OriginalDefinition.SpecialType is SpecialType.None or SpecialType.System_Nullable_T
        && s_shortNames.Contains(type.Name)
        && s_names.Contains(container.ToDisplayString() + "." + type.Name);

    /// <summary>A struct of real numbers whose fields only the definition shows.</summary>
    public static bool DefinesNumber(ITypeSymbol type) =>
        type is { TypeKind: TypeKind.Struct, OriginalDefinition.SpecialType: SpecialType.None, ContainingNamespace: { Name: "Numerics", ContainingNamespace.Name: "System" } } && Defines(type);

    public SemanticModel ModelOf(SyntaxTree tree) => _compilation.Value.GetSemanticModel(tree);

    /// <summary>A type of a definition by its metadata name.</summary>
    public INamedTypeSymbol? Find(string name) => _compilation.Value.Assembly.GetTypeByMetadataName(name);

    /// <summary>What stands in for a type of the framework; null where nothing does.</summary>
    public INamedTypeSymbol? Find(INamedTypeSymbol type) =>
        Defines(type) && Find(type.ContainingNamespace.ToDisplayString() + "." + type.MetadataName) is { } own
            ? type.TypeArguments.IsEmpty ? own : own.Construct([.. type.TypeArguments])
            : null;

    /// <summary>What stands in for a member of a type of the framework. The two have the same name and parameters, and so the same id.</summary>
    public TSymbol? Find<TSymbol>(TSymbol member)
        where TSymbol : class, ISymbol
    {
        if (member.ContainingType is not { } container || Find(container) is not { } type)
        {
            return null;
        }

        string? id = member.OriginalDefinition.GetDocumentationCommentId();
        TSymbol? own = type.GetMembers(member.Name).OfType<TSymbol>().FirstOrDefault(candidate => candidate.OriginalDefinition.GetDocumentationCommentId() == id);
        return own is IMethodSymbol { IsGenericMethod: true } generic && member is IMethodSymbol method
            ? generic.Construct([.. method.TypeArguments]) as TSymbol
            : own;
    }

    private static IReadOnlyList<SyntaxTree> Parse()
    {
        CSharpParseOptions options = new(LanguageVersion.Latest, DocumentationMode.None);
        List<SyntaxTree> trees = [];
        foreach (string name in Resources.OrderBy(name => name, StringComparer.Ordinal))
        {
            using StreamReader reader = new(typeof(DefinitionSet).Assembly.GetManifestResourceStream(name)!, Encoding.UTF8);
            trees.Add(CSharpSyntaxTree.ParseText(reader.ReadToEnd(), options, name));
        }

        return trees;
    }
}
