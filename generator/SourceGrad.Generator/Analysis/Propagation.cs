using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;

namespace SourceGrad.Generator.Analysis;

/// <summary>Through which operands of a scalar operation a derivative flows: those with a rule that is not zero everywhere.</summary>
internal sealed class Propagation(int operand) : ExpressionVisitor<bool>
{
    public static bool FlowsThrough(Expression expression, int operand) => expression.Accept(new Propagation(operand));

    public override bool VisitConstant(Constant expression) => false;

    public override bool VisitUnary(Unary expression) => HasPartial(expression.Operator.Symbol(), 1);

    public override bool VisitBinary(Binary expression) => HasPartial(expression.Operator.Symbol(), 2);

    public override bool VisitConvert(Ir.Convert expression) => expression.Type.IsReal;

    public override bool VisitCall(Call expression) => HasPartial(expression.Key, expression.Arguments.Count);

    public override bool VisitSelect(Select expression) => operand > 0;

    public override bool VisitStopGradient(StopGradient expression) => false;

    public override bool VisitLoad(Load expression) => operand == 0;

    public override bool VisitLength(Length expression) => false;

    public override bool VisitSlice(Slice expression) => operand == 0;

    public override bool VisitRow(Row expression) => operand == 0;

    public override bool VisitAllocate(Allocate expression) => false;

    public override bool VisitNewTape(NewTape expression) => false;

    public override bool VisitPop(Pop expression) => false;

    public override bool VisitExternal(External expression) => false;

    public override bool VisitBroadcast(Broadcast expression) => operand == 0;

    public override bool VisitLaneLoad(LaneLoad expression) => operand == 0;

    public override bool VisitLaneSum(LaneSum expression) => operand == 0;

    public override bool VisitMultiplyAdd(MultiplyAdd expression) => true;

    public override bool VisitLaneNumbers(LaneNumbers expression) => false;

    public override bool VisitLaneCount(LaneCount expression) => false;

    private bool HasPartial(string key, int arity) => RuleTable.Find(key, arity)?.Partials[operand] is not null;
}
