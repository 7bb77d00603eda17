using System.Collections.Concurrent;
using System.Reflection;
using SourceGrad.Generator.Ir;
using Convert = SourceGrad.Generator.Ir.Convert;

namespace SourceGrad.Generator.Tests.Ir;

/// <summary>Evaluates one expression on the values there are.</summary>
internal sealed class ExpressionEvaluator(
    IReadOnlyDictionary<int, object> values, IReadOnlyDictionary<string, object> externals) : ExpressionVisitor<object>
{
    private static readonly ConcurrentDictionary<string, MethodInfo> s_methods = new();

    public override object VisitConstant(Constant expression) => expression.Type.Kind switch
    {
        ScalarKind.Bool => expression.AsBool,
        ScalarKind.Int => (int)expression.Bits,
        ScalarKind.Long => expression.Bits,
        ScalarKind.Float => (float)expression.AsDouble,
        ScalarKind.Double => expression.AsDouble,
        ScalarKind.Parameter => throw new NotSupportedException("Numbers of a type parameter have no precision here."),
    };

    public override object VisitUnary(Unary expression) =>
        Lanes.Each(lanes => ScalarArithmetic.Unary(expression.Operator, lanes[0]), Read(expression.Operand));

    public override object VisitBinary(Binary expression) =>
        Lanes.Each(lanes => ScalarArithmetic.Binary(expression.Operator, lanes[0], lanes[1]), Read(expression.Left), Read(expression.Right));

    public override object VisitConvert(Convert expression) => ScalarArithmetic.Convert(expression.Type.Kind, Read(expression.Operand));

    public override object VisitCall(Call expression) =>
        Lanes.Each(
            lanes => Call(expression.Type.IsLanes ? Lanes.ScalarMethod(expression) : expression.Method, lanes, expression.Type.Kind),
            [.. expression.Arguments.Select(Read)]);

    public override object VisitSelect(Select expression) =>
        Lanes.Each(lanes => (bool)lanes[0] ? lanes[1] : lanes[2], Read(expression.Condition), Read(expression.WhenTrue), Read(expression.WhenFalse));

    public override object VisitStopGradient(StopGradient expression) => Read(expression.Operand);

    public override object VisitLoad(Load expression) => ((View)Read(expression.Buffer))[(int)Read(expression.Index)];

    public override object VisitLength(Length expression)
    {
        View view = (View)Read(expression.Buffer);
        return expression.Dimension == 0 ? view.Length : view.Length == 0 ? 0 : ((View)view[0]).Length;
    }

    /// <summary>A table is a view of views.</summary>
    public override object VisitRow(Row expression) => ((View)Read(expression.Table))[(int)Read(expression.Index)];

    public override object VisitSlice(Slice expression)
    {
        View buffer = (View)Read(expression.Buffer);
        int start = (int)Read(expression.Start) * expression.Unit, count = (int)Read(expression.Count) * expression.Unit;
        return expression.IsClamped ? buffer.Part(start, count)
            : expression.IsRun && count <= 0 ? buffer.Slice(0, 0)
            : buffer.Slice(start, count);
    }

    public override object VisitAllocate(Allocate expression) => Fresh(expression.Type, checked((int)System.Convert.ToInt64(Read(expression.Count))));

    public override object VisitNewTape(NewTape expression) => expression.Capacity is Value capacity
        ? Fresh(expression.Type, Math.Max(0, (int)Read(capacity)))
        : new Stack<object>();

    public override object VisitPop(Pop expression) => ((Stack<object>)Read(expression.Tape)).Pop();

    public override object VisitExternal(External expression) =>
        externals[expression.Text] is Array array ? new View(array) : externals[expression.Text];

    public override object VisitBroadcast(Broadcast expression) => Enumerable.Repeat(Read(expression.Operand), Lanes.Count).ToArray();

    public override object VisitLaneLoad(LaneLoad expression)
    {
        var buffer = (View)Read(expression.Buffer);
        int index = (int)Read(expression.Index), stride = expression.Stride is null ? 1 : (int)Read(expression.Stride);
        return Enumerable.Range(0, Lanes.Count).Select(k => buffer[index + (k * stride)]).ToArray();
    }

    public override object VisitLaneSum(LaneSum expression) =>
        ((object[])Read(expression.Operand)).Aggregate((left, right) => ScalarArithmetic.Binary(BinaryOperator.Add, left, right));

    public override object VisitMultiplyAdd(MultiplyAdd expression) => ((object[])Read(expression.Left)).Select((left, k) => ScalarArithmetic.Binary(
        BinaryOperator.Add, ScalarArithmetic.Binary(BinaryOperator.Multiply, left, ((object[])Read(expression.Right))[k]), ((object[])Read(expression.Addend))[k])).ToArray();

    public override object VisitLaneNumbers(LaneNumbers expression) =>
        Enumerable.Range(0, Lanes.Count).Select(k => ScalarArithmetic.Convert(expression.Type.Kind, k)).ToArray();

    public override object VisitLaneCount(LaneCount expression) => Lanes.Count;

    /// <summary>Calls a static method by its C# name: the reference for every pure function.</summary>
    public static object Call(string method, object[] arguments, ScalarKind kind)
    {
        string key = $"{method}({string.Join(",", arguments.Select(argument => argument.GetType().Name))})";
        object result = s_methods.GetOrAdd(key, _ => Find(method, arguments))
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        Assert.Equal(TypeOf(kind), result.GetType());
        return result;
    }

    private static View Fresh(IrType type, int length) => length < 0
        ? throw new OverflowException()
        : new View(type.IsLanes ? Enumerable.Range(0, length).Select(_ => Lanes.Zeros(type.Kind)).ToArray() : Array.CreateInstance(TypeOf(type.Kind), length));

    private static Type TypeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool => typeof(bool),
        ScalarKind.Int => typeof(int),
        ScalarKind.Long => typeof(long),
        ScalarKind.Float => typeof(float),
        ScalarKind.Double => typeof(double),
        ScalarKind.Parameter => throw new NotSupportedException("A type parameter has no type here."),
    };

    private static MethodInfo Find(string method, object[] arguments)
    {
        int dot = method.LastIndexOf('.');
        string owner = method[..dot];
        Type? type = owner switch
        {
            "double" => typeof(double),
            "float" => typeof(float),
            "int" => typeof(int),
            "long" => typeof(long),
            _ => AppDomain.CurrentDomain.GetAssemblies().Select(assembly => assembly.GetType(owner)).FirstOrDefault(found => found is not null),
        };
        return type?.GetMethod(method[(dot + 1)..], BindingFlags.Static | BindingFlags.Public, [.. arguments.Select(argument => argument.GetType())])
            ?? throw new MissingMethodException(method);
    }

    private object Read(Value value) => values[value.Id];
}
