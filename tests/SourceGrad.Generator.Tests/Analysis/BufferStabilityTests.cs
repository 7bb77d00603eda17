using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>The load called %9 may or may not be repeated after the function has run.</summary>
public sealed class BufferStabilityTests
{
    [Theory]
    [InlineData("nothing is written", true, """
        %9: double = %b.104[%n.102]
        """)]
    [InlineData("another buffer is written", true, """
        %1: span<double> = allocate %n.102
        %9: double = %b.104[%n.102]
        store %1[%n.102] = %9
        """)]
    [InlineData("written before", true, """
        store %b.104[%n.102] = %x.100
        %9: double = %b.104[%n.102]
        """)]
    [InlineData("written after", false, """
        %9: double = %b.104[%n.102]
        store %b.104[%m.103] = %x.100
        """)]
    [InlineData("cleared after", false, """
        %9: double = %b.104[%n.102]
        clear %b.104
        """)]
    [InlineData("copied over after", false, """
        %9: double = %b.104[%n.102]
        copy %w.105 to %b.104
        """)]
    [InlineData("accumulated into after", false, """
        %9: double = %b.104[%n.102]
        accumulate %b.104[%m.103] += %x.100
        """)]
    [InlineData("written through a view after", false, """
        %9: double = %b.104[%n.102]
        %1: span<double> = slice %b.104, %n.102, %m.103
        store %1[%m.103] = %x.100
        """)]
    [InlineData("loaded through a view, written after", false, """
        %1: rospan<double> = slice %b.104, %n.102, %m.103
        %9: double = %1[%n.102]
        store %b.104[%m.103] = %x.100
        """)]
    [InlineData("written before in the same loop", false, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          store %b.104[%i.1] = %x.100
          %9: double = %b.104[%n.102]
        }
        """)]
    [InlineData("written before in a loop around the load's", false, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          store %b.104[%i.1] = %x.100
          for %j.2: int from %m.103 to %n.102 step 1 () {
            %9: double = %b.104[%j.2]
          }
        }
        """)]
    [InlineData("written before in a loop of its own", true, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          store %b.104[%i.1] = %x.100
        }
        for %j.2: int from %m.103 to %n.102 step 1 () {
          %9: double = %b.104[%j.2]
        }
        """)]
    [InlineData("the round's own element, written before", true, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          store %b.104[%i.1] = %x.100
          %9: double = %b.104[%i.1]
        }
        """)]
    [InlineData("the round's own element, written after", false, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          %9: double = %b.104[%i.1]
          store %b.104[%i.1] = %x.100
        }
        """)]
    [InlineData("the round's own element, and another one written", false, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          store %b.104[%n.102] = %x.100
          store %b.104[%i.1] = %x.100
          %9: double = %b.104[%i.1]
        }
        """)]
    [InlineData("the round's own element, in a loop around", false, """
        for %j.2: int from %m.103 to %n.102 step 1 () {
          for %i.1: int from %m.103 to %n.102 step 1 () {
            store %b.104[%i.1] = %x.100
            %9: double = %b.104[%i.1]
          }
        }
        """)]
    [InlineData("the round's own element of a view", true, """
        %1: span<double> = slice %b.104, %n.102, %m.103
        for %i.2: int from %m.103 to %n.102 step 1 () {
          store %1[%i.2] = %x.100
          %9: double = %1[%i.2]
        }
        """)]
    [InlineData("the round's own element of one view and another", false, """
        %1: span<double> = slice %b.104, %n.102, %m.103
        for %i.2: int from %m.103 to %n.102 step 1 () {
          store %b.104[%i.2] = %x.100
          %9: double = %1[%i.2]
        }
        """)]
    [InlineData("the round's own element of a view that moves", false, """
        for %i.2: int from %m.103 to %n.102 step 1 () {
          %1: span<double> = slice %b.104, %i.2, %m.103
          store %1[%i.2] = %x.100
          %9: double = %1[%i.2]
        }
        """)]
    [InlineData("written in the test of the loop", false, """
        %1: double = while (%2: double = %x.100) {
          store %b.104[%n.102] = %2
          %3: bool = %2 < %y.101
          yield %3
        } do {
          %9: double = %b.104[%m.103]
          yield %9
        }
        """)]
    [InlineData("scratch of the function", true, """
        %1: span<double> = allocate %n.102
        store %1[%n.102] = %x.100
        %9: double = %1[%n.102]
        """)]
    [InlineData("scratch of a round", false, """
        for %i.1: int from %m.103 to %n.102 step 1 () {
          %2: span<double> = allocate %n.102
          %9: double = %2[%i.1]
        }
        """)]
    public void IsRepeatable(string what, bool expected, string body)
    {
        AnalysisText text = new(body + "\nyield %x.100");
        BufferStability stability = new(text.Function, text.Roots, []);
        Assert.True(expected == stability.IsRepeatable(text[9], LoadOf(text)), what);
    }

    /// <summary>A fused loop's loads need to last to the end of the round only.</summary>
    [Theory]
    [InlineData(true, "store %2[%i.1] = %x.100\n%9: double = %2[%n.102]")]
    [InlineData(false, "%9: double = %2[%n.102]\nstore %2[%i.1] = %x.100")]
    public void InAFusedLoop(bool expected, string body)
    {
        AnalysisText text = new($$"""
            for %i.1: int from %m.103 to %n.102 step 1 () {
              %2: span<double> = allocate %n.102
              {{body}}
            }
            yield %x.100
            """);
        Assert.Equal(expected, new BufferStability(text.Function, text.Roots, [text[1]]).IsRepeatable(text[9], LoadOf(text)));
        Assert.False(new BufferStability(text.Function, text.Roots, []).IsRepeatable(text[9], LoadOf(text)));
    }

    /// <summary>Rounds that write rows of their own leave each other's alone, but not those of a loop around them.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void ByRows(int loop)
    {
        AnalysisText text = new("""
            %2: span<double> = allocate %n.102
            for %i.3: int from %m.103 to %n.102 step 1 () {
              for %j.1: int from %m.103 to %n.102 step 1 () {
                %4: span<double> = slice %2, %j.1, %m.103
                store %4[%m.103] = %x.100
                %9: double = %4[%n.102]
              }
            }
            yield %x.100
            """);
        BufferStability stability = new(text.Function, text.Roots, [text[loop == 1 ? 3 : 1]], new Dictionary<Value, Value> { [text[2]] = text[loop] });
        Assert.True(stability.IsRepeatable(text[9], LoadOf(text)));
        Assert.False(new BufferStability(text.Function, text.Roots, [], new Dictionary<Value, Value> { [text[2]] = text[loop] }).IsRepeatable(text[9], LoadOf(text)));
    }

    private static Load LoadOf(AnalysisText text) => text.All.OfType<Let>().Where(let => let.Result.Id == 9).Select(let => (Load)let.Expression).Single();
}
