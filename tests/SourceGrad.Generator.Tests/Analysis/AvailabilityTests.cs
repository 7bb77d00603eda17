using SourceGrad.Generator.Analysis;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>What is known where %9 is defined.</summary>
public sealed class AvailabilityTests
{
    [Theory]
    [InlineData(102, true)]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(3, true)]
    [InlineData(4, false)]
    [InlineData(5, false)]
    [InlineData(6, false)]
    [InlineData(7, false)]
    [InlineData(9, false)]
    public void IsBefore(int value, bool expected)
    {
        AnalysisText text = new("""
            %1: double = %x.100 * %x.100
            for %i.4: int from %m.103 to %n.102 step 1 () {
              %5: double = %x.100 * %1
            }
            for %j.2: int from %m.103 to %n.102 step 1 () {
              %3: double = %x.100 + %1
              %9: double = %3 + %1
              %6: double = %9 * %9
            }
            %7: double = %x.100 - %1
            yield %7
            """);
        Assert.Equal(expected, new Availability(text.Function).IsBefore(text[value], text[9]));
    }
}
