using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary><c>[> 0, _, var x, .., var y]</c>.</summary>
/// <param name="Items">Patterns and captures; a null is a discard.</param>
/// <param name="Slice">In front of which item the two points stand; negative without them.</param>
public sealed record ListPattern(ScalarType Type, IReadOnlyList<Pattern?> Items, IReadOnlyList<Variable?> Caught, int Slice) : Node
{
    public override IReadOnlyList<Node> Children => [.. Items.OfType<Pattern>()];

    public override IEnumerable<Variable> Declares => Caught.OfType<Variable>();

    public static ListPattern Make(Builder b, ScalarType type, int length, bool hasSlice, bool asks, bool catches)
    {
        Pattern?[] items = [.. Enumerable.Range(0, length).Select(k => asks && (k == 0 || b.Chance(30)) ? b.Pick(PatternChoice.Disjoint(b, type)) : null).ToList()];
        Variable?[] caught = [.. items.Select(item => catches && item is null && b.Chance(70) ? b.Reserve(type, assignable: false) : null).ToList()];
        return new ListPattern(type, items, caught, hasSlice ? b.Below(length + 1) : -1);
    }

    public override Node With(IReadOnlyList<Node> children)
    {
        Queue<Node> rest = new(children);
        return this with { Items = [.. Items.Select(item => item is null ? null : (Pattern)rest.Dequeue()).ToList()] };
    }

    public override void Print(CodeWriter writer)
    {
        writer.Write("[");
        for (int k = 0; k <= Items.Count; k++)
        {
            writer.Write(Slice == k ? k > 0 ? ", .." : ".." : "");
            if (k == Items.Count)
            {
                break;
            }

            writer.Write(k > 0 || Slice == 0 ? ", " : "");
            if (Items[k] is { } item)
            {
                writer.Write(item);
            }
            else
            {
                writer.Write(Caught[k] is { } caught ? $"var {caught.Name}" : "_");
            }
        }

        writer.Write("]");
    }

    public bool Matches(Machine machine, BufferView buffer)
    {
        if (Slice < 0 ? buffer.Length != Items.Count : buffer.Length < Items.Count)
        {
            return false;
        }

        for (int k = 0; k < Items.Count; k++)
        {
            Datum element = buffer[Slice >= 0 && k >= Slice ? buffer.Length - Items.Count + k : k];
            if (Items[k]?.Matches(Type, element) == false)
            {
                return false;
            }

            if (Caught[k] is { } caught)
            {
                machine.Scalars[caught.Slot] = element;
            }
        }

        return true;
    }
}
