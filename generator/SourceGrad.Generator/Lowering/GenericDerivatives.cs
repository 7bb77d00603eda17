using Microsoft.CodeAnalysis;
using SourceGrad.Generator.Diagnostics;
using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Derivatives of functions of a type parameter call other functions of it, which its constraints have to offer: writes each derivative
/// once, to see what it calls.
/// </summary>
internal sealed class GenericDerivatives
{
    private readonly Function _primal;
    private readonly MethodLowering _lowering;
    private readonly Dependence _dependence;
    private readonly DiagnosticBag _bag;
    private readonly Definitions _definitions;

    public GenericDerivatives(Function primal, MethodLowering lowering, Dependence dependence, DiagnosticBag bag)
    {
        _primal = primal;
        _lowering = lowering;
        _dependence = dependence;
        _bag = bag;
        _definitions = Definitions.Of(primal);
    }

    public void Check() => Check(_primal.Body);

    private void Check(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is Let let && _lowering.Generic.TryGetValue(let.Result.Id, out Location? location) && _lowering.ParameterOf(let.Result.Type) is { } parameter)
            {
                Check(let.Result, let.Expression, parameter, location);
            }

            foreach (Region inner in statement.Regions)
            {
                Check(inner);
            }
        }
    }

    private void Check(Value result, Expression expression, ITypeParameterSymbol parameter, Location location)
    {
        bool hasRule = expression is not Call call || RuleTable.Knows(call.Key, call.Arguments.Count);
        if (!hasRule)
        {
            return;
        }

        ValueFactory values = new(_primal.NextId);
        RegionBuilder builder = new(values);
        Value adjoint = values.Create(result.Type);
        List<Value> operands = [.. expression.Operands];
        RuleTable.Pullback(builder, expression, result, adjoint, i => _dependence.Holds(operands[i]), _definitions.Find);
        foreach (Let let in builder.Statements.OfType<Let>())
        {
            (string Function, int Arity)? needed = let.Expression switch
            {
                Call { Arguments: var arguments } function when arguments.Any(argument => argument.Type == result.Type) => (function.Key, arguments.Count),
                Binary binary when binary.Left.Type == result.Type => binary.Operator switch
                {
                    BinaryOperator.Less => ("op_LessThan", 2),
                    BinaryOperator.LessOrEqual => ("op_LessThanOrEqual", 2),
                    BinaryOperator.Greater => ("op_GreaterThan", 2),
                    BinaryOperator.GreaterOrEqual => ("op_GreaterThanOrEqual", 2),
                    BinaryOperator.Remainder => ("op_Modulus", 2),
                    _ => null,
                },
                _ => null,
            };
            if (needed is var (name, arity) && !GenericNumbers.Offers(parameter, name, arity))
            {
                Report(expression, parameter, let.Expression, name, arity, location);
                return;
            }
        }
    }

    private void Report(Expression expression, ITypeParameterSymbol parameter, Expression needed, string function, int arity, Location location)
    {
        string name = GenericNumbers.NameOf(parameter), constraint = _lowering.ConstraintFor(function, arity);
        string differentiated = expression is Call call ? $"'{call.Method}'" : "'%'";
        string missing = needed is Binary binary ? $"the operator '{binary.Operator.Symbol()}'" : $"'{name}.{function}'";
        string all = constraint == "IFloatingPointIeee754" ? "" : $", or IFloatingPointIeee754<{name}>, which offers all";
        _bag.Report(
            Descriptors.UnsupportedExpression,
            location,
            $"The derivative of {differentiated} needs {missing}, which the constraints of '{name}' do not offer; add the constraint {constraint}<{name}>{all}");
    }
}
