using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Ir;

public class InterpreterTests
{
    [Fact]
    public void Float_RoundsEveryOperation()
    {
        Function function = IrText.Parse("""
            function F(%a.0: float, %b.1: float) -> (return result: float) {
              %2: float = %a.0 * %b.1
              %3: float = %2 + %a.0
              yield %3
            }
            """);
        float a = 1.1f, b = 3.3f;
        float product = a * b;
        Assert.Equal((object)(product + a), Interpreter.Run(function, a, b)[0]);
    }

    [Fact]
    public void Integers_WrapAround_AndDivisionByZeroThrows()
    {
        Function function = IrText.Parse("""
            function F(%a.0: int, %b.1: int) -> (return result: int) {
              %2: int = %a.0 + %a.0
              %3: int = %2 / %b.1
              yield %3
            }
            """);
        Assert.Equal(-2, Interpreter.Run(function, int.MaxValue, 1)[0]);
        Assert.Throws<DivideByZeroException>(() => Interpreter.Run(function, 1, 0));
    }

    [Fact]
    public void ReversedLoop_RunsOverTheSameIndices()
    {
        Function function = IrText.Parse("""
            function F(%b.0: double[]) -> (return result: double) {
              %1: int = 0
              %2: int = length %b.0
              %3: double = 0
              %4: double = for %i.5: int from %1 to %2 step 2 reversed (%6: double = %3) {
                %7: double = 10
                %8: double = %6 * %7
                %9: double = %b.0[%i.5]
                %10: double = %8 + %9
                store %b.0[%i.5] = %3
                yield %10
              }
              yield %4
            }
            """);
        double[] buffer = [1, 2, 3, 4, 5];
        Assert.Equal(531.0, Interpreter.Run(function, buffer)[0]);
        Assert.Equal([0, 2, 0, 4, 0], buffer);
    }

    [Fact]
    public void Tapes_Slices_AndIndexChecks()
    {
        Function function = IrText.Parse("""
            function F(%b.0: double[], %n.1: int) -> (return result: double) {
              %t.2: stack<double> = stack
              %3: int = 1
              %4: span<double> = slice %b.0, %3, %n.1
              %5: double = %4[%3]
              push %t.2, %5
              accumulate %4[%3] += %5
              %6: double = pop %t.2
              %7: double = %4[%3]
              %8: double = %6 - %7
              yield %8
            }
            """);
        Assert.Equal(-3.0, Interpreter.Run(function, new double[] { 1, 2, 3 }, 2)[0]);
        Assert.Throws<IndexOutOfRangeException>(() => Interpreter.Run(function, new double[] { 1, 2, 3 }, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => Interpreter.Run(function, new double[] { 1, 2, 3 }, 3));
    }

    [Fact]
    public void DivergingGuard_Throws()
    {
        Function function = IrText.Parse("""
            function F(%x.0: double) -> (return result: double) {
              %1: double = 0
              %2: bool = %x.0 < %1
              if %2 {
                diverge `throw new E({0})` (%x.0)
              }
              yield %x.0
            }
            """);
        Assert.Equal(2.0, Interpreter.Run(function, 2.0)[0]);
        Assert.Equal("throw new E(-1)", Assert.Throws<GuardException>(() => Interpreter.Run(function, -1.0)).Message);
    }

    [Fact]
    public void While_YieldsTheParametersOfTheFailedTest()
    {
        Function function = IrText.Parse("""
            function F(%x.0: double) -> (return result: double) {
              %1: double = 1
              %2: double = while (%3: double = %x.0) {
                %4: bool = %3 > %1
                yield %4
              } do {
                %5: double = %3 - %1
                yield %5
              }
              yield %2
            }
            """);
        Assert.Equal(0.5, Interpreter.Run(function, 3.5)[0]);
    }

    [Fact]
    public void Conversions_KeepTheirType()
    {
        Function function = IrText.Parse("""
            function F(%x.0: double) -> (return a: int, return b: long, return c: float, return d: double) {
              %1: int = convert %x.0
              %2: long = convert %x.0
              %3: float = convert %x.0
              %4: double = convert %1
              yield %1, %2, %3, %4
            }
            """);
        Assert.Equal(new object[] { 2, 2L, 2.7f, 2.0 }, Interpreter.Run(function, 2.7));
    }
}
