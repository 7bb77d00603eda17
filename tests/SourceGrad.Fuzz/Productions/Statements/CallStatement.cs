using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A call for its effect.</summary>
public sealed record CallStatement(string Callee, IReadOnlyList<Node> Arguments) : Stmt, IPassesBuffers
{
    public override IReadOnlyList<Node> Children => Arguments;

    public IReadOnlyList<Variable?> Buffers => [.. Arguments.Select(a => (a as BufferReference)?.Buffer)];

    public static Stmt? Make(Builder b, int depth) =>
        b.Callable(m => m.ReturnType is null || b.Chance(20)) is { } method && CallExpression.ArgumentsFor(b, method, b.Deep) is { } arguments
            ? new CallStatement(method.Name, arguments)
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = children };

    public override void Print(CodeWriter writer) => writer.Write(Callee + "(").Write(Arguments, ", ").Line(");");

    public override Jump Execute(Machine machine)
    {
        CallExpression.Invoke(machine, Callee, Arguments);
        return Jump.None;
    }
}
