using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>How a call is written.</summary>
internal static class CallForm
{
    /// <summary>An operator has its sign between its operands, a member of a struct comes behind what it runs on.</summary>
    public static void Print(CodeWriter writer, Method method, IReadOnlyList<Node> arguments)
    {
        if (method.Operator is { } sign)
        {
            writer.Write("(").Write(arguments[0]).Write($" {sign} ").Write(arguments[1]).Write(")");
        }
        else if (method.This is not null)
        {
            writer.Write(arguments[0]).Write($".{method.Name}(").Write(arguments.Skip(1), ", ").Write(")");
        }
        else
        {
            writer.Write(method.Name + "(").Write(arguments, ", ").Write(")");
        }
    }

    public static Datum[] Invoke(Machine machine, string callee, IReadOnlyList<Node> arguments)
    {
        Method method = machine.Find(callee);
        Action[] bindings = [.. arguments.Zip(method.Received).Select(x => ((IArgument)x.First).Pass(machine, x.Second)).ToArray()];
        return machine.Call(method, bindings);
    }
}
