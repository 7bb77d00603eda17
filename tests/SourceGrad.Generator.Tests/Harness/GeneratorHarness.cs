using System.Collections.Immutable;
using System.Reflection;
using System.Runtime.Loader;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;
using SourceGrad.Generator;

namespace SourceGrad.Testing;

/// <summary>Compiles C# in memory, runs the generator and the analyzer over it, and loads what came out.</summary>
internal static class GeneratorHarness
{
    /// <summary>Documentation comments are parsed, so that a wrong <c>cref</c> in generated code is a warning.</summary>
    public static readonly CSharpParseOptions ParseOptions = new(LanguageVersion.Latest, DocumentationMode.Diagnose);

    private static readonly ImmutableArray<MetadataReference> s_references = LoadReferences();

    /// <summary>What the files of a project see with implicit usings.</summary>
    private static readonly SyntaxTree s_usings = CSharpSyntaxTree.ParseText(
        "global using System; global using System.Collections.Generic; global using SourceGrad;", ParseOptions, "Usings.cs");

    public static SyntaxTree Parse(string source, string path = "Program.cs") =>
        CSharpSyntaxTree.ParseText(source, ParseOptions, path, System.Text.Encoding.UTF8);

    public static CSharpCompilation Compile(params string[] sources) =>
        Compile(sources.Select((source, k) => Parse(source, k == 0 ? "Program.cs" : $"Program{k}.cs")));

    public static CSharpCompilation Compile(IEnumerable<SyntaxTree> trees) => CSharpCompilation.Create(
        "Subject",
        trees.Prepend(s_usings),
        s_references,
        new CSharpCompilationOptions(
            OutputKind.DynamicallyLinkedLibrary,
            optimizationLevel: OptimizationLevel.Release,
            allowUnsafe: true,
            nullableContextOptions: NullableContextOptions.Enable));

    public static CSharpGeneratorDriver CreateDriver(bool optimize = true, bool track = false, bool vectorize = true, bool verify = false, int? parallelRounds = null) => CSharpGeneratorDriver.Create(
        [new GradientGenerator().AsSourceGenerator()],
        parseOptions: ParseOptions,
        optionsProvider: new BuildProperties(optimize, vectorize, verify, parallelRounds),
        driverOptions: new GeneratorDriverOptions(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: track));

    public static GeneratorRun Run(string source, bool optimize = true, bool vectorize = true, bool verify = false) => Run(Compile(source), optimize, vectorize, verify);

    public static GeneratorRun Run(CSharpCompilation compilation, bool optimize = true, bool vectorize = true, bool verify = false, int? parallelRounds = null)
    {
        GeneratorDriver driver = CreateDriver(optimize, track: true, vectorize, verify, parallelRounds)
            .RunGeneratorsAndUpdateCompilation(compilation, out Compilation output, out _);
        return new GeneratorRun(driver, (CSharpCompilation)output);
    }

    /// <summary>What the analyzer reports, in source order. An exception in it is a test failure, not an AD0001 to overlook.</summary>
    public static ImmutableArray<Diagnostic> Analyze(Compilation compilation)
    {
        CompilationWithAnalyzers analysis = compilation.WithAnalyzers(
            [new GradientAnalyzer()],
            new AnalyzerOptions([], new BuildProperties()));
        return [.. analysis.GetAnalyzerDiagnosticsAsync().GetAwaiter().GetResult()
            .OrderBy(d => d.Location.SourceTree?.FilePath, StringComparer.Ordinal)
            .ThenBy(d => d.Location.SourceSpan.Start)];
    }

    public static Assembly Load(Compilation compilation)
    {
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        if (!result.Success)
        {
            throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)));
        }

        image.Position = 0;
        return new AssemblyLoadContext(compilation.AssemblyName, isCollectible: false).LoadFromStream(image);
    }

    private static ImmutableArray<MetadataReference> LoadReferences()
    {
        string framework = Path.GetDirectoryName(typeof(object).Assembly.Location)!;
        string trusted = (string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!;
        return [.. trusted.Split(Path.PathSeparator)
            .Where(path => Path.GetDirectoryName(path) == framework || Path.GetFileName(path) == "System.Numerics.Tensors.dll")
            .Append(typeof(DifferentiableAttribute).Assembly.Location)
            .Select(path => MetadataReference.CreateFromFile(path))];
    }
}
