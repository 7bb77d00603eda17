using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>Nullable values: a flag and a value. Null-conditional and null-coalescing operators, on these and on references.</summary>
internal sealed partial class MethodLowering
{
    private readonly Stack<Lowered> _accessed = new();

    /// <summary>T for T?; null for any other type.</summary>
    private ITypeSymbol? NullableOf(ITypeSymbol? type) =>
        type is not null && Concrete(type) is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable ? nullable.TypeArguments[0] : null;

    /// <summary>The value in a nullable one that is known to be there; anything else as it is.</summary>
    private Lowered Underlying(Lowered value, ITypeSymbol from, ITypeSymbol? to) =>
        NullableOf(from) is not null && NullableOf(to) is null && value.Fields is { Count: 2 } fields ? fields[1] : value;

    private Lowered Present(Lowered value) => Lowered.Of([True, value]);

    private Lowered ConvertNullable(IConversionOperation conversion)
    {
        if (NullableOf(conversion.Type) is not { } inner)
        {
            Lowered nullable = Expression(conversion.Operand);
            return nullable.Fields is { } parts ? Numeric(conversion, parts[1], NullableOf(conversion.Operand.Type)!, conversion.Type!, RequireValue(parts[0].Value!)) : nullable;
        }

        if (conversion.Operand.Type is null)
        {
            return conversion.Operand is IDefaultValueOperation or ILiteralOperation ? Default(TreeOf(conversion.Type)!) : Expression(conversion.Operand);
        }

        Lowered value = Expression(conversion.Operand);
        return value.IsNothing ? value
            : NullableOf(conversion.Operand.Type) is not { } from ? Present(Numeric(conversion, value, conversion.Operand.Type, inner))
            : value.Fields is [var has, var number] ? Lowered.Of([has, Numeric(conversion, number, from, inner)])
            : value;
    }

    private Lowered Numeric(IConversionOperation where, Lowered value, ITypeSymbol from, ITypeSymbol to, bool runs = true)
    {
        if (!runs || value.Value is not { Type.IsScalar: true } scalar || TypeOf(to) is not { IsScalar: true } type)
        {
            return value;
        }

        if (scalar.Type.IsReal && type.IsInteger)
        {
            Lose(where, scalar, $"The conversion to '{to.ToDisplayString()}'");
        }

        return SymbolEqualityComparer.Default.Equals(from, to) ? scalar : Narrow(where, to, ConvertTo(type, Solid(scalar)), where.IsChecked);
    }

    /// <summary>What reading the value of null throws.</summary>
    private bool RequireValue(Value has)
    {
        Branch(has, () => { }, () =>
        {
            _builder.Add(new Guard("throw new global::System.InvalidOperationException(\"Nullable object must have a value.\")", Infrastructure.EquatableArray<Value>.Empty, true));
            Diverge();
        });
        return true;
    }

    /// <summary>An operator on nullable operands: null if one of them is, false for a comparison.</summary>
    private Lowered LiftedBinary(IBinaryOperation binary, Lowered left)
    {
        Lowered right = Expression(binary.RightOperand);
        if (binary.OperatorKind is BinaryOperatorKind.Equals or BinaryOperatorKind.NotEquals
            && (ReferenceEquals(right.Value, Known.Null) ? left : ReferenceEquals(left.Value, Known.Null) ? right : null)?.Fields is [var has, _])
        {
            return binary.OperatorKind == BinaryOperatorKind.Equals ? Not(Solid(has.Value!)) : Solid(has.Value!);
        }

        if (left.Fields is not [var leftHas, var leftValue] || right.Fields is not [var rightHas, var rightValue]
            || OperatorOf(binary.OperatorKind) is not { } op || IsOperatorOfSource(binary.OperatorMethod)
            || leftValue.Value is not { Type.IsScalar: true } first || rightValue.Value is not { Type.IsScalar: true } second || first.Type != second.Type
            || (first.Type == IrType.Bool && op is BinaryOperator.And or BinaryOperator.Or))
        {
            return left.IsNothing || right.IsNothing ? Lowered.Nothing : Unsupported(binary, UnsupportedText(binary));
        }

        Value hasLeft = Solid(leftHas.Value!), hasRight = Solid(rightHas.Value!);
        (first, second) = (Solid(first), Solid(second));
        switch (op)
        {
            case BinaryOperator.Equal or BinaryOperator.NotEqual:
                Value equal = Choose(
                    hasLeft,
                    Place.Of(new Variable(IrType.Bool, null, _depth)),
                    () => Both(hasRight, () => Let(new Binary(BinaryOperator.Equal, first, second))),
                    () => Not(hasRight)).Value!;
                return op == BinaryOperator.Equal ? equal : Not(equal);
            case BinaryOperator.Less or BinaryOperator.LessOrEqual or BinaryOperator.Greater or BinaryOperator.GreaterOrEqual:
                return Both(Both(hasLeft, () => hasRight), () => Let(new Binary(op, first, second)));
            default:
                return IfPresent(Both(hasLeft, () => hasRight), binary.Type!, () => Narrow(binary, NullableOf(binary.Type)!, Operate(op, first, second, binary.IsChecked), binary.IsChecked));
        }
    }

