using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>goto case 2;</c> or <c>goto default;</c></summary>
public sealed record GotoCase(int? Label) : Stmt
{
    public override IReadOnlyList<Node> Children => [];

    public override Node With(IReadOnlyList<Node> children) => this;

    public override void Print(CodeWriter writer) => writer.Line(Label is null ? "goto default;" : Label < 0 ? $"goto case ({Label});" : $"goto case {Label};");

    public override Jump Execute(Machine machine)
    {
        machine.Label = Label;
        return Jump.GotoCase;
    }
}
