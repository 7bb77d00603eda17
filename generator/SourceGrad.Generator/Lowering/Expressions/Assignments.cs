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
            return Unsupported(assignment, "A ref assignment is not supported in a differentiable method; keep the buffer and the index instead");
        }

        Target target = TargetOf(assignment.Target);
        Lowered value = Expression(assignment.Value);
        Store(target, value);
        return value;
    }

    private Lowered Deconstruction(IDeconstructionAssignmentOperation assignment)
    {
        Target target = TargetOf(assignment.Target);
        Lowered value = Expression(assignment.Value);
        if (value.Fields is null && !value.IsNothing)
        {
            return Unsupported(assignment, "Only tuples can be deconstructed in a differentiable method");
        }

        Store(target, value);
        return value;
    }

    private Lowered CompoundAssignment(ICompoundAssignmentOperation assignment)
    {
        if (OperatorOf(assignment.OperatorKind) is not { } op || TypeMap.Of(assignment.Target.Type) is not { IsScalar: true } type)
        {
            return UnsupportedType(assignment, assignment.Target.Type);
        }

        CheckOverflowContext(assignment, assignment.IsChecked, assignment.Type);
        Target target = TargetOf(assignment.Target);
        bool isShift = op is BinaryOperator.ShiftLeft or BinaryOperator.ShiftRight or BinaryOperator.UnsignedShiftRight;
        IrType wide = isShift ? type : TypeMap.Of(assignment.Value.Type) ?? type;
        if (target is Target.OfElement element && op == BinaryOperator.Add && type.IsReal && wide == type
            && assignment.Parent is IExpressionStatementOperation && !Scan.HasEffects(assignment.Value))
        {
            Value term = Scalar(assignment.Value);
            _builder.Add(new Accumulate(element.Buffer, element.Index, ConvertTo(type, term)));
            return Lowered.Nothing;
        }

        Value before = ConvertTo(wide, ReadTarget(target, type));
        Lowered right = OperandBeside(assignment.Value, assignment.Target);
        Value result = Operate(op, before, right.Value is { Type.IsScalar: true } scalar ? scalar : Dummy(assignment.Value.Type));
        if (wide.IsReal && type.IsInteger)
        {
            Lose(assignment, result, $"The conversion to '{assignment.Target.Type!.ToDisplayString()}'");
        }

        result = ConvertTo(type, result);
        Store(target, result);
        return result;
    }

    private Lowered Increment(IIncrementOrDecrementOperation step)
    {
        if (TypeMap.Of(step.Target.Type) is not { IsScalar: true } type)
        {
            return UnsupportedType(step, step.Target.Type);
        }

        CheckOverflowContext(step, step.IsChecked, step.Type);
        Target target = TargetOf(step.Target);
        BinaryOperator op = step.Kind == OperationKind.Increment ? BinaryOperator.Add : BinaryOperator.Subtract;
        Value before = ReadTarget(target, type);
        Value after = Let(new Binary(op, before, Let(Constant.Number(type, 1))));
        Store(target, after);
        return step.IsPostfix ? before : after;
    }

    private Value ReadTarget(Target target, IrType type) => target switch
    {
        Target.OfPlace { Place: { Variable: not null } place } => Read(place).Value ?? Let(Constant.Zero(type)),
        Target.OfElement element => Let(new Load(element.Buffer, element.Index)),
        _ => Let(Constant.Zero(type)),
    };
}
