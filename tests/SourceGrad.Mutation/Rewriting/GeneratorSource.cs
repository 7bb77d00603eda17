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

    /// <summary>The framework, the compiler, and what else this program runs with.</summary>
    public static ImmutableArray<MetadataReference> References { get; } =
        [.. ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(path => !Path.GetFileName(path).StartsWith("SourceGrad.", StringComparison.Ordinal) || Path.GetFileName(path) == "SourceGrad.dll")
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
            int[] concerned = [.. error.Location.SourceTree is null ? [] : MutantsAt(error)];
            if (concerned.Length == 0)
            {
                throw new InvalidOperationException(error.ToString());
            }

            excluded.UnionWith(concerned);
        }

        return null;
    }

    /// <summary>The innermost mutant around an error; where there is none, those of the statement or member, one of which leaves a variable unassigned.</summary>
    private static IEnumerable<int> MutantsAt(Diagnostic error)
    {
        SyntaxNode node = error.Location.SourceTree!.GetRoot().FindNode(error.Location.SourceSpan, getInnermostNodeForTie: true);
        bool isFlow = error.Id is "CS0165" or "CS0177" or "CS0161" or "CS0269" or "CS8177";
        for (SyntaxNode? at = node; at is not null; at = at.Parent)
        {
            if (!isFlow && at is ConditionalExpressionSyntax { Condition: InvocationExpressionSyntax call } && IdOf(call) is int id)
            {
                return [id];
            }

            if (isFlow && at is BaseMethodDeclarationSyntax or BasePropertyDeclarationSyntax)
            {
                string? variable = error.GetMessage(System.Globalization.CultureInfo.InvariantCulture).Split('\'').ElementAtOrDefault(1);
                return at.DescendantNodes().OfType<InvocationExpressionSyntax>()
                    .Where(call => IdOf(call) is not null && (error.Id == "CS0161" || variable is null || Mentions(call.Parent!, variable)))
                    .Select(call => IdOf(call)!.Value);
            }
        }

        return [];
    }

    private static bool Mentions(SyntaxNode mutant, string variable)
    {
        SyntaxNode whole = mutant is PrefixUnaryExpressionSyntax ? mutant.Parent! : mutant;
        return whole.DescendantTokens().Any(token => token.Text == variable);
    }

    private static int? IdOf(InvocationExpressionSyntax call) => call.Expression.ToString() == $"global::{Switch.Type}.Is"
        ? (int)((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.Value!
        : null;
}
