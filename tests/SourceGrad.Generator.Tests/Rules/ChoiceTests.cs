using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;
using SourceGrad.Generator.Tests.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>What is no function of a table: a choice between two values, and a conversion.</summary>
public sealed class ChoiceTests
{
    private readonly ValueFactory _values = new(0);

    [Theory]
    [InlineData(true, true, true, 5.0, 0.0)]
    [InlineData(false, true, true, 0.0, 5.0)]
    [InlineData(true, true, false, 5.0, null)]
    [InlineData(false, true, false, 0.0, null)]
    [InlineData(true, false, true, null, 0.0)]
    [InlineData(false, false, true, null, 5.0)]
    [InlineData(true, false, false, null, null)]
    public void AdjointGoesToTheValueChosen(bool condition, bool first, bool second, double? toFirst, double? toSecond)
    {
        Value c = _values.Create(IrType.Bool), x = _values.Create(IrType.Double), y = _values.Create(IrType.Double), a = _values.Create(IrType.Double);
        RegionBuilder builder = new(_values);
        Select choice = new(c, x, y);
        Value result = builder.Let(choice);
        IReadOnlyList<Value?> contributions = RuleTable.Pullback(builder, choice, result, a, i => i == 0 || (i == 1 ? first : second), _values.DefinitionOf);
        Assert.Equal([null, toFirst, toSecond], Values(builder, contributions, [c, x, y, a], condition, 2.0, 3.0, 5.0));
    }

    [Theory]
    [InlineData(true, 7.0, 11.0, 7.0)]
    [InlineData(false, 7.0, 11.0, 11.0)]
    [InlineData(true, 7.0, null, 7.0)]
    [InlineData(false, 7.0, null, 0.0)]
    [InlineData(true, null, 11.0, 0.0)]
    [InlineData(false, null, 11.0, 11.0)]
    [InlineData(true, null, null, null)]
    public void TangentComesFromTheValueChosen(bool condition, double? first, double? second, double? expected)
    {
        Value c = _values.Create(IrType.Bool), x = _values.Create(IrType.Double), y = _values.Create(IrType.Double);
        Value s = _values.Create(IrType.Double), t = _values.Create(IrType.Double);
        RegionBuilder builder = new(_values);
        Select choice = new(c, x, y);
        Value result = builder.Let(choice);
        Value? tangent = RuleTable.Pushforward(builder, choice, result, [null, first is null ? null : s, second is null ? null : t], _values.DefinitionOf);
        Assert.Equal([expected], Values(builder, [tangent], [c, x, y, s, t], condition, 2.0, 3.0, first ?? -1, second ?? -1));
    }

    [Fact]
    public void ConversionsOfRealsKeepTheDerivative()
    {
        Value x = _values.Create(IrType.Float), a = _values.Create(IrType.Double), t = _values.Create(IrType.Float);
        RegionBuilder builder = new(_values);
        Convert widened = new(IrType.Double, x);
        Value result = builder.Let(widened);
        Value? back = RuleTable.Pullback(builder, widened, result, a, _ => true, _values.DefinitionOf)[0];
        Value? forth = RuleTable.Pushforward(builder, widened, result, [t], _values.DefinitionOf);
        Assert.Equal(IrType.Float, back!.Type);
        Assert.Equal(IrType.Double, forth!.Type);
        Assert.Equal([1.5, 2.5], Values(builder, [back, forth], [x, a, t], 1f, 1.5, 2.5f));
        Assert.Null(RuleTable.Pullback(builder, widened, result, a, _ => false, _values.DefinitionOf)[0]);
        Assert.Null(RuleTable.Pushforward(builder, widened, result, [null], _values.DefinitionOf));
    }

    [Fact]
    public void ConversionsToIntegersLoseIt()
    {
        Value x = _values.Create(IrType.Double), a = _values.Create(IrType.Int), t = _values.Create(IrType.Double);
        RegionBuilder builder = new(_values);
        Convert cut = new(IrType.Int, x);
        Value result = builder.Let(cut);
        Assert.Null(RuleTable.Pullback(builder, cut, result, a, _ => true, _values.DefinitionOf)[0]);
        Assert.Null(RuleTable.Pushforward(builder, cut, result, [t], _values.DefinitionOf));
    }

    [Fact]
    public void NothingComesThroughConstantsAndStops()
    {
        Value x = _values.Create(IrType.Double), a = _values.Create(IrType.Double);
        RegionBuilder builder = new(_values);
        StopGradient stop = new(x);
        Value result = builder.Let(stop);
        Assert.Equal([null], RuleTable.Pullback(builder, stop, result, a, _ => true, _values.DefinitionOf));
        Assert.Null(RuleTable.Pushforward(builder, stop, result, [a], _values.DefinitionOf));
        Constant constant = Constant.Real(IrType.Double, 2);
        Assert.Empty(RuleTable.Pullback(builder, constant, builder.Let(constant), a, _ => true, _values.DefinitionOf));
    }

    /// <summary>The spelling of a function of the framework is known, and that of any other is not.</summary>
    [Theory]
    [InlineData("System.Math.Sin", true)]
    [InlineData("System.MathF.Sin", true)]
    [InlineData("double.SinPi", true)]
    [InlineData("float.SinPi", true)]
    [InlineData("Demo.Math.Sin", false)]
    [InlineData("System.Math.Deeper.Sin", false)]
    [InlineData("System.Mathematics.Sin", false)]
    public void Standard(string method, bool expected) => Assert.Equal(expected, Spelling.IsStandard(method));

    private double?[] Values(RegionBuilder builder, IReadOnlyList<Value?> results, Value[] parameters, params object[] arguments)
    {
        Value[] yields = [.. results.OfType<Value>()];
        Function function = new(
            "F", parameters.ToEquatable(), builder.Build(yields), yields.Select((y, k) => new Output(OutputKind.Return, $"y{k}", y.Type)).ToEquatable(), _values.NextId);
        Verifier.Verify(function);
        Queue<object> numbers = new(Interpreter.Run(function, arguments));
        return [.. results.Select(r => r is null ? (double?)null : System.Convert.ToDouble(numbers.Dequeue(), System.Globalization.CultureInfo.InvariantCulture))];
    }
}
