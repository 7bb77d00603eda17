using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Rules;

/// <summary>What each operand of a scalar expression contributes to its adjoint, by the rule for its kind.</summary>
internal sealed class Pullback(
    RegionBuilder builder,
    Value result,
    Value adjoint,
    Func<int, bool> wanted,
    Func<Value, Expression?>? definitionOf) : ExpressionVisitor<IReadOnlyList<Value?>>
{
    public override IReadOnlyList<Value?> VisitConstant(Constant expression) => [];

    public override IReadOnlyList<Value?> VisitUnary(Unary expression) =>
        ByRule(expression.Operator.Symbol(), [expression.Operand]);

    public override IReadOnlyList<Value?> VisitBinary(Binary expression)
    {
        bool square = expression.Operator == BinaryOperator.Multiply && expression.Left.Equals(expression.Right);
        return square && wanted(0) && wanted(1) && expression.Left.Type.IsReal
            ? [Derivation.Contribution(builder, definitionOf, adjoint, derivation => 2 * derivation.Of(adjoint) * derivation.Of(expression.Left)), null]
            : ByRule(expression.Operator.Symbol(), [expression.Left, expression.Right]);
    }

    public override IReadOnlyList<Value?> VisitConvert(Convert expression) =>
        [Wants(0, expression.Operand) && expression.Type.IsReal ? builder.Let(new Convert(expression.Operand.Type, adjoint)) : null];

    public override IReadOnlyList<Value?> VisitCall(Call expression) => ByRule(expression.Key, expression.Arguments);

    public override IReadOnlyList<Value?> VisitSelect(Select expression)
    {
        bool first = Wants(1, expression.WhenTrue), second = Wants(2, expression.WhenFalse);
        if (!first && !second)
        {
            return [null, null, null];
        }

        Value zero = builder.Let(Constant.Zero(adjoint.Type));
        return
        [
            null,
            first ? builder.Let(new Select(expression.Condition, adjoint, zero)) : null,
            second ? builder.Let(new Select(expression.Condition, zero, adjoint)) : null,
        ];
    }

    public override IReadOnlyList<Value?> VisitStopGradient(StopGradient expression) => [null];

    public override IReadOnlyList<Value?> VisitLoad(Load expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitLength(Length expression) => [null];

    public override IReadOnlyList<Value?> VisitSlice(Slice expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitRow(Row expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitAllocate(Allocate expression) => [null];

    public override IReadOnlyList<Value?> VisitNewTape(NewTape expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitPop(Pop expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitExternal(External expression) => [];

    public override IReadOnlyList<Value?> VisitBroadcast(Broadcast expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitLaneLoad(LaneLoad expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitLaneSum(LaneSum expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitMultiplyAdd(MultiplyAdd expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitLaneNumbers(LaneNumbers expression) => NotScalar(expression);

    public override IReadOnlyList<Value?> VisitLaneCount(LaneCount expression) => NotScalar(expression);

    private static IReadOnlyList<Value?> NotScalar(Expression expression) =>
        throw new InvalidOperationException($"{expression.GetType().Name} touches memory: it has no rule as a scalar expression.");

    private bool Wants(int operand, Value value) => value.Type.IsReal && wanted(operand);

    private IReadOnlyList<Value?> ByRule(string key, IReadOnlyList<Value> operands)
    {
        var contributions = new Value?[operands.Count];
        if (adjoint.Type.IsReal && RuleTable.Find(key, operands.Count) is Rule rule)
        {
            for (int i = 0; i < contributions.Length; i++)
            {
                if (Wants(i, operands[i]))
                {
                    contributions[i] = rule.Apply(builder, operands, result, adjoint, i, definitionOf);
                }
            }
        }
        else if (adjoint.Type.IsReal && operands.Any(operand => operand.Type.IsReal))
        {
            throw new InvalidOperationException($"There is no rule for {key} of {operands.Count} arguments.");
        }

        return contributions;
    }
}
