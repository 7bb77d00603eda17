using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Ir;

public class VerifierTests
{
    [Theory]
    [InlineData("%1: double = %x.0 + %x.0\n%1: double = %x.0 * %x.0", "%1", "defined once")]
    [InlineData("%2: bool = %x.0 < %x.0\n%9: double = if %2 {\n%3: double = %x.0 + %x.0\nyield %3\n} else {\nyield %3\n}", "%9", "used after its definition")]
    [InlineData("%2: bool = %x.0 < %x.0\n%9: double = if %2 {\nyield %x.0\n} else {\n}", "%9", "one value for each result")]
    [InlineData("%2: bool = %x.0 < %x.0\n%9: double = if %x.0 {\nyield %x.0\n} else {\nyield %x.0\n}", "%9", "a condition is a bool")]
    [InlineData("%2: float = convert %x.0\n%9: double = %x.0 + %2", "%9", "types of the operator")]
    [InlineData("%2: float = %x.0 + %x.0", "%x.0", "the type of its expression")]
    [InlineData("for %i.3: int from %n.50 to %n.50 step 1 () {\n%4: stack<double> = stack\n}", "%x.0", "not made in a loop")]
    [InlineData("%2: double = while (%3: double = %x.0) {\n%4: stack<double> = stack\n%5: bool = %3 < %x.0\nyield %5\n} do {\nyield %3\n}", "%2", "not made in a loop")]
    [InlineData("%2: tape<double> = tape %n.50\n%3: double = pop %2", "%x.0", "need a stack")]
    [InlineData("%2: stack<double> = stack\nstore %2[%n.50] = %x.0", "%x.0", "not stored to by position")]
    [InlineData("store %r.51[%n.50] = %x.0", "%x.0", "only a writable buffer")]
    [InlineData("%2: double[] = external `A.B`\n%3: span<double> = slice %2, %n.50, %n.50\naccumulate %3[%n.50] += %x.0", "%x.0", "only a writable buffer")]
    [InlineData("%2: double[] = external `A.B`\nclear %2", "%x.0", "only a writable buffer")]
    [InlineData("store %b.52[%n.50] = %n.50", "%x.0", "the element type")]
    [InlineData("%2: double = while (%3: double = %x.0) {\n%4: bool = %3 < %x.0\n%5: double = %3 + %3\nyield %4\n} do {\nyield %5\n}", "%2", "used after its definition")]
    [InlineData("%2: double = for %i.3: int from %n.50 to %n.50 step 1 (%4: double = %n.50) {\nyield %4\n}", "%2", "a carried value keeps its type")]
    [InlineData("for %i.3: int from %n.50 to %n.50 step 1 () {\n%4: span<double> = stackalloc %n.50\n}", "%x.0", "not in a loop")]
    public void BrokenRule_IsNamed(string body, string result, string rule)
    {
        string text = $"function F(%x.0: double, %n.50: int, %r.51: rospan<double>, %b.52: span<double>) -> (return result: double) {{\n{body}\nyield {result}\n}}\n";
        var exception = Assert.Throws<InvalidOperationException>(() => IrText.Parse(text));
        Assert.Contains(rule, exception.Message);
    }

    [Fact]
    public void IdBeyondNextId_IsNamed()
    {
        var x = new Value(3, IrType.Double, "x");
        var function = new Function(
            "F", EquatableArray<Value>.Of(x), new Region(EquatableArray<Statement>.Empty, EquatableArray<Value>.Empty), EquatableArray<Output>.Empty, 3);
        Assert.Contains("next id", Assert.Throws<InvalidOperationException>(() => Verifier.Verify(function)).Message);
    }

    [Fact]
    public void UseWithAnotherType_IsNamed()
    {
        Value x = new(0, IrType.Double, "x"), other = new(0, IrType.Float, "x");
        var function = new Function(
            "F", EquatableArray<Value>.Of(x), Region.Empty with { Yields = EquatableArray<Value>.Of(other) }, EquatableArray<Output>.Of(new Output(OutputKind.Return, "result", IrType.Float)), 1);
        Assert.Contains("that was defined", Assert.Throws<InvalidOperationException>(() => Verifier.Verify(function)).Message);
    }
}
