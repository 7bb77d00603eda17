using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// Bounds of a value from how it is defined, so that <c>1 + x * x</c> or <c>Max(r, 1e-10)</c> is known not to be zero. It looks
/// a fixed number of definitions deep, which keeps every question cheap.
/// </summary>
internal sealed class RangeAnalysis(Func<Value, Expression?> definitionOf) : ExpressionVisitor<Range>
{
    private const int Depth = 6;

    private static readonly Range s_unit = new(-1, 1);

    private int _depth;

    public Range Of(Value value)
    {
        Range all = value.Type.Kind switch
        {
            ScalarKind.Int => new(int.MinValue, int.MaxValue),
            ScalarKind.Long => new(long.MinValue, long.MaxValue),
            _ => Range.Any,
        };
        if (_depth >= Depth || !value.Type.IsScalar || definitionOf(value) is not Expression definition)
        {
            return all;
        }

        _depth++;
        Range range = definition.Accept(this);
        _depth--;
        return value.Type.Kind switch
        {
            ScalarKind.Float => range.ToFloat(),
            ScalarKind.Double => range,
            ScalarKind.Parameter => range.ToAnyPrecision(),

            // Integer arithmetic wraps around.
            _ => range.Low >= all.Low && range.High <= all.High ? range : all,
        };
    }

    public override Range VisitConstant(Constant expression) => expression.Type switch
    {
        { IsFloating: true } => double.IsNaN(expression.AsDouble) ? Range.Any : Range.Of(expression.AsDouble),
        _ => Range.Of(expression.Bits),
    };

    public override Range VisitUnary(Unary expression) =>
        expression.Operator == UnaryOperator.Negate ? -Of(expression.Operand) : Range.Any;

    public override Range VisitBinary(Binary expression)
    {
        switch (expression.Operator)
        {
            case BinaryOperator.Multiply when expression.Left.Equals(expression.Right):
                Range factor = Of(expression.Left).Abs();
                return factor * factor;
            case BinaryOperator.Add:
                return Of(expression.Left) + Of(expression.Right);
            case BinaryOperator.Subtract:
                return Of(expression.Left) - Of(expression.Right);
            case BinaryOperator.Multiply:
                return Of(expression.Left) * Of(expression.Right);
            case BinaryOperator.Divide when expression.Type.IsFloating:
                return Of(expression.Left) / Of(expression.Right);
            default:
                return Range.Any;
        }
    }

    public override Range VisitConvert(Convert expression) =>
        expression.Type.IsFloating || expression.Operand.Type.IsInteger ? Of(expression.Operand) : Range.Any;

    public override Range VisitCall(Call expression)
    {
        if (!Spelling.IsStandard(expression))
        {
            return Range.Any;
        }

        Range Argument(int index) => Of(expression.Arguments[index]);
        return expression.Key switch
        {
            "Exp" => new(0, Math.Exp(Argument(0).High)),
            "Exp2" => new(0, Math.Pow(2, Argument(0).High)),
            "Exp10" => new(0, Math.Pow(10, Argument(0).High)),
            "Acos" or "AcosPi" or "Acosh" => Range.NonNegative,
            "Hypot" => new(0, double.PositiveInfinity, Math.Max(Argument(0).Away, Argument(1).Away) / 2),
            "Abs" => Argument(0).Abs(),
            "Sqrt" => Argument(0) is { Low: > 0 } positive ? positive.Through(Math.Sqrt) : Range.NonNegative,
            "Cosh" => new(1, double.PositiveInfinity),
            "Sin" or "Cos" or "Tanh" or "SinPi" or "CosPi" => s_unit,
            "Max" => Argument(0).Max(Argument(1)),
            "Min" => Argument(0).Min(Argument(1)),
            "Clamp" => Argument(0).Max(Argument(1)).Min(Argument(2)),
            _ => Range.Any,
        };
    }

    public override Range VisitSelect(Select expression) => Of(expression.WhenTrue).Union(Of(expression.WhenFalse));

    public override Range VisitStopGradient(StopGradient expression) => Of(expression.Operand);

    public override Range VisitLoad(Load expression) => Range.Any;

    public override Range VisitLength(Length expression) => new(0, int.MaxValue);

    public override Range VisitSlice(Slice expression) => Range.Any;

    public override Range VisitRow(Row expression) => Range.Any;

    public override Range VisitAllocate(Allocate expression) => Range.Any;

    public override Range VisitNewTape(NewTape expression) => Range.Any;

    public override Range VisitPop(Pop expression) => Range.Any;

    public override Range VisitExternal(External expression) => Range.Any;

    public override Range VisitBroadcast(Broadcast expression) => Of(expression.Operand);

    public override Range VisitLaneLoad(LaneLoad expression) => Range.Any;

    public override Range VisitLaneSum(LaneSum expression) => Range.Any;

    public override Range VisitMultiplyAdd(MultiplyAdd expression) => Range.Any;

    public override Range VisitLaneNumbers(LaneNumbers expression) => new(0, int.MaxValue);

    public override Range VisitLaneCount(LaneCount expression) => new(0, int.MaxValue);
}
