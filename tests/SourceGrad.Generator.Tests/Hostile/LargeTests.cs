using Xunit.Abstractions;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Long and deep code ends in time, on the stack of a compiler, as a derivative or as a diagnostic.</summary>
public sealed class LargeTests(ITestOutputHelper output)
{
    public static TheoryData<string> Names => new(Large.All.Select(piece => piece.Name));

    [Theory]
    [MemberData(nameof(Names))]
    public void IsAnswered(string name) => new Examiner(output).AssertAllAnswered([Large.All.Single(piece => piece.Name == name)]);
}
