using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>double x; if (c) { x = … } else { x = … }</c></summary>
public sealed record SplitDeclaration(Variable Variable, Stmt Choice) : Stmt
{
    public override IReadOnlyList<Node> Children => [Choice];

    public override IEnumerable<Variable> Declares => [Variable];

    public static Stmt Make(Builder b, int depth)
    {
        ScalarType type = b.AnyType();
        Variable variable = b.Reserve(type);
        Expr condition = b.Expression(ScalarType.Bool, b.Deep);
        Block arm() => b.Block(depth - 1, 1, last: () => new Assignment(new VariableReference(variable), "", b.Settled(type, b.Deep)));
        Stmt choice = new If(condition, arm(), arm());
        b.Announce(variable);
        return new SplitDeclaration(variable, choice);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Choice = (Stmt)children[0] };

    public override void Print(CodeWriter writer) => writer.Line($"{writer.Type(Variable)} {Variable.Name};").Write(Choice);

    public override Jump Execute(Machine machine) => Choice.Execute(machine);
}
