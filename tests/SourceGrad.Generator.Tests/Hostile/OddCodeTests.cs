using Xunit.Abstractions;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>Code that nobody would write, and that somebody will.</summary>
public sealed class OddCodeTests(ITestOutputHelper output)
{
    [Fact]
    public void EveryKindOfDeclarationIsAnswered() => new Examiner(output).AssertAllAnswered(Declarations.All);

    [Fact]
    public void EveryNameAndTextIsAnswered() => new Examiner(output).AssertAllAnswered(Names.All);
}
