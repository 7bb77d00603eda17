using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Mutation.Rewriting;
using SourceGrad.Testing;

namespace SourceGrad.Mutation.Suites;

/// <summary>A test of the generator's stages, compiled against the rewritten generator and called as xunit would.</summary>
internal sealed partial class UnitTest(TestMethod method) : ITest
{
    /// <summary>The folders of tests that look at what the mutants are in. Those of the whole generator take too long.</summary>
    private static readonly string[] s_folders = ["Rules", "Analysis", "Differentiation", "Optimization", "Vectorization", "Diagnostics"];

    /// <summary>The tests, which are the same for every copy of the generator.</summary>
    private static byte[]? s_image;

    public string Name => method.Name;

    public static IEnumerable<UnitTest> All(MutatedGenerator generator, byte[] image)
    {
        Assembly tests = generator.LoadBeside(s_image ??= Compile(image));
        return TestMethod.Of(tests.GetTypes().Where(t => s_folders.Any(f => t.Namespace == "SourceGrad.Generator.Tests." + f) || IsWhole(t))).Select(method => new UnitTest(method));
    }

    /// <summary>It runs the whole generator on a program of its own, so it takes long and comes last.</summary>
    public bool IsWholeProgram => method.Type is { } type && IsWhole(type);

    public void Learn(MutatedGenerator generator, bool[] reached)
    {
        generator.Start(0, reached);
        method.Call();
        generator.Start(0);
    }

    public Notice Try(MutatedGenerator generator, int mutant)
    {
        generator.Start(mutant);
        try
        {
            method.Call();
            return default;
        }
        catch (Exception exception)
        {
            return new Notice(exception.GetType().Name);
        }
        finally
        {
            generator.Start(0);
        }
    }

    private static bool IsWhole(Type type) => type.Namespace?.StartsWith("SourceGrad.Tests", StringComparison.Ordinal) == true;

    /// <summary>Tests of generated code that compile it themselves; the harness that they do it with is that of the project here, and so is the generator.</summary>
    private static IEnumerable<string> UsersOfTheHarness() => new[] { "Calls", "Checking", "Models" }
        .SelectMany(folder => RepositoryFiles.CSharp("tests/SourceGrad.Tests/" + folder))
        .Where(path => File.ReadAllText(path).Contains("GeneratorHarness", StringComparison.Ordinal));

    /// <summary>Tests of what takes all rows at once take too long.</summary>
    private static bool IsOfAllRows(string path) => path.Replace('\\', '/').Contains("/Hostile/", StringComparison.Ordinal);

    private static byte[] Compile(byte[] generator)
    {
        string project = Path.Combine(RepositoryFiles.Root, "tests", "SourceGrad.Generator.Tests");
        string usings = $$"""
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Threading; global using System.Threading.Tasks; global using SourceGrad; global using Xunit;
            [assembly: System.Reflection.AssemblyMetadata("ProjectDirectory", @"{{project}}")]
            [assembly: System.Reflection.AssemblyMetadata("RepositoryDirectory", @"{{RepositoryFiles.Root}}")]
            """;
        CSharpParseOptions options = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "SourceGrad.Generator.Tests",
            RepositoryFiles.CSharp("tests/SourceGrad.Generator.Tests").Where(path => !IsOfAllRows(path)).Concat(UsersOfTheHarness())
                .Where(path => !path.EndsWith(".verified.cs", StringComparison.Ordinal) && !path.EndsWith(".received.cs", StringComparison.Ordinal))
                .Select(path => CSharpSyntaxTree.ParseText(WithoutSourceGenerators(File.ReadAllText(path)), options, path, System.Text.Encoding.UTF8))
                .Append(CSharpSyntaxTree.ParseText(usings, options)),
            GeneratorSource.References.AddRange(
                MetadataReference.CreateFromImage(generator), MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true));
        using MemoryStream image = new();
        Microsoft.CodeAnalysis.Emit.EmitResult result = compilation.Emit(image);
        return result.Success ? image.ToArray() : throw new InvalidOperationException(string.Join("\n", result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error).Take(10)));
    }

    /// <summary>A generated regular expression as one that is interpreted.</summary>
    private static string WithoutSourceGenerators(string text) => GeneratedRegex().Replace(text, "$2 Regex $3() => new Regex($1);");

    [GeneratedRegex(@"\[GeneratedRegex\(((?:.|\n)*?)\)\]\s+((?:private|static|internal)[\w\s]*?)\s*partial Regex (\w+)\(\);")]
    private static partial Regex GeneratedRegex();
}
