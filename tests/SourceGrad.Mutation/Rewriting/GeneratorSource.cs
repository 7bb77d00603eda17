using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using SourceGrad.Testing;

namespace SourceGrad.Mutation.Rewriting;

/// <summary>The generator's source with all mutants of some folders, compiled.</summary>
internal sealed class GeneratorSource
{
    private const string Usings = "global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq; global using System.Threading; global using System.Threading.Tasks;";
    private const string Friends = """
        [assembly: System.Runtime.CompilerServices.InternalsVisibleTo("SourceGrad.Generator.Tests")]
        """;

    private static readonly CSharpParseOptions s_parse = new(LanguageVersion.Latest);

    private GeneratorSource(byte[] image, IReadOnlyList<Mutant> mutants) => (Image, Mutants) = (image, mutants);

    public byte[] Image { get; }

    public IReadOnlyList<Mutant> Mutants { get; }

    /// <summary>The framework, the compiler, and what else this program runs with, except for what is ours.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("SourceGrad.", StringComparison.Ordinal))
            .Select(path => MetadataReference.CreateFromFile(path))];

    private static string Folder => Path.Combine(RepositoryFiles.Root, "generator", "SourceGrad.Generator");

    public static GeneratorSource Rewrite(IReadOnlyCollection<string> folders)
    {
        List<(string File, SyntaxTree Tree)> files = [.. RepositoryFiles.CSharp("generator/SourceGrad.Generator")
            .Where(path => !RepositoryFiles.IsDefinition(path))
            .Select(path => (Path.GetRelativePath(Folder, path).Replace('\\', '/'), CSharpSyntaxTree.ParseText(File.ReadAllText(path), s_parse, path)))];
        HashSet<int> excluded = [];
        while (true)
        {
            int count = 0;
            List<Mutant> mutants = [];
            List<SyntaxTree> trees = [];
            foreach ((string file, SyntaxTree tree) in files)
            {
                SyntaxNode root = tree.GetRoot();
                if (folders.Contains(file.Split('/')[0]))
                {
                    MutantRewriter rewriter = new(file, () => ++count, excluded);
                    root = rewriter.Visit(root)!;
                    mutants.AddRange(rewriter.Mutants.Where(m => !excluded.Contains(m.Id)));
                }

                root = new TickRewriter($"global::{Switch.Type}.Tick();").Visit(root)!;
                trees.Add(CSharpSyntaxTree.ParseText(root.ToFullString(), s_parse, file, System.Text.Encoding.UTF8));
            }

            int before = excluded.Count;
            if (Compile(trees, excluded) is { } image)
            {
                return new GeneratorSource(image, mutants);
            }

            if (excluded.Count == before)
            {
                throw new InvalidOperationException("The rewritten generator does not compile.");
            }
        }
    }

    /// <summary>The assembly; null after adding the mutants that are no C# to the excluded ones.</summary>
    private static byte[]? Compile(List<SyntaxTree> trees, HashSet<int> excluded)
    {
        CSharpCompilation compilation = CSharpCompilation.Create(
            "SourceGrad.Generator",
            [.. trees, .. new[] { Usings, Friends, Switch.Source }.Select(text => CSharpSyntaxTree.ParseText(text, s_parse))],
            References,
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, nullableContextOptions: NullableContextOptions.Enable));
        using MemoryStream image = new();
        string definitions = Path.Combine(Folder, "Lowering", "Definitions");
        EmitResult result = compilation.Emit(image, manifestResources: Directory.EnumerateFiles(definitions, "*.cs", SearchOption.AllDirectories)
            .Select(path => new ResourceDescription("Definitions/" + Path.GetFileNameWithoutExtension(path), () => File.OpenRead(path), isPublic: true)));
        if (result.Success)
        {
            return image.ToArray();
        }

        foreach (Diagnostic error in result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error))
        {
            IReadOnlyCollection<int> concerned = error.Location.SourceTree is null ? [] : MutantsAt(error);
            if (concerned.Count == 0)
            {
                throw new InvalidOperationException(error.ToString());
            }

            excluded.UnionWith(concerned);
        }

        return null;
    }

    /// <summary>
    /// The innermost mutant around an error. Where a variable may be without a value, it is those of the member that mention it; where
    /// there are none, all of the member.
    /// </summary>
    private static IReadOnlyCollection<int> MutantsAt(Diagnostic error)
    {
        SyntaxNode node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        bool isFlow = error.Id is "CS0165" or "CS0170" or "CS0177" or "CS0161" or "CS0269" or "CS8177";
        foreach (SyntaxNode at in node.AncestorsAndSelf())
        {
            if (!isFlow && at is ConditionalExpressionSyntax { Condition: InvocationExpressionSyntax call } && IdOf(call) is int id)
            {
                return [id];
            }

            if (at is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax or FieldDeclarationSyntax)
            {
                InvocationExpressionSyntax[] all = [.. at.DescendantNodes().OfType<InvocationExpressionSyntax>().Where(c => IdOf(c) is not null)];
                HashSet<string> names = [.. node.DescendantTokens().Where(t => t.IsKind(SyntaxKind.IdentifierToken)).Select(t => t.Text)];
                names.UnionWith(error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'').Where((_, k) => k % 2 == 1));
                InvocationExpressionSyntax[] mentioning = [.. all.Where(c => Mentions(c.Parent!, names))];
                return [.. (mentioning.Length > 0 ? mentioning : all).Select(c => IdOf(c)!.Value)];
            }
        }

        return [];
    }

    private static bool Mentions(SyntaxNode mutant, HashSet<string> names)
    {
        SyntaxNode whole = mutant is PrefixUnaryExpressionSyntax ? mutant.Parent! : mutant;
        return whole.DescendantTokens().Any(token => names.Contains(token.Text));
    }

    private static int? IdOf(InvocationExpressionSyntax call) => call.Expression.ToString() == $"global::{Switch.Type}.Is"
        ? (int)((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.Value!
        : null;
}
