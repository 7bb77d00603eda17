using SourceGrad.Testing;

namespace SourceGrad.Generator.Tests.Snapshots;

/// <summary>The generated code that the benchmarks time.</summary>
public sealed class BenchmarkSnapshotTests
{
    /// <summary>Lanes over an outer loop.</summary>
    [Fact]
    public Task GaussianMixture() => VerifyBenchmark("Gmm/GmmPrimal.cs", nameof(GaussianMixture));

    [Fact]
    public Task LongShortTermMemory() => VerifyBenchmark("Lstm/LstmPrimal.cs", nameof(LongShortTermMemory));

    [Fact]
    public Task BundleAdjustment() => VerifyBenchmark("BundleAdjustment/ReprojectionPrimal.cs", nameof(BundleAdjustment));

    [Fact]
    public Task Network() => VerifyBenchmark("Mlp/MlpPrimal.cs", nameof(Network));

    private static Task VerifyBenchmark(string file, string name) => Verifier.Verify(
        GeneratorHarness.Run(GeneratorHarness.Compile(File.ReadAllText(Path.Combine(RepositoryFiles.Root, "tests", "SourceGrad.Benchmarks", "Cases", file)))).AssertClean().Driver, name);
}
