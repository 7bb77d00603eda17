using System.Globalization;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;
using SourceGrad.Generator.Tests.Ir;

namespace SourceGrad.Generator.Tests.Rules;

/// <summary>One function with what its rule says, run by the interpreter in one precision.</summary>
internal sealed class Formula
{
    private readonly Function _function;
    private readonly int _arity;

    private Formula(Function function, int arity)
    {
        Verifier.Verify(function);
        _function = function;
        _arity = arity;
    }

    /// <summary>The result and, times an adjoint, the partial derivatives by all real arguments.</summary>
    /// <param name="constant">Arguments that the rule sees as known numbers, by position.</param>
    public static Formula Reverse(string key, IrType type, object[] point, params int[] constant)
    {
        (ValueFactory values, RegionBuilder builder, Value[] parameters, Value[] arguments) = Start(type, point, constant);
        Value adjoint = values.Create(type, "a");
        Expression expression = ExpressionOf(key, type, arguments);
        Value result = builder.Let(expression);
        IReadOnlyList<Value?> contributions = RuleTable.Pullback(
            builder, expression, result, adjoint, i => arguments[i].Type.IsReal && !constant.Contains(i), values.DefinitionOf);
        Value[] yields = [result, .. contributions.Select(contribution => contribution ?? builder.Let(Constant.Zero(type)))];
        return new Formula(Function(builder, [.. parameters, adjoint], yields, values), point.Length);
    }

    /// <summary>The result and its tangent from the tangents of all real arguments.</summary>
    public static Formula Forward(string key, IrType type, object[] point)
    {
        (ValueFactory values, RegionBuilder builder, Value[] parameters, _) = Start(type, point, []);
        Value?[] tangents = [.. parameters.Select(parameter => parameter.Type.IsReal ? values.Create(type, "t") : null)];
        Expression expression = ExpressionOf(key, type, parameters);
        Value result = builder.Let(expression);
        Value? tangent = RuleTable.Pushforward(builder, expression, result, tangents, values.DefinitionOf);
        Value[] yields = [result, tangent ?? builder.Let(Constant.Zero(type))];
        return new Formula(Function(builder, [.. parameters, .. tangents.OfType<Value>()], yields, values), point.Length);
    }

    /// <summary>The yields for arguments, followed by the adjoint or the tangents.</summary>
    public double[] At(params object[] arguments)
    {
        object[] typed = [.. arguments.Select((argument, i) => _function.Parameters[i].Type.Kind switch
        {
            ScalarKind.Float => (object)System.Convert.ToSingle(argument, CultureInfo.InvariantCulture),
            ScalarKind.Double => System.Convert.ToDouble(argument, CultureInfo.InvariantCulture),
            _ => argument,
        })];
        return [.. Interpreter.Run(_function, typed).Select(value => System.Convert.ToDouble(value, CultureInfo.InvariantCulture))];
    }

    /// <summary>The partial derivatives at a point.</summary>
    public double[] Partials(object[] point, double adjoint = 1) => At([.. point, adjoint])[1..];

    private static (ValueFactory Values, RegionBuilder Builder, Value[] Parameters, Value[] Arguments) Start(IrType type, object[] point, int[] constant)
    {
        ValueFactory values = new(0);
        RegionBuilder builder = new(values);
        Value[] parameters = [.. point.Select((argument, i) => values.Create(argument is int ? IrType.Int : type, $"x{i}"))];
        Value[] arguments = [.. parameters.Select((parameter, i) => constant.Contains(i) ? builder.Let(Known(parameter.Type, point[i])) : parameter)];
        return (values, builder, parameters, arguments);
    }

    private static Constant Known(IrType type, object value) => value switch
    {
        int number => Constant.Int(number),
        double number => Constant.Real(type, type == IrType.Float ? (float)number : number),
        _ => throw new ArgumentException("not a number", nameof(value)),
    };

    private static Function Function(RegionBuilder builder, Value[] parameters, Value[] yields, ValueFactory values) => new(
        "F",
        parameters.ToEquatable(),
        builder.Build(yields),
        yields.Select((yield, i) => new Output(OutputKind.Return, $"y{i}", yield.Type)).ToEquatable(),
        values.NextId);

    private static Expression ExpressionOf(string key, IrType type, Value[] arguments)
    {
        if (char.IsLetter(key[0]))
        {
            IrType result = key switch
            {
                "Sign" or "ILogB" => IrType.Int,
                _ when key.StartsWith("Is", StringComparison.Ordinal) => IrType.Bool,
                _ => type,
            };
            return new Call(result, Spelling.Of(type, key), arguments.ToEquatable());
        }

        return arguments.Length == 1
            ? new Unary(Enum.GetValues<UnaryOperator>().Single(op => op.Symbol() == key), arguments[0])
            : new Binary(Enum.GetValues<BinaryOperator>().Single(op => op.Symbol() == key), arguments[0], arguments[1]);
    }
}
