using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Lowering;

/// <summary>Conversions: between numbers, from arrays to spans, between tuples element by element.</summary>
internal sealed partial class MethodLowering
{
    private Lowered Conversion(IConversionOperation conversion)
    {
        WarnIntegerDivision(conversion);
        if (conversion.Operand.Type is null && TypeMap.Of(conversion.Type) is { } target)
        {
            // A target-typed expression: default, a collection, stackalloc, a switch, a conditional, a throw.
            bool isDefault = conversion.Operand is IDefaultValueOperation or ILiteralOperation;
            return isDefault && target.IsScalar
                ? Let(Constant.Zero(target))
                : Expression(conversion.Operand);
        }

        if (Stackalloc(conversion) is { } onStack)
        {
            return onStack;
        }

        if (conversion.Type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return ConvertTuple(tuple, Expression(conversion.Operand));
        }

        if (TypeMap.Of(conversion.Type) is not { } type)
        {
            return UnsupportedType(conversion, conversion.Type);
        }

        if (type.IsBuffer)
        {
            return TypeMap.Of(conversion.Operand.Type) is { IsBuffer: true } || conversion.Operand.Type is null
                ? Expression(conversion.Operand)
                : UnsupportedType(conversion.Operand, conversion.Operand.Type);
        }

        if (TypeMap.Of(conversion.Operand.Type) is not { IsScalar: true } from)
        {
            return UnsupportedType(conversion.Operand, conversion.Operand.Type);
        }

        CheckOverflowContext(conversion, conversion.IsChecked && !conversion.IsImplicit, conversion.Type);
        Value operand = Scalar(conversion.Operand);
        if (from.IsReal && type.IsInteger)
        {
            Lose(conversion, operand, $"The conversion to '{conversion.Type!.ToDisplayString()}'");
        }

        return ConvertTo(type, operand);
    }

    private Value ConvertTo(IrType type, Value value) => value.Type == type ? value : Let(new Convert(type, value));

    private Lowered ConvertTuple(INamedTypeSymbol tuple, Lowered value) =>
        value.Fields is null || value.Fields.Count != tuple.TupleElements.Length
            ? value
            : Lowered.Of(value.Fields.Select((field, i) => tuple.TupleElements[i].Type is INamedTypeSymbol { IsTupleType: true } inner
                ? ConvertTuple(inner, field)
                : field.Value is { Type.IsScalar: true } scalar && TypeMap.Of(tuple.TupleElements[i].Type) is { IsScalar: true } type
                    ? ConvertTo(type, scalar)
                    : field).ToList());

    /// <summary>Notes that the derivative of a real value ends here, for the analyzer to warn of if it has one.</summary>
    private void Lose(IOperation where, Value operand, string description)
    {
        if (_stopped > 0)
        {
            return;
        }

        _lost.Add(new LostDerivative(operand, LocationOf(where), description));
    }
}
