using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Tests.Ir;
using SourceGrad.Generator.Tests.Optimization;
using SourceGrad.Generator.Vectorization;

namespace SourceGrad.Generator.Tests.Vectorization;

/// <summary>A loop for the largest element becomes a call, and the loop back one element, where nothing else depends on them.</summary>
public sealed class RunningExtremesTests
{
    [Fact]
    public void TheLoopsBecomeACallAndAnElement() => PassText.Check(
        Run,
        Loops(),
        """
        %1: int = 0
        %2: int = length %b.104
        %20: double = 0
        %t.3: tape<double> = tape %2
        %largest.8: double = invoke `global::SourceGrad.Runtime.Extreme.Largest<double>` 1 (value, value) (%b.104, %x.100)
        %winner.106: int = invoke `global::SourceGrad.Runtime.Extreme.Winner<double>` 1 (value, value, value) (%b.104, %x.100, %largest.8)
        %107: int = 0
        %108: bool = %winner.106 >= %107
        %10: double = if %108 {
          accumulate %w.105[%winner.106] += %y.101
          %109: double = 0
          yield %109
        } else {
          yield %y.101
        }
        %21: double = %largest.8 + %10
        yield %21
        """);

    [Fact]
    public void TheSmallestIsFoundTheSameWay() => Assert.Contains(
        "Extreme.Smallest<double>", Printer.Print(Run(IrText.Parse(PassText.Function(Loops(call: "System.Math.Min(%largest.5, %6)", keeps: "<="))))), StringComparison.Ordinal);

    [Theory]
    [InlineData("System.Math.Max(%6, %largest.5)")] // of equal elements the last is chosen
    [InlineData("System.Math.Min(%largest.5, %6)")] // and the loop back thinks it is the largest
    [InlineData("System.Math.Max(%largest.5, %x.100)")] // of something else
    [InlineData("System.Math.Max(%largest.5, %6)", "store %b.104[%1] = %x.100")] // an element changes
    [InlineData("System.Math.Max(%largest.5, %6)", "%30: double = %t.3[%1]\nstore %w.105[%1] = %30")] // the record is read
    [InlineData("System.Math.Max(%largest.5, %6)", "", "accumulate %w.105[%i.11] += %d.12")] // it all goes to all
    [InlineData("System.Math.Max(%largest.5, %6)", "", "accumulate %b.104[%i.11] += %16")] // of itself
    public void NotWhere(string call, string between = "", string back = "accumulate %w.105[%i.11] += %16") => PassText.Unchanged(Run, Loops(call, between, back));

    private static Function Run(Function function) => RunningExtremes.Run(function, new Dictionary<Value, Value>(), []);

    private static string Loops(string call = "System.Math.Max(%largest.5, %6)", string between = "", string back = "accumulate %w.105[%i.11] += %16", string keeps = ">=") => $$"""
        %1: int = 0
        %2: int = length %b.104
        %20: double = 0
        %t.3: tape<double> = tape %2
        %largest.8: double = for %i.4: int from %1 to %2 step 1 (%largest.5: double = %x.100) {
          store %t.3[%i.4] = %largest.5
          %6: double = %b.104[%i.4]
          %7: double = {{call}}
          yield %7
        }
        {{between}}
        %10: double = for %i.11: int from %1 to %2 step 1 reversed (%d.12: double = %y.101) {
          %13: double = %t.3[%i.11]
          %14: double = %b.104[%i.11]
          %15: bool = %13 {{keeps}} %14
          %18: bool = double.IsNaN(%13)
          %19: bool = %15 | %18
          %16: double = %19 ? %20 : %d.12
          {{back}}
          %17: double = %19 ? %d.12 : %20
          yield %17
        }
        %21: double = %largest.8 + %10
        yield %21
        """;
}
