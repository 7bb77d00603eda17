using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>A chain of <c>Where</c> and <c>Select</c> over an array or a list, and what makes a number of it.</summary>
public sealed record Query(Variable Buffer, Variable Kept, Expr? Condition, Variable Mapped, Expr? Value, string End) : Expr(Buffer.Type)
{
    private static readonly string[] s_ends = ["Sum", "Sum", "Average", "Max", "Min", "Last"];

    public override IReadOnlyList<Node> Children => [.. new Node?[] { Condition, Value }.OfType<Node>()];

    public override IEnumerable<Variable> Uses => [Buffer];

    public override IEnumerable<Variable> Declares => [Kept, Mapped];

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        // Sums of float are computed in double and would need a rounding of their own here.
        if (type != ScalarType.Double || b.IsNested || b.PickBuffer(v => v.Type == type && v.Shape is BufferShape.Array or BufferShape.List && v.LeastLength > 0) is not { } buffer)
        {
            return null;
        }

        Variable kept = b.Reserve(type, assignable: false), mapped = b.Reserve(type, assignable: false);
        Expr? condition = b.Chance(30) ? b.InLambda([kept], () => b.Expression(ScalarType.Bool, depth - 1)) : null;
        Expr? value = b.Chance(70) ? b.InLambda([mapped], () => b.Expression(type, depth - 1)) : null;
        return new Query(buffer, kept, condition, mapped, value, condition is null || b.Chance(10) ? b.Pick(s_ends) : "Sum");
    }

    public override Node With(IReadOnlyList<Node> children) =>
        this with { Condition = Condition is null ? null : (Expr)children[0], Value = Value is null ? null : (Expr)children[^1] };

    public override void Print(CodeWriter writer)
    {
        writer.Write(Buffer.Name);
        if (Condition is not null)
        {
            writer.Write($".Where({Kept.Name} => ").Write(Condition).Write(")");
        }

        if (Value is not null)
        {
            writer.Write(End == "Last" ? $".Select({Mapped.Name} => " : $".{End}({Mapped.Name} => ").Write(Value).Write(")");
        }

        writer.Write(Value is null || End == "Last" ? $".{End}()" : "");
    }

    public override Datum Evaluate(Machine machine)
    {
        List<Datum> values = [];
        BufferView view = machine.Buffers[Buffer.Slot];

        // C# makes only the last one where nothing is left out. A lambda may write what is read after it.
        IEnumerable<int> positions = Enumerable.Range(0, view.Length);
        foreach (Datum element in (End == "Last" && Condition is null ? positions.TakeLast(1) : positions).Select(k => view[k]))
        {
            machine.Scalars[Kept.Slot] = element;
            machine.Scalars[Mapped.Slot] = element;
            if (Condition?.Evaluate(machine).IsTrue != false)
            {
                values.Add(Value?.Evaluate(machine) ?? element);
            }
        }

        if (values.Count == 0)
        {
            return End == "Sum" ? default : throw new Thrown(typeof(InvalidOperationException));
        }

        return End switch
        {
            "Last" => values[^1],
            "Max" => values.Aggregate((x, y) => y.Real > x.Real ? y : x),
            "Min" => values.Aggregate((x, y) => y.Real < x.Real ? y : x),
            _ => Mean(machine, values),
        };
    }

    private Datum Mean(Machine machine, List<Datum> values)
    {
        Datum sum = values.Aggregate(Datum.OfReal(0), (x, y) => Arithmetic.Apply(machine, Type, "+", x, y));
        return End == "Sum" ? sum : Arithmetic.Apply(machine, Type, "/", sum, Datum.OfReal(values.Count));
    }
}
