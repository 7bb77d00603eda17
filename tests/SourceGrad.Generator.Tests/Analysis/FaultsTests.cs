using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Tests.Analysis;

/// <summary>For each kind of operation whether it can throw.</summary>
public sealed class FaultsTests
{
    private static readonly Value s_x = new(0, IrType.Double, null), s_n = new(1, IrType.Int, null), s_flag = new(2, IrType.Bool, null);
    private static readonly Value s_buffer = new(3, IrType.Double.As(Shape.Span), null), s_tape = new(4, IrType.Double.As(Shape.Tape), null), s_stack = new(40, IrType.Double.As(Shape.Stack), null), s_rows = new(5, IrType.Double.As(Shape.Rows), null);
    private static readonly Value s_zero = new(6, IrType.Int, null), s_three = new(7, IrType.Int, null), s_minusOne = new(8, IrType.Int, null), s_length = new(9, IrType.Int, null);
    private static readonly Value s_lanes = new(10, IrType.Double.Lanes, null);

    private static readonly Dictionary<Value, Expression> s_definitions = new()
    {
        [s_zero] = Constant.Int(0),
        [s_three] = Constant.Int(3),
        [s_minusOne] = Constant.Int(-1),
        [s_length] = new Length(s_buffer),
    };

    private static readonly Dictionary<string, (Expression Expression, bool MayThrow)> s_table = new()
    {
        ["constant"] = (Constant.Int(1), false),
        ["negation"] = (new Unary(UnaryOperator.Negate, s_n), false),
        ["sum"] = (new Binary(BinaryOperator.Add, s_n, s_n), false),
        ["checked sum"] = (new Binary(BinaryOperator.Add, s_n, s_n) { IsChecked = true }, true),
        ["quotient"] = (new Binary(BinaryOperator.Divide, s_n, s_n), true),
        ["quotient by zero"] = (new Binary(BinaryOperator.Divide, s_n, s_zero), true),
        ["quotient by three"] = (new Binary(BinaryOperator.Divide, s_n, s_three), false),
        ["remainder by minus one"] = (new Binary(BinaryOperator.Remainder, s_n, s_minusOne), true),
        ["quotient of reals"] = (new Binary(BinaryOperator.Divide, s_x, s_x), false),
        ["conversion"] = (new Convert(IrType.Int, s_x), false),
        ["checked conversion"] = (new Convert(IrType.Int, s_x) { IsChecked = true }, true),
        ["exponential"] = (Call(IrType.Double, "System.Math.Exp", s_x), false),
        ["absolute value"] = (Call(IrType.Double, "System.Math.Abs", s_x), false),
        ["absolute value of an integer"] = (Call(IrType.Int, "System.Math.Abs", s_n), true),
        ["sign"] = (Call(IrType.Int, "System.Math.Sign", s_x), true),
        ["limits"] = (Call(IrType.Double, "System.Math.Clamp", s_x, s_x, s_x), true),
        ["rounding"] = (Call(IrType.Double, "System.Math.Round", s_x), false),
        ["rounding to digits"] = (Call(IrType.Double, "System.Math.Round", s_x, s_n), true),
        ["power"] = (Call(IrType.Double, "System.Math.Pow", s_x, s_x), false),
        ["something of the user's"] = (Call(IrType.Double, "Users.Own", s_x), true),
        ["choice"] = (new Select(s_flag, s_x, s_x), false),
        ["stop"] = (new StopGradient(s_x), false),
        ["element"] = (new Load(s_buffer, s_n), true),
        ["element that was looked at"] = (new Load(s_buffer, s_n) { IsChecked = true }, false),
        ["length"] = (new Length(s_buffer), false),
        ["slice"] = (new Slice(s_buffer.Type, s_buffer, s_n, s_n), true),
        ["as much of a slice as there is"] = (new Slice(s_buffer.Type, s_buffer, s_n, s_n, IsClamped: true), false),
        ["row"] = (new Row(IrType.Double.As(Shape.Array), s_rows, s_n), true),
        ["allocation"] = (new Allocate(s_buffer.Type, s_n, OnStack: false), true),
        ["allocation of a known number"] = (new Allocate(s_buffer.Type, s_three, OnStack: false), false),
        ["allocation of nothing"] = (new Allocate(s_buffer.Type, s_zero, OnStack: false), false),
        ["allocation of less than nothing"] = (new Allocate(s_buffer.Type, s_minusOne, OnStack: false), true),
        ["allocation as long as a buffer"] = (new Allocate(s_buffer.Type, s_length, OnStack: false), false),
        ["new tape"] = (new NewTape(s_tape.Type, s_n), false),
        ["taken from a tape"] = (new Pop(s_stack), false),
        ["C# from outside"] = (new External(IrType.Double, "Outside"), false),
        ["broadcast"] = (new Broadcast(IrType.Double.Lanes, s_x), false),
        ["lanes of a buffer"] = (new LaneLoad(s_buffer, s_n, null, IsInside: false), true),
        ["lanes that are there"] = (new LaneLoad(s_buffer, s_n, null, IsInside: true), false),
        ["sum of lanes"] = (new LaneSum(s_lanes), false),
        ["fused sum"] = (new MultiplyAdd(s_lanes, s_lanes, s_lanes), false),
        ["numbers of lanes"] = (new LaneNumbers(IrType.Double.Lanes), false),
        ["count of lanes"] = (new LaneCount(ScalarKind.Double), false),
    };

    public static TheoryData<string> Names => [.. s_table.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void MayThrow(string operation) =>
        Assert.Equal(s_table[operation].MayThrow, new Faults(value => s_definitions.GetValueOrDefault(value)).Possible(s_table[operation].Expression));

    [Fact]
    public void TableHasEveryOperation() => Assert.Equal(
        typeof(Expression).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(Expression)) && !type.IsAbstract).Select(type => type.Name).Order(),
        s_table.Values.Select(row => row.Expression.GetType().Name).Distinct().Order());

    private static Call Call(IrType type, string method, params Value[] arguments) => new(type, method, EquatableArray<Value>.Of(arguments));
}
