using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SourceGrad.Testing;

namespace SourceGrad.Mutation.Suites;

/// <summary>A program whose generated text is kept beside the tests: any difference fails.</summary>
internal sealed class SnapshotTest(string name, string source) : ITest
{
    private readonly GeneratedText _text = new(GeneratorHarness.Compile(source), optimize: true);

    public string Name => "snapshot " + name;

    /// <summary>The programs of the snapshot tests, read from their source; those of the benchmarks, which take longer, at the end.</summary>
    public static IEnumerable<SnapshotTest> All() => Written().Concat(OfBenchmarks());

    private static IEnumerable<SnapshotTest> Written() =>
        from path in RepositoryFiles.CSharp("tests/SourceGrad.Generator.Tests/Snapshots")
        where Path.GetFileName(path).StartsWith("SnapshotTests.", StringComparison.Ordinal) && !path.EndsWith(".verified.cs", StringComparison.Ordinal)
        from method in CSharpSyntaxTree.ParseText(File.ReadAllText(path)).GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>()
        from call in method.DescendantNodes().OfType<InvocationExpressionSyntax>()
        where call.Expression.ToString() == "Verify" && call.ArgumentList.Arguments is [{ Expression: LiteralExpressionSyntax { Token.Value: string } }, ..]
        select new SnapshotTest(method.Identifier.Text, (string)((LiteralExpressionSyntax)call.ArgumentList.Arguments[0].Expression).Token.Value!);

    private static IEnumerable<SnapshotTest> OfBenchmarks() =>
        from file in new[] { "Gmm/GmmPrimal.cs", "Mlp/MlpPrimal.cs" }
        select new SnapshotTest(file, File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "SourceGrad.Benchmarks", "Cases", file)));

    public void Learn(MutatedGenerator generator, bool[] reached) => _text.Learn(generator, reached);

    public Notice Try(MutatedGenerator generator, int mutant)
    {
        ImmutableSortedDictionary<string, string>? files = _text.With(generator, mutant);
        return new Notice(files is not null && files.SequenceEqual(_text.Files) ? null : "the text differs");
    }
}
