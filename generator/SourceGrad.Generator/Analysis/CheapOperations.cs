using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Analysis;

/// <summary>Which operations cost less to repeat than to record: a few cycles, no loop, no effect, and never a fault.</summary>
internal sealed class CheapOperations : ExpressionVisitor<bool>
{
    private static readonly CheapOperations Instance = new();

    private static readonly HashSet<string> CheapCalls =
    [
        "Abs", "Max", "Min", "Clamp", "CopySign", "Sign", "Sqrt", "FusedMultiplyAdd", "MultiplyAddEstimate",
        "Floor", "Ceiling", "Truncate", "Round", "MaxMagnitude", "MinMagnitude", "MaxNumber", "MinNumber",
        "IsNaN", "IsFinite", "IsInfinity", "IsNegative", "IsPositive", "BitIncrement", "BitDecrement",
        "DegreesToRadians", "RadiansToDegrees", "Lerp",
    ];

    public static bool Contains(Expression expression) => expression.Accept(Instance);

    public override bool VisitConstant(Constant expression) => true;

    public override bool VisitUnary(Unary expression) => true;

    public override bool VisitBinary(Binary expression) => true;

    public override bool VisitConvert(Ir.Convert expression) => true;

    public override bool VisitCall(Call expression) => CheapCalls.Contains(expression.Key);

    public override bool VisitSelect(Select expression) => true;

    public override bool VisitStopGradient(StopGradient expression) => true;

    public override bool VisitLoad(Load expression) => expression.Buffer.Type.Shape != Shape.Tape;

    public override bool VisitLength(Length expression) => true;

    public override bool VisitSlice(Slice expression) => true;

    public override bool VisitRow(Row expression) => true;

    public override bool VisitAllocate(Allocate expression) => false;

    public override bool VisitNewTape(NewTape expression) => false;

    public override bool VisitPop(Pop expression) => false;

    public override bool VisitExternal(External expression) => true;

    public override bool VisitBroadcast(Broadcast expression) => true;

    public override bool VisitLaneLoad(LaneLoad expression) => true;

    public override bool VisitLaneSum(LaneSum expression) => true;

    public override bool VisitMultiplyAdd(MultiplyAdd expression) => true;

    public override bool VisitLaneNumbers(LaneNumbers expression) => true;

    public override bool VisitLaneCount(LaneCount expression) => true;
}
