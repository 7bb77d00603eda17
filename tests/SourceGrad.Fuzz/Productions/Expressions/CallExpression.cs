using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A call of a method or a local function that returns a number.</summary>
/// <param name="Method">Its signature.</param>
public sealed record CallExpression(Method Method, IReadOnlyList<Node> Arguments) : Expr(Method.ReturnType!.Value), IPassesBuffers
{
    public override IReadOnlyList<Node> Children => Arguments;

    public string Callee => Method.Name;

    public static Expr? Make(Builder b, ScalarType type, int depth) =>
        b.Callable(m => m.ReturnType == type) is { } method && b.ArgumentsFor(method, depth - 1) is { } arguments
            ? new CallExpression(method, arguments)
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = children };

    public override void Print(CodeWriter writer) => CallForm.Print(writer, Method, Arguments);

    public override Datum Evaluate(Machine machine) => CallForm.Invoke(machine, Callee, Arguments)[0];
}
