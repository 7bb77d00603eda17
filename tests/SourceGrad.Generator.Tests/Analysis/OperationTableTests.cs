using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>For each kind of operation: whether it is cheaper to repeat than to record, and through which operands a derivative flows.</summary>
public sealed class OperationTableTests
{
    private static readonly Value s_x = new(0, IrType.Double, null), s_y = new(1, IrType.Double, null), s_n = new(2, IrType.Int, null), s_flag = new(3, IrType.Bool, null);
    private static readonly Value s_buffer = new(4, IrType.Double.As(Shape.Span), null), s_tape = new(5, IrType.Double.As(Shape.Tape), null), s_stack = new(50, IrType.Double.As(Shape.Stack), null), s_rows = new(6, IrType.Double.As(Shape.Rows), null);

    private static readonly Dictionary<string, (Expression Expression, bool IsCheap, string Flows)> s_table = new()
    {
        ["constant"] = (Constant.Real(IrType.Double, 2), true, ""),
        ["negation"] = (new Unary(UnaryOperator.Negate, s_x), true, "0"),
        ["product"] = (new Binary(BinaryOperator.Multiply, s_x, s_y), true, "01"),
        ["comparison"] = (new Binary(BinaryOperator.Less, s_x, s_y), true, ""),
        ["conversion to a real"] = (new Convert(IrType.Float, s_x), true, "0"),
        ["conversion to an integer"] = (new Convert(IrType.Int, s_x), true, ""),
        ["exponential"] = (Call("System.Math.Exp", s_x), false, "0"),
        ["square root"] = (Call("System.Math.Sqrt", s_x), true, "0"),
        ["larger of two"] = (Call("System.Math.Max", s_x, s_y), true, "01"),
        ["sign of the second"] = (Call("System.Math.CopySign", s_x, s_y), true, "0"),
        ["rounding"] = (Call("System.Math.Floor", s_x), true, ""),
        ["choice"] = (new Select(s_flag, s_x, s_y), true, "12"),
        ["stop"] = (new StopGradient(s_x), true, ""),
        ["element"] = (new Load(s_buffer, s_n), true, "0"),
        ["element of a tape"] = (new Load(s_tape, s_n), false, "0"),
        ["length"] = (new Length(s_buffer), true, ""),
        ["slice"] = (new Slice(s_buffer.Type, s_buffer, s_n, s_n), true, "0"),
        ["row"] = (new Row(IrType.Double.As(Shape.Array), s_rows, s_n), true, "0"),
        ["allocation"] = (new Allocate(s_buffer.Type, s_n, OnStack: false), false, ""),
        ["new tape"] = (new NewTape(s_stack.Type, null), false, ""),
        ["taken from a tape"] = (new Pop(s_stack), false, ""),
        ["C# from outside"] = (new External(IrType.Double, "Outside"), true, ""),
        ["broadcast"] = (new Broadcast(IrType.Double.Lanes, s_x), true, "0"),
        ["lanes of a buffer"] = (new LaneLoad(s_buffer, s_n, null, false), true, "0"),
        ["sum of lanes"] = (new LaneSum(new Value(7, IrType.Double.Lanes, null)), true, "0"),
        ["fused sum"] = (new MultiplyAdd(new Value(7, IrType.Double.Lanes, null), new Value(8, IrType.Double.Lanes, null), new Value(9, IrType.Double.Lanes, null)), true, "012"),
        ["numbers of lanes"] = (new LaneNumbers(IrType.Double.Lanes), true, ""),
        ["count of lanes"] = (new LaneCount(ScalarKind.Double), true, ""),
    };

    public static TheoryData<string> Names => [.. s_table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void CheaperToRepeatThanToRecord(string operation) =>
        Assert.Equal(s_table[operation].IsCheap, CheapOperations.Contains(s_table[operation].Expression));

    [Theory]
    [MemberData(nameof(Names))]
    public void DerivativesFlowThrough(string operation)
    {
        Expression expression = s_table[operation].Expression;
        IEnumerable<int> flows = Enumerable.Range(0, expression.Operands.Count()).Where(k => Propagation.FlowsThrough(expression, k));
        Assert.Equal(s_table[operation].Flows, string.Concat(flows));
    }

    private static Call Call(string method, params Value[] arguments) => new(IrType.Double, method, arguments.ToEquatable());
}
