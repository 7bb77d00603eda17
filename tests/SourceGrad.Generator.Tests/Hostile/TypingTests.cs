using Xunit.Abstractions;

namespace SourceGrad.Generator.Tests.Hostile;

/// <summary>
/// Code that is being typed. All of it takes minutes: <c>SOURCEGRAD_HOSTILE=all</c> runs every prefix of every conformance case and
/// 100,000 edits; <c>SOURCEGRAD_HOSTILE=N</c> a share of one in N. Without it a share is run that takes some seconds.
/// </summary>
public sealed class TypingTests(ITestOutputHelper output)
{
    private const string Variable = "SOURCEGRAD_HOSTILE";
    private const int UsualShare = 150;
    private const int AllEdits = 100_000;
    private const int Seed = 1;

    private static int Share => Environment.GetEnvironmentVariable(Variable) switch
    {
        null or "" => UsualShare,
        "all" => 1,
        { } text => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture),
    };

    [Fact]
    public void EveryPrefixIsAnswered()
    {
        Random random = new(Seed);
        new Examiner(output).AssertAllAnswered(Typing.Prefixes.Where(_ => random.Next(Share) == 0));
    }

    [Fact]
    public void EveryEditIsAnswered() =>
        new Examiner(output).AssertAllAnswered(Typing.Edits(Seed).Take(AllEdits / Share));
}
