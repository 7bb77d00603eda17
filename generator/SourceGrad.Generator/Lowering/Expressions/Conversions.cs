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
        if (conversion.Operand.Type is null && TypeOf(conversion.Type) is { } target)
        {
            // A target-typed expression: default, a collection, stackalloc, a switch, a conditional, a throw.
            bool isDefault = conversion.Operand is IDefaultValueOperation or ILiteralOperation;
            return isDefault && target.IsScalar
                ? Let(Constant.Zero(target))
                : Expression(conversion.Operand);
        }

        if (IsOperatorOfSource(conversion.OperatorMethod) && TypeMap.BufferOf(Concrete(conversion.Type!)) is null)
        {
            return CallOperator(conversion, conversion.OperatorMethod!, [Expression(conversion.Operand)], [conversion.Operand.Type]);
        }

        if (Stackalloc(conversion) is { } onStack)
        {
            return onStack;
        }

        if (NullableOf(conversion.Type) is not null || (NullableOf(conversion.Operand.Type) is not null && TreeOf(conversion.Type) is { Leaf.Shape: not Shape.Reference }))
        {
            return ConvertNullable(conversion);
        }

        if (conversion.Type is INamedTypeSymbol { IsTupleType: true } tuple)
        {
            return ConvertTuple(tuple, Expression(conversion.Operand));
        }

        if (IsBuffer(conversion.Type))
        {
            return IsBuffer(conversion.Operand.Type) || conversion.Operand.Type is null
                ? TreeOf(conversion.Type) is { InlineLength: null } && conversion.Operand.Type is not null ? Buffers(conversion.Operand) : Expression(conversion.Operand)
                : UnsupportedType(conversion.Operand, conversion.Operand.Type);
        }

        if (IsTable(conversion.Type))
        {
            return Expression(conversion.Operand);
        }

        if (TypeOf(conversion.Type) is not { } type)
        {
            return ConvertObject(conversion);
        }

        if (TypeOf(conversion.Operand.Type) is not { IsScalar: true } from)
        {
            return UnsupportedType(conversion.Operand, conversion.Operand.Type);
        }

        Value operand = Scalar(conversion.Operand);
        if (from.IsReal && type.IsInteger)
        {
            Lose(conversion, operand, $"The conversion to '{conversion.Type!.ToDisplayString()}'");
        }

        if (!TypeMap.IsExact(Concrete(conversion.Type!)))
        {
            bool isWider = TypeMap.Narrowed(Concrete(conversion.Type!)) == TypeMap.Narrowed(Concrete(conversion.Operand.Type!));
            return isWider ? operand : Narrow(conversion, conversion.Type!, operand, conversion.IsChecked && !conversion.IsImplicit);
        }

        return type.IsInteger && type != from && conversion is { IsChecked: true, IsImplicit: false }
            ? Let(new Convert(type, operand) { IsChecked = true })
            : ConvertTo(type, operand);
    }

    /// <summary>A reference stays what it is under another type; a struct converts to itself only.</summary>
    private Lowered ConvertObject(IConversionOperation conversion)
    {
        if (TreeOf(conversion.Type) is not { } tree)
        {
            return UnsupportedType(conversion, conversion.Type);
        }

        if (conversion.Operand is IDefaultValueOperation or ILiteralOperation)
        {
            return tree.Leaf is { Shape: Shape.Reference } ? Expression(conversion.Operand) : Default(tree);
        }

        if (conversion.Type!.TypeKind == TypeKind.Interface && IsBuffer(conversion.Operand.Type))
        {
            return SequenceOf(conversion, Concrete(conversion.Operand.Type!), Buffers(conversion.Operand));
        }

        if (conversion.Operand.Type is { IsReferenceType: true } && tree.Leaf is { Shape: Shape.Reference })
        {
            return ConvertReference(conversion);
        }

        bool fits = conversion.Operand.Type is null
            || SymbolEqualityComparer.Default.Equals(Concrete(conversion.Type!), Concrete(conversion.Operand.Type));
        return fits ? Expression(conversion.Operand) : Unsupported(conversion, UnsupportedText(conversion));
    }

    /// <summary>A cast that can fail is decided while compiling.</summary>
    private Lowered ConvertReference(IConversionOperation conversion)
    {
        Lowered value = Expression(conversion.Operand);
        if (conversion.IsImplicit || conversion.Conversion.IsIdentity || value.IsNothing || ReferentOf(value.Value) is not Instance instance)
        {
            return value;
        }

        return Conforms(instance.Type, Concrete(conversion.Type!)) switch
        {
            true => value,
            false when conversion.IsTryCast => Known.Null,
            false => Unsupported(conversion, $"This cast always fails: the object is a '{instance.Type.ToDisplayString()}'"),
            null => Unsupported(conversion, $"Whether this is a '{conversion.Type!.ToDisplayString()}' is not known while compiling"),
        };
    }

    private Value ConvertTo(IrType type, Value value) => value.Type == type ? value : Let(new Convert(type, value));

    private Lowered ConvertTuple(INamedTypeSymbol tuple, Lowered value) =>
        value.Fields is null || value.Fields.Count != tuple.TupleElements.Length
            ? value
            : Lowered.Of(value.Fields.Select((field, i) => tuple.TupleElements[i].Type is INamedTypeSymbol { IsTupleType: true } inner
                ? ConvertTuple(inner, field)
                : field.Value is { Type.IsScalar: true } scalar && TypeOf(tuple.TupleElements[i].Type) is { IsScalar: true } type
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
