using SourceGrad.Generator.Ir;
using SourceGrad.Generator.Rules;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Analysis;

/// <summary>
/// Which operations can throw, given what is known of their operands: those that can are neither moved to where they
/// would not have run nor dropped where the user wrote them.
/// </summary>
internal sealed class Faults(Func<Value, Expression?> definitionOf) : ExpressionVisitor<bool>
{
    public bool Possible(Expression expression) => expression.Accept(this);

    public override bool VisitConstant(Constant expression) => false;

    public override bool VisitUnary(Unary expression) => false;

    public override bool VisitBinary(Binary expression) => expression.IsChecked
        || expression.Operator is BinaryOperator.Divide or BinaryOperator.Remainder
        && !expression.Type.IsFloating
        && !(definitionOf(expression.Right) is Constant { Bits: not (0 or -1) });

    public override bool VisitConvert(Convert expression) => expression.IsChecked;

    public override bool VisitCall(Call expression) => !Spelling.IsStandard(expression)
        || expression.Key is "Sign" or "Clamp" or "DivRem"
        || (expression.Key == "Abs" && !expression.Type.IsFloating)
        || (expression.Key == "Round" && expression.Arguments.Count > 1);

    public override bool VisitSelect(Select expression) => false;

    public override bool VisitStopGradient(StopGradient expression) => false;

    public override bool VisitLoad(Load expression) => !expression.IsChecked;

    public override bool VisitLength(Length expression) => false;

    public override bool VisitSlice(Slice expression) => expression.CanThrow;

    public override bool VisitRow(Row expression) => true;

    public override bool VisitAllocate(Allocate expression) => !(definitionOf(expression.Count) is Constant { Bits: >= 0 } or Length);

    public override bool VisitNewTape(NewTape expression) => false;

    public override bool VisitPop(Pop expression) => false;

    public override bool VisitExternal(External expression) => false;

    public override bool VisitBroadcast(Broadcast expression) => false;

    public override bool VisitLaneLoad(LaneLoad expression) => !expression.IsInside;

    public override bool VisitLaneSum(LaneSum expression) => false;

    public override bool VisitMultiplyAdd(MultiplyAdd expression) => false;

    public override bool VisitLaneNumbers(LaneNumbers expression) => false;

    public override bool VisitLaneCount(LaneCount expression) => false;
}
