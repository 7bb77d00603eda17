using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Queries;

/// <summary>An operator of a query.</summary>
/// <param name="Parameters">Of its lambda.</param>
/// <param name="Operand">The lambda's body, or what is put at an end.</param>
/// <param name="Other">A second source.</param>
public sealed record SequenceStep(string Name, IReadOnlyList<Variable> Parameters, Expr? Operand, Variable? Other, int Count) : Node
{
    private static readonly string[] s_names =
        ["Select", "Select", "Where", "Take", "Skip", "Append", "Prepend", "Reverse", "Zip", "Concat", "Index"];

    public override IReadOnlyList<Node> Children => Operand is null ? [] : [Operand];

    public override IEnumerable<Variable> Declares => Parameters;

    public override IEnumerable<Variable> Uses => Other is null ? [] : [Other];

    /// <summary>One that does not apply is null.</summary>
    public static SequenceStep? Make(Builder b, ScalarType type, int depth, bool isFirst)
    {
        string name = b.Pick(s_names);
        switch (name)
        {
            case "Select" or "Where":
                Variable element = b.Reserve(type, assignable: false);
                return new SequenceStep(name, [element], b.InLambda([element], () => b.Expression(name == "Select" ? type : ScalarType.Bool, depth - 1)), null, 0);
            case "Take" or "Skip":
                return new SequenceStep(name, [], null, null, name == "Take" ? b.Between(b.Chance(10) ? 0 : 1, 3) : b.Below(2));
            case "Append" or "Prepend":
                return new SequenceStep(name, [], b.Expression(type, depth - 1), null, 0);
            case "Reverse":
                // Of an array itself it is another method, which turns the array around.
                return isFirst ? null : new SequenceStep(name, [], null, null, 0);
            case "Index":
                string pair = b.Name("pair");
                Variable[] parts = [b.Reserve(ScalarType.Int, assignable: false, pair + ".Index"), b.Reserve(type, assignable: false, pair + ".Item")];
                return new SequenceStep(name, parts, b.InLambda(parts, () => b.Expression(type, depth - 1)), null, 0);
            default:
                if (b.PickBuffer(v => v.Type == type && v.Shape is BufferShape.Array or BufferShape.List) is not { } other)
                {
                    return null;
                }

                if (name == "Concat")
                {
                    return new SequenceStep(name, [], null, other, 0);
                }

                Variable[] both = [b.Reserve(type, assignable: false), b.Reserve(type, assignable: false)];
                return new SequenceStep(name, both, b.InLambda(both, () => b.Expression(type, depth - 1)), other, 0);
        }
    }

    public int LeastLength(int before) => Name switch
    {
        "Where" => 0,
        "Take" => Math.Min(before, Count),
        "Skip" => Math.Max(0, before - Count),
        "Append" or "Prepend" => before + 1,
        "Zip" => Math.Min(before, Other!.LeastLength),
        "Concat" => before + Other!.LeastLength,
        _ => before,
    };

    public override Node With(IReadOnlyList<Node> children) => this with { Operand = Operand is null ? null : (Expr)children[0] };

    public override void Print(CodeWriter writer)
    {
        switch (Name)
        {
            case "Select" or "Where":
                writer.Write($".{Name}({Parameters[0].Name} => ").Write(Operand!).Write(")");
                break;
            case "Index":
                writer.Write($".Index().Select({Parameters[0].Name.Split('.')[0]} => ").Write(Operand!).Write(")");
                break;
            case "Zip":
                writer.Write($".Zip({Other!.Name}, ({Parameters[0].Name}, {Parameters[1].Name}) => ").Write(Operand!).Write(")");
                break;
            case "Append" or "Prepend":
                writer.Write($".{Name}(").Write(Operand!).Write(")");
                break;
            default:
                writer.Write($".{Name}({(Name is "Take" or "Skip" ? Count : Other?.Name)})");
                break;
        }
    }

    public IEnumerable<Datum> Apply(Machine machine, IEnumerable<Datum> numbers, bool isExact)
    {
        switch (Name)
        {
            case "Select":
                return numbers.Select(x => Sequence.Call(machine, Parameters, Operand!, isExact, x));
            case "Where":
                return numbers.Where(x => Sequence.Call(machine, Parameters, Operand!, isExact, x).IsTrue);
            case "Index":
                return numbers.Index().Select(pair => Sequence.Call(machine, Parameters, Operand!, isExact, Datum.OfWhole(pair.Index), pair.Item));
            case "Take":
                return numbers.Take(Count);
            case "Skip":
                return numbers.Skip(Count);
            case "Append":
                return numbers.Append(Operand!.Evaluate(machine));
            case "Prepend":
                return numbers.Prepend(Operand!.Evaluate(machine));
            case "Reverse":
                return numbers.Reverse();
        }

        BufferView other = machine.Buffers[Other!.Slot];
        IEnumerable<Datum> others = Enumerable.Range(0, other.Length).Select(k => other[k]);
        return Name == "Zip" ? numbers.Zip(others, (x, y) => Sequence.Call(machine, Parameters, Operand!, isExact, x, y)) : numbers.Concat(others);
    }
}
