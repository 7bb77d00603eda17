using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>break;</c> or <c>continue;</c></summary>
public sealed record BreakOrContinue(bool IsBreak) : Stmt
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Line(IsBreak ? "break;" : "continue;");

    public override Jump Execute(Machine machine) => IsBreak ? Jump.Break : Jump.Continue;
}
