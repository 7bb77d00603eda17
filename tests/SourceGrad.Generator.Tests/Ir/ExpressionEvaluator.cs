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
    };

    public override object VisitUnary(Unary expression) => ScalarArithmetic.Unary(expression.Operator, Read(expression.Operand));

    public override object VisitBinary(Binary expression) =>
        ScalarArithmetic.Binary(expression.Operator, Read(expression.Left), Read(expression.Right));

    public override object VisitConvert(Convert expression) => ScalarArithmetic.Convert(expression.Type.Kind, Read(expression.Operand));

    public override object VisitCall(Call expression) =>
        Call(expression.Method, [.. expression.Arguments.Select(Read)], expression.Type.Kind);

    public override object VisitSelect(Select expression) =>
        Read((bool)Read(expression.Condition) ? expression.WhenTrue : expression.WhenFalse);

    public override object VisitStopGradient(StopGradient expression) => Read(expression.Operand);

    public override object VisitLoad(Load expression) => ((View)Read(expression.Buffer))[(int)Read(expression.Index)];

    public override object VisitLength(Length expression) => ((View)Read(expression.Buffer)).Length;

    public override object VisitSlice(Slice expression) =>
        ((View)Read(expression.Buffer)).Slice((int)Read(expression.Start), (int)Read(expression.Count));

    public override object VisitAllocate(Allocate expression) =>
        Fresh(expression.Type.Kind, checked((int)System.Convert.ToInt64(Read(expression.Count))));

    public override object VisitNewTape(NewTape expression) => expression.Capacity is Value capacity
        ? Fresh(expression.Type.Kind, Math.Max(0, (int)Read(capacity)))
        : new Stack<object>();

    public override object VisitPop(Pop expression) => ((Stack<object>)Read(expression.Tape)).Pop();

    public override object VisitExternal(External expression) =>
        externals[expression.Text] is Array array ? new View(array) : externals[expression.Text];

    /// <summary>Calls a static method by its C# name: the reference for every pure function.</summary>
    public static object Call(string method, object[] arguments, ScalarKind kind)
    {
        string key = $"{method}({string.Join(",", arguments.Select(argument => argument.GetType().Name))})";
        object result = s_methods.GetOrAdd(key, _ => Find(method, arguments))
            .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null)!;
        Assert.Equal(TypeOf(kind), result.GetType());
        return result;
    }

    private static View Fresh(ScalarKind kind, int length) => length < 0
        ? throw new OverflowException()
        : new View(Array.CreateInstance(TypeOf(kind), length));

    private static Type TypeOf(ScalarKind kind) => kind switch
    {
        ScalarKind.Bool => typeof(bool),
        ScalarKind.Int => typeof(int),
        ScalarKind.Long => typeof(long),
        ScalarKind.Float => typeof(float),
        ScalarKind.Double => typeof(double),
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
