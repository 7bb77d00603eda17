using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary>Statements in braces.</summary>
public sealed record Block(IReadOnlyList<Stmt> Statements) : Stmt
{
    public override IReadOnlyList<Node> Children => Statements;

    public override Node With(IReadOnlyList<Node> children) => new Block([.. children.Cast<Stmt>()]);

    public override void Print(CodeWriter writer)
    {
        writer.Open();
        foreach (Stmt statement in Statements)
        {
            writer.Write(statement);
        }

        writer.Close();
    }

    public override Jump Execute(Machine machine)
    {
        foreach (Stmt statement in Statements)
        {
            if (statement.Execute(machine) is var jump and not Jump.None)
            {
                return jump;
            }
        }

        return Jump.None;
    }
}
