using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>Whether a round that turns %s.1 into what it yields only adds to it.</summary>
public sealed class RunningSumsTests
{
    [Theory]
    [InlineData(true, "yield %s.1")]
    [InlineData(true, "%2: double = %s.1 + %x.100\nyield %2")]
    [InlineData(true, "%2: double = %x.100 + %s.1\n%3: double = %2 - %y.101\nyield %3")]
    [InlineData(false, "%2: double = %x.100 - %s.1\nyield %2")]
    [InlineData(false, "%2: double = %s.1 + %s.1\nyield %2")]
    [InlineData(false, "%2: double = %s.1 * %x.100\nyield %2")]
    [InlineData(false, "%2: double = -%s.1\n%3: double = -%2\nyield %3")]
    [InlineData(false, "%2: double = %x.100 * %y.101\nyield %2")]
    [InlineData(false, "%2: double = %s.1 * %s.1\n%3: double = %s.1 + %2\nyield %3")]
    [InlineData(false, "%2: double = %s.1 + %x.100\n%3: bool = %s.1 < %x.100\n%4: double = %3 ? %2 : %x.100\nyield %4")]
    [InlineData(false, "%2: double = %s.1 + %x.100\nstore %b.104[%n.102] = %s.1\nyield %2")]
    [InlineData(true, "%2: bool = %x.100 < %y.101\n%3: double = if %2 {\n%4: double = %s.1 + %x.100\nyield %4\n} else {\nyield %s.1\n}\nyield %3")]
    [InlineData(false, "%2: bool = %x.100 < %y.101\n%3: double = if %2 {\n%4: double = %s.1 + %x.100\nyield %4\n} else {\nyield %x.100\n}\nyield %3")]
    [InlineData(false, "%2: bool = %x.100 < %y.101\n%3: double = if %2 {\n%4: double = %s.1 * %x.100\nyield %4\n} else {\nyield %s.1\n}\nyield %3")]
    [InlineData(false, "%2: bool = %s.1 < %y.101\n%3: double = if %2 {\n%4: double = %s.1 + %x.100\nyield %4\n} else {\nyield %s.1\n}\nyield %3")]
    [InlineData(false, "%2: bool = %x.100 < %y.101\n%3: double, %4: double = if %2 {\nyield %s.1, %s.1\n} else {\nyield %s.1, %x.100\n}\n%5: double = %3 + %4\nyield %5")]
    [InlineData(true, "%3: double = for %j.4: int from %n.102 to %m.103 step 1 (%5: double = %s.1) {\n%6: double = %5 + %x.100\nyield %6\n}\nyield %3")]
    [InlineData(false, "%3: double = for %j.4: int from %n.102 to %m.103 step 1 (%5: double = %s.1) {\n%6: double = %5 * %x.100\nyield %6\n}\nyield %3")]
    [InlineData(false, "%3: double = for %j.4: int from %n.102 to %m.103 step 1 (%5: double = %s.1) {\n%6: double = %5 + %s.1\nyield %6\n}\nyield %3")]
    [InlineData(false, "%3: double, %7: double = for %j.4: int from %n.102 to %m.103 step 1 (%5: double = %s.1, %8: double = %s.1) {\n%6: double = %5 + %x.100\nyield %6, %8\n}\n%9: double = %3 + %7\nyield %9")]
    [InlineData(false, "%3: double = while (%5: double = %s.1) {\n%6: bool = %5 < %x.100\nyield %6\n} do {\n%7: double = %5 + %x.100\nyield %7\n}\nyield %3")]
    public void IsSum(bool expected, string round)
    {
        AnalysisText text = new($"%50: double = for %i.51: int from %n.102 to %m.103 step 1 (%s.1: double = %x.100) {{\n{round}\n}}\nyield %50");
        For loop = text.All.OfType<For>().First();
        Assert.Equal(expected, RunningSums.IsSum(loop.Body, loop.Parameters[0], loop.Body.Yields[0]));
    }
}
