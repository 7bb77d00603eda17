using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>kind switch { Kind.First => …, _ => … }</c>; the last arm is the discard.</summary>
public sealed record EnumSwitch(Variable Variable, IReadOnlyList<int> Labels, IReadOnlyList<Expr> Values) : Expr(Values[0].Type)
{
    public override IReadOnlyList<Node> Children => Values;

    public override IEnumerable<Variable> Uses => [Variable];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        if (b.PickNarrow(v => v.Narrow == NarrowType.Enum) is not { } variable)
        {
            return null;
        }

        int[] labels = [.. Enumerable.Range(0, NarrowTypes.Names.Count).Where(_ => b.Chance(60))];
        return new EnumSwitch(variable, labels, [.. labels.Append(-1).Select(_ => b.Expression(type, depth - 1)).ToList()]);
    }

    public override Node With(IReadOnlyList<Node> children) => this with { Values = [.. children.Cast<Expr>()] };

    public override void Print(CodeWriter writer)
    {
        writer.Write($"({Variable.Name} switch {{ ");
        for (int k = 0; k < Values.Count; k++)
        {
            writer.Write($"{(k < Labels.Count ? "Kind." + NarrowTypes.Names[Labels[k]] : "_")} => ").Write(Values[k]).Write(k < Labels.Count ? ", " : " })");
        }
    }

    public override Datum Evaluate(Machine machine)
    {
        int at = Labels.ToList().IndexOf(machine.Scalars[Variable.Slot].Int);
        return Values[at < 0 ? Labels.Count : at].Evaluate(machine);
    }
}
