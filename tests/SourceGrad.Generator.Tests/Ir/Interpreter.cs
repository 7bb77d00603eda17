using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Tests.Ir;

/// <summary>
/// Runs a function of the IR with the semantics of the C# it stands for: every operation in the precision of its type,
/// integers wrap around, indices and divisions are checked. This is the reference: a pass is right when the
/// interpreter computes the same before and after.
/// </summary>
internal sealed class Interpreter : StatementVisitor<bool>
{
    private readonly Dictionary<int, object> _values = [];
    private readonly List<string> _guards = [];
    private readonly ExpressionEvaluator _expressions;
    private readonly IReadOnlyDictionary<string, Func<IReadOnlyList<object>, IReadOnlyList<object>>> _methods;
    private int _fuel = 5_000_000;

    private Interpreter(
        IReadOnlyDictionary<string, object>? externals, IReadOnlyDictionary<string, Func<IReadOnlyList<object>, IReadOnlyList<object>>>? methods)
    {
        _methods = methods ?? new Dictionary<string, Func<IReadOnlyList<object>, IReadOnlyList<object>>>();
        _expressions = new ExpressionEvaluator(_values, externals ?? new Dictionary<string, object>());
    }

    /// <summary>
    /// Runs the function: scalars as bool, int, long, float or double, buffers as arrays, which it changes as the function
    /// does. Returns the yields of its body.
    /// </summary>
    public static IReadOnlyList<object> Run(Function function, params object[] arguments) =>
        Run(function, arguments, externals: null).Outputs;

    public static (IReadOnlyList<object> Outputs, IReadOnlyList<string> Guards) Run(
        Function function,
        IReadOnlyList<object> arguments,
        IReadOnlyDictionary<string, object>? externals,
        IReadOnlyDictionary<string, Func<IReadOnlyList<object>, IReadOnlyList<object>>>? methods = null)
    {
        var interpreter = new Interpreter(externals, methods);
        Assert.Equal(function.Parameters.Count, arguments.Count);
        for (int i = 0; i < arguments.Count; i++)
        {
            object value = arguments[i] is Array array ? new View(array) : arguments[i];
            interpreter._values[function.Parameters[i].Id] = value;
        }

        interpreter.Execute(function.Body);
        return (interpreter.Read(function.Body.Yields), interpreter._guards);
    }

    public override bool VisitLet(Let statement)
    {
        _values[statement.Result.Id] = statement.Expression.Accept(_expressions);
        return true;
    }

    public override bool VisitStore(Store statement)
    {
        var buffer = (View)Read(statement.Buffer);
        int index = (int)Read(statement.Index);
        if (statement.Operand.Type.IsLanes && !statement.Buffer.Type.IsLanes)
        {
            var lanes = (object[])Read(statement.Operand);
            int stride = statement.Stride is null ? 1 : (int)Read(statement.Stride);
            for (int k = 0; k < lanes.Length; k++)
            {
                buffer[index + (k * stride)] = lanes[k];
            }

            return true;
        }

        buffer[index] = Read(statement.Operand);
        return true;
    }

    public override bool VisitAccumulate(Accumulate statement)
    {
        var buffer = (View)Read(statement.Buffer);
        int index = (int)Read(statement.Index);
        if (statement.Operand.Type.IsLanes && !statement.Buffer.Type.IsLanes)
        {
            var lanes = (object[])Read(statement.Operand);
            int stride = statement.Stride is null ? 1 : (int)Read(statement.Stride);
            for (int k = 0; k < lanes.Length; k++)
            {
                buffer[index + (k * stride)] = ScalarArithmetic.Binary(BinaryOperator.Add, buffer[index + (k * stride)], lanes[k]);
            }

            return true;
        }

        buffer[index] = Lanes.Each(lanes => ScalarArithmetic.Binary(BinaryOperator.Add, lanes[0], lanes[1]), buffer[index], Read(statement.Operand));
        return true;
    }

    public override bool VisitClear(Clear statement)
    {
        ((View)Read(statement.Buffer)).Clear();
        return true;
    }

    public override bool VisitCopy(Copy statement)
    {
        ((View)Read(statement.From)).CopyTo((View)Read(statement.To));
        return true;
    }

    public override bool VisitPush(Push statement)
    {
        ((Stack<object>)Read(statement.Tape)).Push(Read(statement.Operand));
        return true;
    }

    public override bool VisitGuard(Guard statement)
    {
        string text = string.Format(
            System.Globalization.CultureInfo.InvariantCulture, statement.Template, [.. Read(statement.Arguments)]);
        _guards.Add(text);
        return statement.Diverges ? throw new GuardException(text) : true;
    }

    /// <summary>The method gets what goes in, buffers as views, and gives what comes out.</summary>
    public override bool VisitInvoke(Invoke statement)
    {
        Bind(statement.Outputs, _methods[statement.Callee.Method](Read(statement.Arguments)));
        return true;
    }

    public override bool VisitIf(If statement)
    {
        Region region = (bool)Read(statement.Condition) ? statement.Then : statement.Else;
        Execute(region);
        Bind(statement.Outputs, Read(region.Yields));
        return true;
    }

    public override bool VisitFor(For statement)
    {
        bool wide = statement.Index.Type == IrType.Long;
        long from = System.Convert.ToInt64(Read(statement.From)), to = System.Convert.ToInt64(Read(statement.To));
        long step = statement.LaneKind is null ? statement.Step : statement.Step * Lanes.Count;
        long trips = from >= to ? 0 : statement.LaneKind is null ? ((to - from - 1) / step) + 1 : (to - from) / step;
        IReadOnlyList<object> carried = Read(statement.Initials);
        for (long trip = 0; trip < trips; trip++)
        {
            Burn();
            long index = from + ((statement.Reversed ? trips - 1 - trip : trip) * step);
            _values[statement.Index.Id] = wide ? index : (object)(int)index;
            Bind(statement.Parameters, carried);
            Execute(statement.Body);
            carried = Read(statement.Body.Yields);
        }

        Bind(statement.Outputs, carried);
        if (statement.Next is Value next)
        {
            _values[next.Id] = (int)(from + (trips * step));
        }

        return true;
    }

    public override bool VisitWhile(While statement)
    {
        IReadOnlyList<object> carried = Read(statement.Initials);
        while (true)
        {
            Burn();
            Bind(statement.Parameters, carried);
            Execute(statement.Test);
            if (!(bool)Read(statement.Test.Yields[0]))
            {
                break;
            }

            Execute(statement.Body);
            carried = Read(statement.Body.Yields);
        }

        Bind(statement.Outputs, carried);
        return true;
    }

    private void Execute(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            statement.Accept(this);
        }
    }

    private void Burn()
    {
        if (--_fuel == 0)
        {
            throw new InvalidOperationException("The function does not seem to end.");
        }
    }

    private object Read(Value value) => _values[value.Id];

    private IReadOnlyList<object> Read(IEnumerable<Value> values) => [.. values.Select(Read)];

    private void Bind(IReadOnlyList<Value> values, IReadOnlyList<object> bound)
    {
        for (int i = 0; i < values.Count; i++)
        {
            _values[values[i].Id] = bound[i];
        }
    }
}

/// <summary>What a diverging guard throws here; the message is its C# text.</summary>
internal sealed class GuardException(string text) : Exception(text);
