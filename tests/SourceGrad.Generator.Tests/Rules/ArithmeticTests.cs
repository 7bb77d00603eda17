using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>Operators at zero and far out.</summary>
public sealed class ArithmeticTests
{
    [Theory]
    [InlineData(1.0, 0.0, double.PositiveInfinity, double.NegativeInfinity)]
    [InlineData(1e300, 1e200, 1e-200, -1e-100)]
    [InlineData(1e-300, 1e-200, 1e200, -1e100)]
    public void Quotient(double x, double y, double first, double second)
    {
        double[] partials = Formula.Reverse("/", IrType.Double, [x, y]).Partials([x, y]);
        Assert.Equal(1, double.IsInfinity(first) ? (first == partials[0] ? 1 : 0) : partials[0] / first, 14);
        Assert.Equal(1, double.IsInfinity(second) ? (second == partials[1] ? 1 : 0) : partials[1] / second, 14);
    }

    [Fact]
    public void Square_IsOneContribution()
    {
        ValueFactory values = new(0);
        RegionBuilder builder = new(values);
        Value x = values.Create(IrType.Double), y = values.Create(IrType.Double), a = values.Create(IrType.Double);
        Binary square = new(BinaryOperator.Multiply, x, x);
        IReadOnlyList<Value?> contributions = Generator.Rules.RuleTable.Pullback(builder, square, y, a, _ => true);
        Assert.NotNull(contributions[0]);
        Assert.Null(contributions[1]);
    }

    [Theory]
    [InlineData("%", 6.0, 2.0, -3.0)]
    [InlineData("%", 1e15, 3.0, -333333333333333.0)]
    [InlineData("%", -7.5, 2.0, 3.0)]
    [InlineData("%", 5.0, double.PositiveInfinity, 0.0)]
    [InlineData("IEEERemainder", 7.5, 2.0, -4.0)]
    public void Remainder_CountsWholeQuotients(string key, double x, double y, double byDivisor)
    {
        double[] partials = Formula.Reverse(key, IrType.Double, [x, y]).Partials([x, y]);
        Assert.Equal(1.0, partials[0]);
        Assert.True(byDivisor == partials[1], $"{partials[1]}");
    }

    /// <summary>A divisor that cannot be zero needs no test for an adjoint of zero.</summary>
    [Theory]
    [InlineData(2.0)]
    [InlineData(-1e-3)]
    public void KnownDivisor_NeedsNoTest(double divisor)
    {
        ValueFactory values = new(0);
        RegionBuilder builder = new(values);
        Value x = values.Create(IrType.Double), result = values.Create(IrType.Double), a = values.Create(IrType.Double);
        Value y = builder.Let(Constant.Real(IrType.Double, divisor));
        Generator.Rules.RuleTable.Pullback(builder, new Binary(BinaryOperator.Divide, x, y), result, a, _ => true, values.DefinitionOf);
        Assert.DoesNotContain(builder.Statements, statement => statement is Let { Expression: Select });
    }

    /// <summary>The slope of 1 / y is the square of that, which is there already; at zero it is as singular as the division.</summary>
    [Fact]
    public void Reciprocal_DividesOnce()
    {
        ValueFactory values = new(0);
        RegionBuilder builder = new(values);
        Value one = builder.Let(Constant.Real(IrType.Double, 1)), y = values.Create(IrType.Double), result = values.Create(IrType.Double), a = values.Create(IrType.Double);
        Generator.Rules.RuleTable.Pullback(builder, new Binary(BinaryOperator.Divide, one, y), result, a, operand => operand == 1, values.DefinitionOf);
        Assert.DoesNotContain(builder.Statements, statement => statement is Let { Expression: Binary { Operator: BinaryOperator.Divide } });
        Assert.Contains(builder.Statements, statement => statement is Let { Expression: Select });
    }
}
