using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>A function within the method; it reads and writes the method's locals.</summary>
public sealed record LocalFunction(Method Method) : Stmt, IDeclaresMethod
{
    public override IReadOnlyList<Node> Children => [Method.Body];

    public override IEnumerable<Variable> Declares => Method.Parameters;

    public static Stmt? Make(Builder b, int depth) => b.IsNested || b.LoopDepth > 0 || depth <= 0 ? null : new LocalFunction(b.LocalFunction(depth - 1));

    public override Node With(IReadOnlyList<Node> children) => new LocalFunction(Method with { Body = (Block)children[0] });

    public override void Print(CodeWriter writer) => Method.Print(writer, "");

    public override Jump Execute(Machine machine) => Jump.None;
}
