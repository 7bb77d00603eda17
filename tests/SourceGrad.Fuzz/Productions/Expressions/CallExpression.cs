using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A call of a method or a local function that returns a number.</summary>
public sealed record CallExpression(ScalarType Type, string Callee, IReadOnlyList<Node> Arguments) : Expr(Type), IPassesBuffers
{
    public override IReadOnlyList<Node> Children => Arguments;

    public IReadOnlyList<Variable?> Buffers => [.. Arguments.Select(a => (a as BufferReference)?.Buffer)];

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        b.Callable(m => m.ReturnType == type) is { } method && ArgumentsFor(b, method, depth - 1) is { } arguments
            ? new CallExpression(type, method.Name, arguments)
            : null;

    public static IReadOnlyList<Node>? ArgumentsFor(Builder b, Method method, int depth)
    {
        List<Node> arguments = [];
        foreach (Variable parameter in method.Parameters)
        {
            if (!parameter.IsBuffer)
            {
                arguments.Add(b.Expression(parameter.Type, depth));
                continue;
            }

            Variable? buffer = b.PickBuffer(v => v.Type == parameter.Type && v.LeastLength >= parameter.LeastLength
                && (parameter.Shape == BufferShape.ReadOnlySpan || v.IsWritable)
                && (parameter.Shape != BufferShape.Array || v.Shape == BufferShape.Array));
            if (buffer is null)
            {
                return null;
            }

            arguments.Add(new BufferReference(buffer));
        }

        return arguments;
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = children };

    public override void Print(CodeWriter writer) => writer.Write(Callee + "(").Write(Arguments, ", ").Write(")");

    public override Datum Evaluate(Machine machine) => Invoke(machine, Callee, Arguments);

    public static Datum Invoke(Machine machine, string callee, IReadOnlyList<Node> arguments)
    {
        Method method = machine.Find(callee);
        Datum[] numbers = new Datum[arguments.Count];
        BufferView?[] buffers = new BufferView?[arguments.Count];
        for (int k = 0; k < numbers.Length; k++)
        {
            if (arguments[k] is BufferReference reference)
            {
                buffers[k] = machine.Buffers[reference.Buffer.Slot];
            }
            else
            {
                numbers[k] = ((Expr)arguments[k]).Evaluate(machine);
            }
        }

        for (int k = 0; k < numbers.Length; k++)
        {
            machine.Scalars[method.Parameters[k].Slot] = numbers[k];
            machine.Buffers[method.Parameters[k].Slot] = buffers[k]!;
        }

        return machine.Call(method);
    }
}
