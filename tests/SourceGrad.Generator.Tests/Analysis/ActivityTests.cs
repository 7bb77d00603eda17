namespace SourceGrad.Generator.Tests.Analysis;

public sealed class ActivityTests
{
    [Fact]
    public void VariedAndUseful()
    {
        AnalysisText text = new("""
            %1: double = %x.100 * %x.100
            %2: double = %y.101 * %y.101
            %3: double = %1 + %2
            %4: double = %x.100 - %y.101
            yield %3
            """);
        var activity = text.Activity(100);
        Assert.True(activity.IsActive(text[1]) && activity.IsActive(text[3]));
        Assert.False(activity.IsActive(text[2]));
        Assert.True(activity.IsVaried(text[4]));
        Assert.False(activity.IsActive(text[4]));
    }

    [Fact]
    public void DerivativesEndAtStepsIntegersAndStops()
    {
        AnalysisText text = new("""
            %1: double = stop %x.100
            %2: int = convert %x.100
            %3: double = convert %2
            %4: double = System.Math.Floor(%x.100)
            %5: bool = %x.100 < %y.101
            %6: double = %5 ? %1 : %3
            %7: double = %6 + %4
            yield %7
            """);
        var activity = text.Activity(100);
        Assert.All(new[] { 1, 3, 4, 6, 7 }, id => Assert.False(activity.IsVaried(text[id])));
    }

    [Fact]
    public void ThroughMemory_ViewsAndScratchIncluded()
    {
        AnalysisText text = new("""
            %1: span<double> = allocate %n.102
            %2: span<double> = slice %1, %m.103, %m.103
            store %2[%n.102] = %x.100
            %3: double = %1[%n.102]
            %4: span<double> = allocate %n.102
            copy %1 to %4
            %5: double = %4[%m.103]
            %6: span<double> = allocate %n.102
            store %6[%n.102] = %x.100
            yield %5
            """);
        var activity = text.Activity(100);
        Assert.All(new[] { 1, 2, 4, 5 }, id => Assert.True(activity.IsActive(text[id])));
        Assert.False(activity.IsActive(text[3]));
        Assert.False(activity.IsActive(text[6]));
    }

    /// <summary>What becomes active in the second round is active in the first.</summary>
    [Fact]
    public void AroundALoop()
    {
        AnalysisText text = new("""
            %1: int = 0
            %2: double, %3: double, %4: double = for %i.5: int from %1 to %n.102 step 1 (%6: double = %y.101, %7: double = %y.101, %8: double = %x.100) {
              %9: double = %7 * %7
              %10: double = %8 + %y.101
              yield %9, %10, %8
            }
            yield %2
            """);
        var activity = text.Activity(100);
        Assert.All(new[] { 2, 6, 7, 8, 9, 10 }, id => Assert.True(activity.IsActive(text[id])));
        Assert.False(activity.IsActive(text[3]));
        Assert.False(text.Activity(104).IsVaried(text[9]));
    }
}
