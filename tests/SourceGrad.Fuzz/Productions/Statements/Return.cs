using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>return e;</c></summary>
public sealed record Return(Node? Value) : Stmt
{
    public override IReadOnlyList<Node> Children => Value is null ? [] : [Value];

    public override Node With(IReadOnlyList<Node> children) => new Return(Value is null ? null : children[0]);

    public override void Print(CodeWriter writer)
    {
        if (Value is null)
        {
            writer.Line("return;");
        }
        else
        {
            writer.Write("return ").Write(Value).Line(";");
        }
    }

    public override Jump Execute(Machine machine)
    {
        machine.Result = Value switch
        {
            Expr number => [number.Evaluate(machine)],
            StructExpr structure => structure.Evaluate(machine),
            _ => [],
        };
        return Jump.Return;
    }
}
