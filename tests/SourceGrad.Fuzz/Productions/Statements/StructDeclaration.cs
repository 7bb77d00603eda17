using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>P p = …;</c>, a copy.</summary>
public sealed record StructDeclaration(Variable Variable, StructExpr Value, bool IsVar) : Stmt
{
    public override IReadOnlyList<Node> Children => [Value];

    public override IEnumerable<Variable> Declares => [Variable];

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.Types.Count == 0)
        {
            return null;
        }

        StructType type = b.Pick(b.Types);
        StructExpr value = b.StructExpression(type, b.Deep);
        return new StructDeclaration(b.DeclareStruct(type), value, type.Form != StructForm.Tuple && b.Chance(25));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Value = (StructExpr)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Write($"{(IsVar ? "var" : Variable.TypeText)} {Variable.Name} = ").Write(Value).Line(";");

    public override Jump Execute(Machine machine)
    {
        machine.Write(Variable, Value.Evaluate(machine));
        return Jump.None;
    }
}
