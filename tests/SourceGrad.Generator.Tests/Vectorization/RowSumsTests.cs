using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>Rows of a matrix that are added to one row are a call; anything that does more, or adds them otherwise, stays.</summary>
public sealed class RowSumsTests
{
    [Fact]
    public void RowsAreAddedByACall() => PassText.Check(
        Run,
        """
        %1: int = 0
        %9: int = %n.102 + %m.103
        for %i.2: int from %1 to %n.102 step 1 () {
          %3: int = %i.2 * %m.103
          for %j.4: int from %1 to %m.103 step 1 () {
            %5: int = %3 + %j.4
            %6: double = %b.104[%5]
            %7: int = %9 + %j.4
            accumulate %w.105[%7] += %6
          }
        }
        yield %x.100
        """,
        """
        %1: int = 0
        %9: int = %n.102 + %m.103
        invoke `global::SourceGrad.Runtime.MatrixProduct.AddRows<double>` 0 (added, value, value, value, value) (%w.105, %9, %b.104, %n.102, %m.103)
        yield %x.100
        """);

    [Theory]
    [InlineData("the width is another one", "%3: int = %i.2 * %n.102", "%5: int = %3 + %j.4", "%7: int = %9 + %j.4")]
    [InlineData("columns are added", "%3: int = %j.4 * %m.103", "%5: int = %3 + %i.2", "%7: int = %9 + %j.4")]
    [InlineData("to a place that moves", "%3: int = %i.2 * %m.103", "%5: int = %3 + %j.4", "%7: int = %i.2 + %j.4")]
    [InlineData("to every second place", "%3: int = %i.2 * %m.103", "%5: int = %3 + %j.4", "%7: int = %j.4 + %j.4")]
    [InlineData("to one place", "%3: int = %i.2 * %m.103", "%5: int = %3 + %j.4", "%7: int = %9 + %n.102")]
    public void OtherSumsStay(string what, string row, string place, string target)
    {
        PassText.Unchanged(Run, $$"""
            %1: int = 0
            %9: int = %n.102 + %m.103
            for %i.2: int from %1 to %n.102 step 1 () {
              for %j.4: int from %1 to %m.103 step 1 () {
                {{row}}
                {{place}}
                %6: double = %b.104[%5]
                {{target}}
                accumulate %w.105[%7] += %6
              }
            }
            yield %x.100
            """);
        Assert.NotEmpty(what);
    }

    private static Function Run(Function function) => RowSums.Run(function, new Dictionary<Value, Value>(), []);
}
