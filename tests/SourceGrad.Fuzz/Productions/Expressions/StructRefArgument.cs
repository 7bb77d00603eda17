using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>ref p</c> for a struct.</summary>
public sealed record StructRefArgument(StructPlace Place, Passing By) : Node, IArgument
{
    public override IReadOnlyList<Node> Children => [Place];

    public Variable? Passed => Place.Memory;

    public override Node With(IReadOnlyList<Node> children) => this with { Place = (StructPlace)children[0] };

    public override void Print(CodeWriter writer) =>
        writer.Write(By switch { Passing.Ref => "ref ", Passing.Out => "out ", _ => "in " }).Write(Place);

    public Action Pass(Machine machine, Variable parameter)
    {
        Location[] places = Place.Locate(machine);
        return () =>
        {
            for (int k = 0; k < places.Length; k++)
            {
                machine.Scalars.Bind(parameter.Fields[k].Slot, places[k]);
            }
        };
    }
}
