using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>Whether the reverse of the first loop, which sums %s.1 into %2, may run in the loop itself.</summary>
public sealed class SweepFusionTests
{
    private const string Term = "%3: double = %b.104[%i.4]\n%5: double = %3 * %3\n%6: double = %s.1 + %5\nyield %6";

    [Theory]
    [InlineData("nothing else", true, Term, "yield %2")]
    [InlineData("a factor from before", true, Term, "%7: double = %2 * %x.100\nyield %7")]
    [InlineData("a mean", true, Term, "%7: double = convert %n.102\n%8: double = %2 / %7\nyield %8")]
    [InlineData("added to", true, Term, "%7: double = %x.100 * %x.100\n%8: double = %7 - %2\nyield %8")]
    [InlineData("a factor that is a function of what is from before", true, Term, "%7: double = System.Math.Exp(%x.100)\n%8: double = %7 * %2\nyield %8")]
    [InlineData("a factor that is a function of something later", false, Term, "%7: double = %b.104[%n.102]\n%8: double = System.Math.Exp(%7)\n%9: double = %8 * %2\nyield %9")]
    [InlineData("a factor that may throw", false, Term, "%7: int = System.Math.Sign(%x.100)\n%8: double = convert %7\n%9: double = %8 * %2\nyield %9")]
    [InlineData("a square", false, Term, "%7: double = %2 * %2\nyield %7")]
    [InlineData("a function", false, Term, "%7: double = System.Math.Sqrt(%2)\nyield %7")]
    [InlineData("a divisor", false, Term, "%7: double = %x.100 / %2\nyield %7")]
    [InlineData("stored", false, Term, "store %b.104[%n.102] = %2\n%7: double = %b.104[%m.103]\nyield %7")]
    [InlineData("chosen", false, Term, "%7: bool = %x.100 < %y.101\n%8: double = %7 ? %2 : %x.100\nyield %8")]
    [InlineData("a factor that is loaded later", false, Term, "%7: double = %b.104[%n.102]\n%8: double = %2 * %7\nyield %8")]
    [InlineData("read by a later loop", false, Term, "%7: double = for %j.8: int from %m.103 to %n.102 step 1 (%9: double = %x.100) {\n%10: double = %9 + %2\nyield %10\n}\nyield %7")]
    [InlineData("what the loop reads is written later", false, Term, "store %b.104[%n.102] = %x.100\n%7: double = %b.104[%m.103]\n%8: double = %2 + %7\nyield %8")]
    [InlineData("a product", false, "%3: double = %b.104[%i.4]\n%6: double = %s.1 * %3\nyield %6", "yield %2")]
    [InlineData("what it reads it also writes", false, "%3: double = %b.104[%i.4]\n%5: double = %3 * %3\nstore %b.104[%m.103] = %5\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch of the round", true, "%3: span<double> = allocate %n.102\nstore %3[%m.103] = %x.100\n%5: double = %3[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch that is cleared first", true, "clear %90\naccumulate %90[%m.103] += %x.100\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch that is cleared last", false, "accumulate %90[%m.103] += %x.100\n%5: double = %90[%m.103]\nclear %90\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch of which a view is cleared", false, "%3: span<double> = slice %90, %m.103, %m.103\nclear %3\naccumulate %90[%m.103] += %x.100\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch that is cleared but read afterwards", false, "clear %90\naccumulate %90[%m.103] += %x.100\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "%7: double = %90[%m.103]\n%8: double = %2 + %7\nyield %8")]
    [InlineData("scratch that is filled first", true, "for %j.7: int from %91 to %n.102 step 1 () {\nstore %90[%j.7] = %x.100\n}\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch that is filled in part", false, "for %j.7: int from %91 to %m.103 step 1 () {\nstore %90[%j.7] = %x.100\n}\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch of which every other element is filled", false, "for %j.7: int from %91 to %n.102 step 2 () {\nstore %90[%j.7] = %x.100\n}\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    [InlineData("scratch that is read while it is filled", false, "for %j.7: int from %91 to %n.102 step 1 () {\n%8: double = %90[%m.103]\nstore %90[%j.7] = %x.100\n}\n%5: double = %90[%m.103]\n%6: double = %s.1 + %5\nyield %6", "yield %2")]
    public void Fuses(string what, bool expected, string round, string tail)
    {
        AnalysisText text = new($"%91: int = 0\n%90: span<double> = allocate %n.102\n%2: double = for %i.4: int from %91 to %n.102 step 1 (%s.1: double = %y.101) {{\n{round}\n}}\n{tail}");
        Activity activity = text.Activity(100, 101, 104);
        Assert.True(expected == new SweepFusion(text.Function, activity, text.Roots, []).Loops.Contains(text[4]), what);
        Assert.DoesNotContain(text[4], new SweepFusion(text.Function, activity, text.Roots, [text[4]]).Loops);
    }

    private const string Places = "%3: int = %i.4 * %92\n%5: int = %3 + %93\n";
    private const string Condition = "%6: bool = %x.100 < %y.101\n";

    /// <summary>Whether it may where the loop leaves results in a buffer of the caller's.</summary>
    [Theory]
    [InlineData("an element a round", true, "store %b.104[%i.4] = %x.100")]
    [InlineData("an element a round, counted from elsewhere", true, "%3: int = %m.103 + %i.4\nstore %b.104[%3] = %x.100")]
    [InlineData("an element of some rounds", true, Condition + "if %6 {\nstore %b.104[%i.4] = %x.100\n} else {\n}")]
    [InlineData("what was there", true, "%3: double = %b.104[%i.4]\n%5: double = %3 * %x.100\nstore %b.104[%i.4] = %5")]
    [InlineData("a sum", true, "accumulate %b.104[%i.4] += %x.100")]
    [InlineData("the element of another round", false, "%3: int = %i.4 + %93\n%5: double = %b.104[%3]\nstore %b.104[%i.4] = %5")]
    [InlineData("one element", false, "store %b.104[%m.103] = %x.100")]
    [InlineData("the same element for all, beside one a round", false, "store %b.104[%i.4] = %x.100\nstore %b.104[%m.103] = %x.100")]
    [InlineData("a record", true, Places + "store %b.104[%3] = %x.100\nstore %b.104[%5] = %y.101")]
    [InlineData("records that overlap", false, Places + "%6: int = %3 + %92\nstore %b.104[%3] = %x.100\nstore %b.104[%6] = %y.101")]
    [InlineData("records and elements", false, Places + "store %b.104[%3] = %x.100\nstore %b.104[%i.4] = %y.101")]
    [InlineData("the record of some rounds, which may come round", false, Places + Condition + "if %6 {\nstore %b.104[%3] = %x.100\n} else {\n}")]
    [InlineData("the record of some rounds, where each has one", true, Places + Condition + "%7: double = %w.105[%5]\nif %6 {\nstore %b.104[%3] = %x.100\n} else {\n}")]
    [InlineData("the record of some rounds, where an inner place has one", false, Places + Condition + "if %6 {\n%7: double = %w.105[%5]\nstore %b.104[%3] = %x.100\n} else {\n}")]
    [InlineData("a view", true, "%3: int = %i.4 * %92\n%5: span<double> = slice %b.104, %3, %92\nstore %5[%91] = %x.100")]
    [InlineData("a view that moves on by less", false, "%5: span<double> = slice %b.104, %i.4, %92\nstore %5[%91] = %x.100")]
    [InlineData("all of it", false, "store %b.104[%i.4] = %x.100\nclear %b.104")]
    [InlineData("a loop inside", false, "for %j.7: int from %91 to %n.102 step 1 () {\n}\nstore %b.104[%i.4] = %x.100")]
    [InlineData("read afterwards", false, "store %b.104[%i.4] = %x.100", "%70: double = %b.104[%m.103]")]
    [InlineData("stored to afterwards", false, "store %b.104[%i.4] = %x.100", "store %b.104[%m.103] = %y.101")]
    [InlineData("handed on", false, "store %b.104[%i.4] = %x.100", "%71: bool = %x.100 < %y.101\n%70: span<double> = if %71 {\nyield %b.104\n} else {\nyield %b.104\n}")]
    public void FusesWhatItStores(string what, bool expected, string round, string tail = "")
    {
        AnalysisText text = new($"%91: int = 0\n%92: int = 2\n%93: int = 1\nfor %i.4: int from %91 to %n.102 step 1 () {{\n{round}\n}}\n{tail}\nyield %x.100");
        Assert.True(expected == new SweepFusion(text.Function, text.Activity([100, 101], [104]), text.Roots, []).Loops.Contains(text[4]), what);
    }

    /// <summary>Rounds that leave out indices come round to the same elements sooner.</summary>
    [Fact]
    public void FusesNoLargeSteps()
    {
        AnalysisText text = new("%91: int = 0\nfor %i.4: int from %91 to %n.102 step 2 () {\nstore %b.104[%i.4] = %x.100\n}\nyield %x.100");
        Assert.Empty(new SweepFusion(text.Function, text.Activity([100, 101], [104]), text.Roots, []).Loops);
    }

    /// <summary>Fused loops nest, and begin again in the arms of a branch that ends the function.</summary>
    [Fact]
    public void NestsAndJoins()
    {
        AnalysisText text = new("""
            %1: bool = %x.100 < %y.101
            %2: double = if %1 {
              %3: double = for %i.4: int from %m.103 to %n.102 step 1 (%5: double = %x.100) {
                %6: double = for %j.7: int from %m.103 to %n.102 step 1 (%8: double = %5) {
                  %9: double = %b.104[%j.7]
                  %10: double = %8 + %9
                  yield %10
                }
                yield %6
              }
              yield %3
            } else {
              yield %y.101
            }
            yield %2
            """);
        Assert.Equal([text[4], text[7]], new SweepFusion(text.Function, text.Activity(100, 101, 104), text.Roots, []).Loops.OrderBy(index => index.Id));
    }
}
