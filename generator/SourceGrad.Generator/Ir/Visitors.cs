namespace SourceGrad.Generator.Ir;

/// <summary>One method a kind of expression, all abstract: a new kind does not compile until every visitor knows it.</summary>
internal abstract class ExpressionVisitor<TResult>
{
    public abstract TResult VisitConstant(Constant expression);

    public abstract TResult VisitUnary(Unary expression);

    public abstract TResult VisitBinary(Binary expression);

    public abstract TResult VisitConvert(Convert expression);

    public abstract TResult VisitCall(Call expression);

    public abstract TResult VisitSelect(Select expression);

    public abstract TResult VisitStopGradient(StopGradient expression);

    public abstract TResult VisitLoad(Load expression);

    public abstract TResult VisitLength(Length expression);

    public abstract TResult VisitSlice(Slice expression);

    public abstract TResult VisitRow(Row expression);

    public abstract TResult VisitAllocate(Allocate expression);

    public abstract TResult VisitNewTape(NewTape expression);

    public abstract TResult VisitPop(Pop expression);

    public abstract TResult VisitExternal(External expression);

    public abstract TResult VisitBroadcast(Broadcast expression);

    public abstract TResult VisitLaneLoad(LaneLoad expression);

    public abstract TResult VisitLaneSum(LaneSum expression);

    public abstract TResult VisitMultiplyAdd(MultiplyAdd expression);

    public abstract TResult VisitLaneNumbers(LaneNumbers expression);

    public abstract TResult VisitLaneCount(LaneCount expression);
}

/// <summary>One method a kind of statement, all abstract.</summary>
internal abstract class StatementVisitor<TResult>
{
    public abstract TResult VisitLet(Let statement);

    public abstract TResult VisitStore(Store statement);

    public abstract TResult VisitAccumulate(Accumulate statement);

    public abstract TResult VisitClear(Clear statement);

    public abstract TResult VisitCopy(Copy statement);

    public abstract TResult VisitPush(Push statement);

    public abstract TResult VisitGuard(Guard statement);

    public abstract TResult VisitInvoke(Invoke statement);

    public abstract TResult VisitIf(If statement);

    public abstract TResult VisitFor(For statement);

    public abstract TResult VisitWhile(While statement);
}
