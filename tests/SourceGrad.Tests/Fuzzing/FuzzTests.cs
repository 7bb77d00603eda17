using System.Globalization;
using SourceGrad.Fuzz;
using SourceGrad.Fuzz.Checking;
using SourceGrad.Fuzz.Reporting;
using SourceGrad.Fuzz.Shrinking;
using Xunit.Abstractions;

namespace SourceGrad.Tests.Fuzzing;

/// <summary>
/// A bounded run of the fuzzer, the same one each time, so that a red build is the doing of what changed: <c>SOURCEGRAD_FUZZ_SEED</c>
/// and <c>SOURCEGRAD_FUZZ_SECONDS</c> make it another or a longer one. Beside it the proof that the fuzzer can fail.
/// </summary>
[Trait("Category", "Fuzz")]
[Collection(nameof(WithoutOthers))]
public sealed class FuzzTests(ITestOutputHelper output)
{
    /// <summary>A machine with nothing else to do runs so many in a quarter of half a minute; one that is busy is given its time.</summary>
    private const int ProgramsToFind = 300;

    private const ulong Seed = 1609953599;

    /// <summary>However fast the machine is, the build sees the same programs.</summary>
    private const int ProgramsInBuild = 600;

    private static readonly TimeSpan s_toShrink = TimeSpan.FromSeconds(30);

    [Fact]
    public void RandomProgramsHaveTheGradientsOfTheirDuals()
    {
        ulong seed = (ulong?)Setting("SOURCEGRAD_FUZZ_SEED") ?? Seed;
        TimeSpan time = TimeSpan.FromSeconds(Setting("SOURCEGRAD_FUZZ_SECONDS") ?? 30);
        Campaign campaign = new(seed) { BatchSize = 50, MostFailures = 1 };
        campaign.Run(time, Setting("SOURCEGRAD_FUZZ_SEED") is null ? ProgramsInBuild : int.MaxValue);
        output.WriteLine($"seed {seed}: {campaign.Programs} programs in {campaign.Elapsed.TotalSeconds:0} s, {campaign.Rejected} rejected");
        Assert.True(campaign.Programs > 0);
        Assert.True(
            campaign.Failures.Count == 0,
            $"seed {seed}\n{string.Join("\n", campaign.Failures.Take(1).Select(f => RowText.Of(Shrinker.Shrink(f, s_toShrink))))}");
    }

    [Theory]
    [MemberData(nameof(Faults))]
    public void FindsAFaultPutInOnPurpose(string kind)
    {
        using Sabotage sabotage = Sabotage.Of(kind);
        Campaign campaign = new(seed: 1) { BatchSize = 25, MostFailures = 1, Only = Configuration.Optimized };
        campaign.Run(TimeSpan.FromMinutes(5), ProgramsToFind);
        Failure failure = campaign.Failures.FirstOrDefault(f => f.Kind == FailureKind.Gradient)
            ?? throw new InvalidOperationException($"{kind} not found in {campaign.Programs} programs: {string.Join(", ", campaign.Failures.Select(f => f.Message))}");
        output.WriteLine($"{campaign.Elapsed.TotalSeconds:0} s, {campaign.Programs} programs");
        output.WriteLine(RowText.Of(failure));
    }

    public static TheoryData<string> Faults => [.. Sabotage.Kinds];

    private static int? Setting(string name) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out int value) ? value : null;
}
