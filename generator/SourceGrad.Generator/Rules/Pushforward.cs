using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// The tangent of a scalar expression from the tangents of its operands (null is zero): the same formulas as in reverse,
/// with the operand's tangent in the place of the result's adjoint, summed from left to right.
/// </summary>
internal sealed class Pushforward(
    RegionBuilder builder,
    Value result,
    IReadOnlyList<Value?> tangents,
    Func<Value, Expression?>? definitionOf) : ExpressionVisitor<Value?>
{
    public override Value? VisitConstant(Constant expression) => null;

    public override Value? VisitUnary(Unary expression) => ByRule(expression);

    public override Value? VisitBinary(Binary expression) => ByRule(expression);

    public override Value? VisitConvert(Convert expression) =>
        tangents[0] is Value tangent && expression.Type.IsReal ? builder.Let(new Convert(expression.Type, tangent)) : null;

    public override Value? VisitCall(Call expression) => ByRule(expression);

    public override Value? VisitSelect(Select expression)
    {
        if (tangents[1] is null && tangents[2] is null)
        {
            return null;
        }

        Value whenTrue = tangents[1] ?? builder.Let(Constant.Zero(expression.Type));
        Value whenFalse = tangents[2] ?? builder.Let(Constant.Zero(expression.Type));
        return builder.Let(new Select(expression.Condition, whenTrue, whenFalse));
    }

    public override Value? VisitStopGradient(StopGradient expression) => null;

    public override Value? VisitLoad(Load expression) => NotScalar(expression);

    public override Value? VisitLength(Length expression) => null;

    public override Value? VisitSlice(Slice expression) => NotScalar(expression);

    public override Value? VisitRow(Row expression) => NotScalar(expression);

    public override Value? VisitAllocate(Allocate expression) => NotScalar(expression);

    public override Value? VisitNewTape(NewTape expression) => NotScalar(expression);

    public override Value? VisitPop(Pop expression) => NotScalar(expression);

    public override Value? VisitExternal(External expression) => null;

    public override Value? VisitBroadcast(Broadcast expression) => NotScalar(expression);

    public override Value? VisitLaneLoad(LaneLoad expression) => NotScalar(expression);

    public override Value? VisitLaneSum(LaneSum expression) => NotScalar(expression);

    public override Value? VisitMultiplyAdd(MultiplyAdd expression) => NotScalar(expression);

    public override Value? VisitLaneNumbers(LaneNumbers expression) => NotScalar(expression);

    public override Value? VisitLaneCount(LaneCount expression) => NotScalar(expression);

    private static Value? NotScalar(Expression expression) =>
        throw new InvalidOperationException($"{expression.GetType().Name} touches memory: it has no rule as a scalar expression.");

    private Value? ByRule(Expression expression)
    {
        Value? sum = null;
        for (int i = 0; i < tangents.Count; i++)
        {
            int operand = i;
            if (tangents[i] is not Value tangent)
            {
                continue;
            }

            IReadOnlyList<Value?> contributions = RuleTable.Pullback(builder, expression, result, tangent, k => k == operand, definitionOf);
            if (contributions[i] is Value contribution)
            {
                sum = sum is null ? contribution : builder.Let(new Binary(BinaryOperator.Add, sum, contribution));
            }
        }

        return sum;
    }
}
