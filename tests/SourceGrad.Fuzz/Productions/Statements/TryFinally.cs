using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>try { … } finally { … }</c>; the last part changes a local of the method, which a value already returned does not see.</summary>
public sealed record TryFinally(Block Body, Block Last) : Stmt
{
    public override IReadOnlyList<Node> Children => [Body, Last];

    public static Stmt? Make(Builder b, int depth)
    {
        if (depth <= 0 || b.PickVariable(v => v.Type == b.RealType && v.IsAssignable && !v.IsReference && v.Owner is null && v.By == Passing.Value) is not { } changed)
        {
            return null;
        }

        Block body = b.Block(depth - 1, 3);
        Expr value = b.PickVariable(v => v.Type == b.RealType) is { } other
            ? new Arithmetic(b.Pick(["+", "*", "-"]), new VariableReference(other), new Literal(b.RealType, b.Pick([0.5, 0.25, -0.5])))
            : new Literal(b.RealType, 0.5);
        return new TryFinally(body, new Block([new Assignment(new VariableReference(changed), b.Pick(["", "+", "*"]), value)]));
    }

    public override Node With(IReadOnlyList<Node> children) => new TryFinally((Block)children[0], (Block)children[1]);

    public override void Print(CodeWriter writer) => writer.Line("try").Write(Body).Line("finally").Write(Last);

    public override Jump Execute(Machine machine)
    {
        Jump jump = Body.Execute(machine);
        Datum[] result = machine.Result;
        Last.Execute(machine);
        machine.Result = result;
        return jump;
    }
}
