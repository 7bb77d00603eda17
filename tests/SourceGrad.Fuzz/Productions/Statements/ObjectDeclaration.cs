using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>C o = new C(…);</c>, an object of a class, and <c>C p = o;</c>, the same one.</summary>
public sealed record ObjectDeclaration(Variable Variable, StructExpr Value, bool IsVar) : Stmt
{
    public override IReadOnlyList<Node> Children => [Value];

    public override IEnumerable<Variable> Declares => [Variable];

    public static Stmt? Make(Builder b, int depth)
    {
        if (b.Classes.Count == 0)
        {
            return null;
        }

        StructType type = b.Pick(b.Classes);
        StructExpr value = b.Chance(25) && StructReference.Make(b, type, 0) is { } other ? other : NewStruct.Make(b, type, b.Deep);
        return new ObjectDeclaration(b.DeclareObject(type), value, b.Chance(25));
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Value = (StructExpr)children[0] };

    public override void Print(CodeWriter writer) => writer.Write($"{(IsVar ? "var" : Variable.TypeText)} {Variable.Name} = ").Write(Value).Line(";");

    public override Jump Execute(Machine machine)
    {
        if (Value is StructReference same)
        {
            same.Pass(machine, Variable with { IsReference = true })();
            return Jump.None;
        }

        Datum[] values = Value.Evaluate(machine);
        foreach (Variable field in Variable.Fields)
        {
            machine.Scalars.Bind(field.Slot, Location.Fresh());
        }

        machine.Write(Variable, values);
        return Jump.None;
    }
}
