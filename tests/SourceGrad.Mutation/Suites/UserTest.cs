using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SourceGrad.Mutation.Rewriting;
using SourceGrad.Testing;

namespace SourceGrad.Mutation.Suites;

/// <summary>
/// The tests that use generated members as a user would: of models, structs, tables, generic methods and whole routines. They are one program; where a
/// mutant changes what is generated for it, all of them run.
/// </summary>
internal sealed class UserTest : ITest
{
    private static readonly string[] s_folders = ["Models", "Routines", "Checking"];

    private readonly GeneratedText _text = new(Compile(), optimize: true);
    private readonly HashSet<string> _failing = [];

    public string Name => "tests of models and routines";

    public void Learn(MutatedGenerator generator, bool[] reached)
    {
        _text.Learn(generator, reached);
        using GuardedCode code = GuardedCode.Load(_text.Compilation, _text.Files.Values)
            ?? throw new InvalidOperationException("The tests of models do not compile.");
        foreach ((string test, _) in Failures(code))
        {
            _failing.Add(test);
        }
    }

    public Notice Try(MutatedGenerator generator, int mutant) => _text.Try(generator, mutant, code =>
    {
        (string test, Exception exception) = Failures(code).FirstOrDefault(f => !_failing.Contains(f.Test));
        return test is null ? null : $"{test}: {exception.GetType().Name}";
    });

    private static IEnumerable<(string Test, Exception Exception)> Failures(GuardedCode code)
    {
        foreach (TestMethod test in TestMethod.Of(code.Assembly.GetTypes()))
        {
            code.Refill();
            Exception? failure = null;
            try
            {
                test.Call();
            }
            catch (Exception exception)
            {
                failure = exception;
            }

            if (failure is not null)
            {
                yield return (test.Name, failure);
            }
        }
    }

    private static CSharpCompilation Compile()
    {
        const string usings = """
            global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
            global using System.Threading; global using System.Threading.Tasks; global using SourceGrad; global using Xunit;
            """;
        IEnumerable<string> files = s_folders.SelectMany(folder => RepositoryFiles.CSharp("tests/SourceGrad.Tests/" + folder)).Select(File.ReadAllText)
            .Where(text => !text.Contains("GeneratorHarness", StringComparison.Ordinal));
        return CSharpCompilation.Create(
            "SourceGrad.UserTests",
            [.. files.Append(usings).Select((text, k) => GeneratorHarness.Parse(text, $"User{k}.cs"))],
            GeneratorSource.References.Add(MetadataReference.CreateFromFile(typeof(DifferentiableAttribute).Assembly.Location)),
            new CSharpCompilationOptions(
                OutputKind.DynamicallyLinkedLibrary, optimizationLevel: OptimizationLevel.Release, allowUnsafe: true, nullableContextOptions: NullableContextOptions.Enable));
    }
}
