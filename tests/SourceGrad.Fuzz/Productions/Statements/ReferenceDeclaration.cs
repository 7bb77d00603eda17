using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Statements;

/// <summary><c>ref double r = ref a[i];</c>: another name for a place.</summary>
public sealed record ReferenceDeclaration(Variable Variable, Place Place) : Stmt, IMakesView
{
    public override IReadOnlyList<Node> Children => [Place];

    public override IEnumerable<Variable> Declares => [Variable];

    Variable? IMakesView.View => Variable;

    Variable? IMakesView.Source => Place.Memory;

    public static Stmt? Make(Builder b, int depth)
    {
        ScalarType type = b.Chance(85) ? b.RealType : ScalarType.Int;
        return b.ReferencePlace(type, 1) is { } place
            ? new ReferenceDeclaration(b.DeclareReference(type), place)
            : null;
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Place = (Place)children[0] };

    public override void Print(CodeWriter writer) => writer.Write($"ref {Variable.TypeText} {Variable.Name} = ref ").Write(Place).Line(";");

    public override Jump Execute(Machine machine)
    {
        machine.Scalars.Bind(Variable.Slot, Place.Locate(machine));
        return Jump.None;
    }
}
