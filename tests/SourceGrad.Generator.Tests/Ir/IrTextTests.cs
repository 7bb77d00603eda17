using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Ir;

public class IrTextTests
{
    internal const string Everything = """
        function All(%x.0: double, %n.1: int, %b.2: span<double>, %r.3: rospan<float>) -> (return result: double, out g: double, add h: double) {
          %4: double = 2.5
          %5: double = -0
          %6: double = 3.1415 `System.Math.PI`
          %c.7: bool = %x.0 < %4
          %8: bool = !%c.7
          %9: double = System.Math.Atan2(%x.0, %4)  # y = Math.Atan2(x, 2.5);
          %10: double = %c.7 ? %4 : %5
          %11: double = stop %10
          %12: int = length %b.2
          %13: rospan<double> = slice %b.2, %n.1, %12
          %14: span<double> = allocate %12
          %15: stack<double> = stack
          %16: tape<int> = tape %n.1
          %17: double[] = external `global::A.B`
          %18: int = 0
          %19: float = %r.3[%18]
          %20: double = convert %19
          store %b.2[%18] = %20  // b[0] = r[0];
          accumulate %b.2[%18] += %4
          clear %14
          copy %13 to %14
          push %15, %20
          %21: double = pop %15
          guard `global::A.Check({0})` (%n.1)
          %p.90: double, %q.91: float = invoke `global::A.F` 1 (value, written, ref, array) (%20, %b.2, %13) by own `C.FVjp` [0, 1] of F  # p = F(v, b, out q, c)
          invoke `global::A.G` 0 (added) (%b.2)  // p = F(v, b, out q, c)
          %s.22: double, %23: double = if %c.7 {
            yield %4, %5
          } else {
            diverge `throw new global::System.Exception()` ()
            yield %5, %4
          }
          %sum.24: double = for %i.25: int from %18 to %n.1 step 2 reversed (%acc.26: double = %4) {
            %27: double = %b.2[%i.25]
            %28: double = %acc.26 + %27
            store %16[%i.25] = %i.25
            yield %28
          }
          %29: double = while (%30: double = %x.0) {
            %31: bool = %30 > %4
            yield %31
          } do {
            %32: double = %30 / %4
            yield %32
          }
          if %8 {
            clear %b.2
          }
          yield %s.22, %sum.24, %29
        }

        """;

    [Fact]
    public void Text_ComesBackAsItWas() => Assert.Equal(Everything.ReplaceLineEndings("\n").TrimEnd() + "\n", Printer.Print(IrText.Parse(Everything)));

    [Fact]
    public void EqualText_MeansEqualFunctions() => Assert.Equal(IrText.Parse(Everything), IrText.Parse(Everything));
}
