using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Mutation.Rewriting;
using SourceGrad.Testing;
using Xunit;

namespace SourceGrad.Mutation.Suites;

/// <summary>A test of the generator's stages, compiled against the rewritten generator and called as xunit would.</summary>
internal sealed partial class UnitTest(MethodInfo method, object?[] arguments) : ITest
{
    /// <summary>The folders of tests that look at what the mutants are in. Those of the whole generator take too long.</summary>
    private static readonly string[] s_folders = ["Rules", "Analysis", "Differentiation", "Optimization", "Vectorization", "Diagnostics"];

    public string Name => $"{method.DeclaringType!.Name}.{method.Name}({string.Join(", ", arguments)})";

    public static IEnumerable<UnitTest> All(MutatedGenerator generator, byte[] image)
    {
        Assembly tests = generator.LoadBeside(Compile(image));
        foreach (Type type in tests.GetTypes().Where(t => s_folders.Any(f => t.Namespace == "SourceGrad.Generator.Tests." + f)))
        {
            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
                .Where(m => m.IsDefined(typeof(FactAttribute)) && m.ReturnType == typeof(void)))
            {
                foreach (object?[] arguments in method.IsDefined(typeof(TheoryAttribute)) ? Rows(method) : [[]])
                {
                    yield return new UnitTest(method, arguments);
                }
            }
        }
    }

    public void Learn(MutatedGenerator generator, bool[] reached)
    {
        generator.Start(0, reached);
        Call();
        generator.Start(0);
    }

    public string? Notices(MutatedGenerator generator, int mutant)
    {
        generator.Start(mutant);
        try
        {
            Call();
            return null;
        }
        catch (Exception exception)
        {
            return exception.GetType().Name;
        }
        finally
        {
            generator.Start(0);
        }
    }

    private void Call()
    {
        object? instance = Activator.CreateInstance(method.DeclaringType!);
        try
        {
            method.Invoke(instance, BindingFlags.DoNotWrapExceptions, null, arguments, null);
        }
        finally
        {
            (instance as IDisposable)?.Dispose();
        }
    }

    private static IEnumerable<object?[]> Rows(MethodInfo method) => method.GetCustomAttributes()
        .OfType<Xunit.Sdk.DataAttribute>()
        .SelectMany(data => data.GetData(method) ?? []);

    private static byte[] Compile(byte[] generator)
    {
        string project = Path.Combine(RepositoryFiles.Root, "tests", "SourceGrad.Generator.Tests");
        string usings = $$"""
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Threading; global using System.Threading.Tasks; global using Xunit;
            [assembly: System.Reflection.AssemblyMetadata("ProjectDirectory", @"{{project}}")]
            [assembly: System.Reflection.AssemblyMetadata("RepositoryDirectory", @"{{RepositoryFiles.Root}}")]
            """;
        CSharpParseOptions options = new(LanguageVersion.Latest);
        CSharpCompilation compilation = CSharpCompilation.Create(
            "SourceGrad.Generator.Tests",
            RepositoryFiles.CSharp("tests/SourceGrad.Generator.Tests")
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
