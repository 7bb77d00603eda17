using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>ref x</c>, <c>out a[i]</c>, <c>in x</c>: the place itself as an argument.</summary>
public sealed record RefArgument(Place Place, Passing By) : Node, IArgument
{
    public override IReadOnlyList<Node> Children => [Place];

    public Variable? Passed => Place.Memory;

    public override Node With(IReadOnlyList<Node> children) => this with { Place = (Place)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Write(By switch { Passing.Ref => "ref ", Passing.Out => "out ", _ => "in " }).Write(Place);

    public Action Pass(Machine machine, Variable parameter)
    {
        Location location = Place.Locate(machine);
        return () => machine.Scalars.Bind(parameter.Slot, location);
    }
}
