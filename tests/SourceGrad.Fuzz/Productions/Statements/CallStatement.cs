using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A call for its effect.</summary>
public sealed record CallStatement(Method Method, IReadOnlyList<Node> Arguments) : Stmt, IPassesBuffers
{
    public override IReadOnlyList<Node> Children => Arguments;

    public string Callee => Method.Name;

    public static Stmt? Make(Builder b, int depth) =>
        b.Callable(m => m.Operator is null && (m.IsVoid || b.Chance(20))) is { } method && b.ArgumentsFor(method, b.Deep) is { } arguments
            ? new CallStatement(method, arguments)
            : null;

    public override Node With(IReadOnlyList<Node> children) => this with { Arguments = children };

    public override void Print(CodeWriter writer)
    {
        CallForm.Print(writer, Method, Arguments);
        writer.Line(";");
    }

    public override Jump Execute(Machine machine)
    {
        CallForm.Invoke(machine, Callee, Arguments);
        return Jump.None;
    }
}