    private Lowered LiftedUnary(IUnaryOperation unary)
    {
        Lowered operand = Expression(unary.Operand);
        if (operand.Fields is not [var has, var inner] || inner.Value is not { Type.IsScalar: true } value)
        {
            return operand.IsNothing ? operand : Unsupported(unary, UnsupportedText(unary));
        }

        UnaryOperator? op = OperatorOf(unary.OperatorKind);
        return op is null ? operand : IfPresent(Solid(has.Value!), unary.Type!, () => Narrow(unary, NullableOf(unary.Type)!, Let(new Unary(op.Value, Solid(value))), unary.IsChecked));
    }

    private Lowered IfPresent(Value has, ITypeSymbol type, Func<Lowered> value) =>
        Choose(has, MakePlace(type, null), () => Present(value()), () => Default(TreeOf(type)!));

    /// <summary><c>a ?? b</c></summary>
    private Lowered Coalesce(ICoalesceOperation coalesce) =>
        Coalesce(coalesce, Expression(coalesce.Value), coalesce.Value.Type!, coalesce.Type!, () => Expression(coalesce.WhenNull));

    private Lowered Coalesce(IOperation where, Lowered value, ITypeSymbol from, ITypeSymbol to, Func<Lowered> whenNull)
    {
        if (value.Fields is [var has, var inner] && NullableOf(from) is not null)
        {
            Lowered whenThere = NullableOf(to) is not null ? value
                : inner.Value is { Type.IsScalar: true } scalar && TypeOf(to) is { IsScalar: true } type ? ConvertTo(type, Solid(scalar))
                : inner;
            return Choose(Solid(has.Value!), MakePlace(to, null), () => whenThere, whenNull);
        }

        return value.IsNothing ? value
            : IsNull(value.Value) is { } isNull ? isNull ? whenNull() : value
            : UnknownNull(where);
    }

    private Lowered UnknownNull(IOperation where) =>
        Unsupported(where, $"Whether '{SourceText.Of(where.Syntax)}' is null is not known while compiling; decide in the caller and pass a bool in");

    /// <summary><c>a ??= b</c></summary>
    private Lowered CoalesceAssignment(ICoalesceAssignmentOperation assignment)
    {
        Place target = TargetOf(assignment.Target);
        if (!MayWrite(assignment.Target, target))
        {
            return Lowered.Nothing;
        }

        Lowered WhenNull()
        {
            Lowered value = Expression(assignment.Value);
            Assign(target, NullableOf(assignment.Target.Type) is not null && NullableOf(assignment.Value.Type) is null && value.Fields is not { Count: 2 } ? Present(value) : value);
            return value;
        }

        return assignment.Type is null || assignment.Type.SpecialType == SpecialType.System_Void
            ? Lowered.Nothing
            : Coalesce(assignment, Read(target), assignment.Target.Type!, assignment.Type, WhenNull);
    }

    /// <summary><c>a?.B</c></summary>
    private Lowered ConditionalAccess(IConditionalAccessOperation access)
    {
        Lowered value = Expression(access.Operation);
        if (value.IsNothing)
        {
            return value;
        }

        bool isNullable = value.Fields is { Count: 2 } && NullableOf(access.Operation.Type) is not null;
        bool? isNull = isNullable ? null : value.Value is { Type.IsBuffer: true } ? false : IsNull(value.Value);
        if (!isNullable && isNull is null)
        {
            return UnknownNull(access.Operation);
        }

        Lowered Access()
        {
            _accessed.Push(isNullable ? value.Fields![1] : value);
            Lowered result = Expression(access.WhenNotNull);
            _accessed.Pop();
            return NullableOf(access.Type) is not null && NullableOf(access.WhenNotNull.Type) is null && !result.IsNothing ? Present(result) : result;
        }

        bool isVoid = access.Type is null || access.Type.SpecialType == SpecialType.System_Void;
        if (isNull == false)
        {
            return Access();
        }

        if (isNull == true)
        {
            return isVoid ? Lowered.Nothing : Default(TreeOf(access.Type)!);
        }

        if (isVoid)
        {
            Branch(Solid(value.Fields![0].Value!), () => Access(), () => { });
            return Lowered.Nothing;
        }

        return Choose(Solid(value.Fields![0].Value!), MakePlace(access.Type!, null), Access, () => Default(TreeOf(access.Type)!));
    }

    private Place? AccessedPlace(IConditionalAccessInstanceOperation instance)
    {
        Lowered value = _accessed.Peek();
        return value.Value is { Type.Shape: Shape.Reference } reference ? ReferencePlace(reference) : MakeCopy(NullableOf(instance.Type) ?? instance.Type!, value);
    }
}
