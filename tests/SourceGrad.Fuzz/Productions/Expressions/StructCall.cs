using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A call that returns a struct; an operator is one.</summary>
public sealed record StructCall(Method Method, IReadOnlyList<Node> Arguments) : StructExpr(Method.ReturnStruct!), IPassesBuffers
{
    public override IReadOnlyList<Node> Children => Arguments;

    public string Callee => Method.Name;

    public static StructExpr? Make(Builder b, StructType type, int depth) =>
        b.Callable(m => m.ReturnStruct == type) is { } method && b.ArgumentsFor(method, depth - 1) is { } arguments
            ? new StructCall(method, arguments)
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = children };

    public override void Print(CodeWriter writer) => CallForm.Print(writer, Method, Arguments);

    public override Datum[] Evaluate(Machine machine) => CallForm.Invoke(machine, Callee, Arguments);
}
