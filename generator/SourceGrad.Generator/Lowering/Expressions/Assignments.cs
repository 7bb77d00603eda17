using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Assignments in any expression position. As in C#, the operands of the target are evaluated first, its old value next,
/// and then the right-hand side.
/// </summary>
internal sealed partial class MethodLowering
{
    private Lowered SimpleAssignment(ISimpleAssignmentOperation assignment)
    {
        if (assignment.IsRef)
        {
            return Unsupported(assignment, "A ref assignment is not supported in a differentiable method; declare another ref local");
        }

        Place target = TargetOf(assignment.Target);
        if (Scan.Within(assignment.Value).Any(inner => inner is IThrowOperation || Scan.WritesElsewhere(inner)))
        {
            LookFor(assignment.Target, target);
        }

        Lowered value = Expression(assignment.Value);
        if (MayWrite(assignment.Target, target))
        {
            Assign(target, value);
        }

        return value;
    }

    private Lowered Deconstruction(IDeconstructionAssignmentOperation assignment)
    {
        Place target = TargetOf(assignment.Target);
        LookFor(assignment.Target, target);
        Lowered value = Expression(assignment.Value);
        return AssignParts(assignment, assignment.Target, target, value, assignment.Value.Type);
    }

    private Lowered AssignParts(IOperation where, IOperation targets, Place target, Lowered value, ITypeSymbol? type)
    {
        if (target.Fields is null || value.IsNothing)
        {
            return value;
        }

        if (type is not INamedTypeSymbol { IsTupleType: true } && Deconstructed(where, value, type, target.Fields.Count) is { } parts)
        {
            value = parts;
        }

        if (value.Fields is null || value.Fields.Count != target.Fields.Count)
        {
            return Unsupported(where, "Only tuples, and types with a Deconstruct method whose source is in the project, can be deconstructed in a differentiable method");
        }

        if (MayWrite(targets, target))
        {
            Assign(target, value);
        }

        return value;
    }

    private Lowered CompoundAssignment(ICompoundAssignmentOperation assignment)
    {
        if (assignment.OperatorMethod is { IsStatic: false } inPlace)
        {
            return OperateInPlace(assignment, inPlace, assignment.Target, assignment.Value);
        }

        if (IsOperatorOfSource(assignment.OperatorMethod))
        {
            return CompoundByOperator(assignment);
        }

        if (OperatorOf(assignment.OperatorKind) is not { } op || TypeOf(assignment.Target.Type) is not { IsScalar: true } type)
        {
            return UnsupportedType(assignment, assignment.Target.Type);
        }

        Place target = TargetOf(assignment.Target);
        if (!MayWrite(assignment.Target, target))
        {
            return Lowered.Nothing;
        }

        bool isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;
        IrType wide = isShift ? type : TypeOf(assignment.Value.Type) ?? type;
        if (target is Place.Element element && op == BinaryOperator.Add && type.IsReal && wide == type
            && assignment.Parent is IExpressionStatementOperation && !Scan.HasEffects(assignment.Value))
        {
            Value term = Scalar(assignment.Value);
            _builder.Add(new Accumulate(element.Buffer, element.Index, ConvertTo(type, term)));
            return Lowered.Nothing;
        }

        Value before = ConvertTo(wide, ScalarIn(target, type));
        Lowered right = OperandBeside(assignment.Value, assignment.Target);
        Value second = right.Value is { Type.IsScalar: true } scalar ? scalar : Dummy(assignment.Value.Type);
        Value result = Operate(op, before, ShiftCount(assignment.Target.Type, op, second), assignment.IsChecked);
        if (wide.IsReal && type.IsInteger)
        {
            Lose(assignment, result, $"The conversion to '{assignment.Target.Type!.ToDisplayString()}'");
        }

        result = Narrow(assignment, assignment.Target.Type!, ConvertTo(type, result), assignment.IsChecked);
        Assign(target, result);
        return result;
    }

    private Lowered CompoundByOperator(ICompoundAssignmentOperation assignment)
    {
        Place target = TargetOf(assignment.Target);
        Lowered before = Read(target);
        Lowered right = Expression(assignment.Value);
        Lowered result = CallOperator(assignment, assignment.OperatorMethod!, [before, right], [assignment.Target.Type, assignment.Value.Type]);
        if (MayWrite(assignment.Target, target))
        {
            Assign(target, result);
        }

        return result;
    }

    /// <summary>An operator that is an instance method and changes the object that stands on the left.</summary>
    private Lowered OperateInPlace(IOperation where, IMethodSymbol method, IOperation target, IOperation? operand)
    {
        if (OwnerOf(target) is not { } owner)
        {
            return Lowered.Nothing;
        }

        List<Argument> arguments = operand is null ? [] : [new Argument(0, Expression(operand), null)];
        IMethodSymbol resolved = Resolve(Concrete(method), owner.Type);
        if (!HasBody(resolved))
        {
            return WithoutSource(where, resolved);
        }

        Inline(where, resolved, owner.This, arguments);
        return Read(owner.This);
    }

    private Lowered Increment(IIncrementOrDecrementOperation step)
    {
        if (step.OperatorMethod is { IsStatic: false } inPlace)
        {
            return OperateInPlace(step, inPlace, step.Target, null);
        }

        Place target = TargetOf(step.Target);
        if (IsOperatorOfSource(step.OperatorMethod))
        {
            Lowered old = Read(target);
            Lowered next = CallOperator(step, step.OperatorMethod!, [old], [step.Target.Type]);
            if (MayWrite(step.Target, target))
            {
                Assign(target, next);
            }

            return step.IsPostfix ? old : next;
        }

        if (TypeOf(step.Target.Type) is not { IsScalar: true } type)
        {
            return UnsupportedType(step, step.Target.Type);
        }

        if (!MayWrite(step.Target, target))
        {
            return Lowered.Nothing;
        }

        BinaryOperator op = step.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        Value before = ScalarIn(target, type);
        Value after = Narrow(step, step.Target.Type!, Operate(op, before, Let(Constant.Number(type, 1)), step.IsChecked), step.IsChecked);
        Assign(target, after);
        return step.IsPostfix ? before : after;
    }

    private Value ScalarIn(Place target, IrType type) =>
        target is Place.Nowhere ? Let(Constant.Zero(type)) : Read(target).Value is { Type.IsScalar: true } value ? value : Let(Constant.Zero(type));
}
