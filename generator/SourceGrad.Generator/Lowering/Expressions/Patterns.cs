using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Patterns on numbers and tuples of numbers.</summary>
internal sealed partial class MethodLowering
{
    private Value Matches(Lowered input, IPatternOperation pattern)
    {
        switch (pattern)
        {
            case IDiscardPatternOperation:
                return Let(Constant.Bool(true));
            case IDeclarationPatternOperation declaration when declaration.MatchesNull || SymbolEqualityComparer.Default.Equals(declaration.InputType, declaration.MatchedType):
                if (declaration.DeclaredSymbol is ILocalSymbol local && IsSupported(local.Type))
                {
                    Assign(Declare(local, _statementDepth), input);
                }

                return Let(Constant.Bool(true));
            case IConstantPatternOperation constant when input.Value is { } value && PatternConstant(constant.Value, value.Type) is { } number:
                return value.Type.IsReal && double.IsNaN(number.AsDouble)
                    ? Let(new Call(IrType.Bool, value.Type == IrType.Float ? "float.IsNaN" : "double.IsNaN", EquatableArray<Value>.Of(value)))
                    : value.Type == IrType.Bool
                        ? number.AsBool ? value : Let(new Unary(UnaryOperator.Not, value))
                        : Let(new Binary(BinaryOperator.Equal, value, Let(number)));
            case IRelationalPatternOperation relation when input.Value is { } value && PatternConstant(relation.Value, value.Type) is { } number
                && OperatorOf(relation.OperatorKind) is { } op:
                return Let(new Binary(op, value, Let(number)));
            case INegatedPatternOperation negated:
                return Let(new Unary(UnaryOperator.Not, Matches(input, negated.Pattern)));
            case IBinaryPatternOperation { OperatorKind: BinaryOperatorKind.Or } either:
                return Either(Matches(input, either.LeftPattern), () => Matches(input, either.RightPattern));
            case IBinaryPatternOperation both:
                return Both(Matches(input, both.LeftPattern), () => Matches(input, both.RightPattern));
            case IRecursivePatternOperation { DeconstructionSubpatterns: { IsEmpty: false } parts, PropertySubpatterns.IsEmpty: true } recursive
                when input.Fields is { } fields && fields.Count == parts.Length && recursive.DeclaredSymbol is null:
                return MatchesAll(fields, parts, 0);
            default:
                if (!input.IsNothing)
                {
                    Unsupported(pattern, "Only constant, relational, 'and', 'or', 'not', 'var', tuple and discard patterns on numbers are supported in a differentiable method");
                }

                return Let(Constant.Bool(false));
        }
    }

    private Value MatchesAll(IReadOnlyList<Lowered> fields, IReadOnlyList<IPatternOperation> parts, int from)
    {
        Value first = Matches(fields[from], parts[from]);
        return from + 1 == parts.Count ? first : Both(first, () => MatchesAll(fields, parts, from + 1));
    }

    private Constant? PatternConstant(IOperation operation, IrType type)
    {
        if (!type.IsScalar || operation.ConstantValue is not { HasValue: true, Value: { } value } || TypeOf(operation.Type) is not { IsScalar: true } own)
        {
            return null;
        }

        return own == type
            ? new Constant(type, Bits(value), LiteralText(operation, false))
            : type.IsReal && !own.IsReal && own != IrType.Bool ? Constant.Real(type, Bits(value)) : null;
    }
}
