using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// All hand-written rules that a compilation can see: in its own source and in the assemblies that it references. Found once for a
/// compilation; what a file or an assembly contributes is remembered as long as it stays the same, so that an edit costs one file's search.
/// </summary>
internal sealed class DerivativeRules
{
    private const string Word = "DerivativeOf";

    private static readonly ConditionalWeakTable<Compilation, DerivativeRules> s_compilations = new();
    private static readonly ConditionalWeakTable<SyntaxTree, MethodDeclarationSyntax[]> s_files = new();
    private static readonly ConditionalWeakTable<IAssemblySymbol, IMethodSymbol[]> s_assemblies = new();

    private readonly Dictionary<ISymbol, List<DerivativeRule>> _rules = new(SymbolEqualityComparer.Default);

    private DerivativeRules(Compilation compilation, CancellationToken cancellation)
    {
        foreach (SyntaxTree tree in compilation.SyntaxTrees)
        {
            MethodDeclarationSyntax[] methods = s_files.GetValue(tree, file => Candidates(file, cancellation));
            if (methods.Length > 0)
            {
                SemanticModel model = compilation.GetSemanticModel(tree);
                AddAll(methods.Select(method => model.GetDeclaredSymbol(method, cancellation)).OfType<IMethodSymbol>());
            }
        }

        foreach (IAssemblySymbol assembly in compilation.SourceModule.ReferencedAssemblySymbols)
        {
            AddAll(s_assemblies.GetValue(assembly, InAssembly).Where(method => compilation.IsSymbolAccessibleWithin(method, compilation.Assembly)));
        }
    }

    public static DerivativeRules Of(Compilation compilation, CancellationToken cancellation)
    {
        if (!s_compilations.TryGetValue(compilation, out DerivativeRules? rules))
        {
            rules = s_compilations.GetValue(compilation, key => new DerivativeRules(key, cancellation));
        }

        return rules;
    }

    /// <summary>The rules for a method: none, one, or several if someone made a mistake.</summary>
    public IReadOnlyList<DerivativeRule> For(IMethodSymbol target) =>
        _rules.TryGetValue(target.OriginalDefinition, out List<DerivativeRule>? rules) ? rules : [];

    private void AddAll(IEnumerable<IMethodSymbol> methods)
    {
        foreach (IMethodSymbol method in methods)
        {
            if (DerivativeRule.AttributeOf(method) is { } attribute && DerivativeRule.Read(method, attribute, out _) is { } rule)
            {
                if (!_rules.TryGetValue(rule.Target, out List<DerivativeRule>? rules))
                {
                    _rules.Add(rule.Target, rules = []);
                }

                rules.Add(rule);
            }
        }
    }

    /// <summary>Methods with an attribute whose name looks like it: a search of the text first, which most files end with.</summary>
    private static MethodDeclarationSyntax[] Candidates(SyntaxTree tree, CancellationToken cancellation) =>
        tree.TryGetText(out Microsoft.CodeAnalysis.Text.SourceText? text) && text.ToString().IndexOf(Word, StringComparison.Ordinal) < 0
            ? []
            : [.. tree.GetRoot(cancellation).DescendantNodes(node => node is not (BlockSyntax or ArrowExpressionClauseSyntax))
                .OfType<MethodDeclarationSyntax>()
                .Where(method => method.AttributeLists.Count > 0)];

    private static IMethodSymbol[] InAssembly(IAssemblySymbol assembly)
    {
        bool knowsTheAttribute = assembly.Modules.Any(module => module.ReferencedAssemblies.Any(reference => reference.Name == "SourceGrad"));
        return knowsTheAttribute ? [.. Types(assembly.GlobalNamespace).SelectMany(Methods)] : [];

        static IEnumerable<INamedTypeSymbol> Types(INamespaceSymbol space) =>
            space.GetTypeMembers().SelectMany(Nested).Concat(space.GetNamespaceMembers().SelectMany(Types));

        static IEnumerable<INamedTypeSymbol> Nested(INamedTypeSymbol type) => type.GetTypeMembers().SelectMany(Nested).Prepend(type);

        static IEnumerable<IMethodSymbol> Methods(INamedTypeSymbol type) => type.GetMembers().OfType<IMethodSymbol>()
            .Where(method => method.IsStatic && DerivativeRule.AttributeOf(method) is not null);
    }
}
