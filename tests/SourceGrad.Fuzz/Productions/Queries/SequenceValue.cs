using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Machines;
using SourceGrad.Fuzz.Productions.Expressions;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Queries;

/// <summary>What makes one number of a query.</summary>
/// <param name="Start">Of <c>Aggregate</c>.</param>
public sealed record SequenceValue(ScalarType Type, Sequence Numbers, string End, IReadOnlyList<Variable> Parameters, Expr? Start, Expr? Body) : Expr(Type)
{
    // Sums of float are computed in double and would need a rounding of their own here.
    private static readonly string[] s_ofDoubles = ["Sum", "Sum", "Average"];
    private static readonly string[] s_ofReals = ["Max", "Min", "First", "Last", "Aggregate", "Aggregate"];

    public override IReadOnlyList<Node> Children => [Numbers, .. new Node?[] { Start, Body }.OfType<Node>()];

    public override IEnumerable<Variable> Declares => Parameters;

    public static Expr? Make(Builder b, ScalarType type, int depth)
    {
        ScalarType element = type.IsReal() ? type : b.RealType;
        if (type == ScalarType.Long || Sequence.Make(b, element, depth, _ => true) is not { } numbers)
        {
            return null;
        }

        string end = type switch
        {
            ScalarType.Int => "Count",
            ScalarType.Bool => b.Pick(["Any", "All"]),
            ScalarType.Double when b.Chance(50) => b.Pick(s_ofDoubles),
            _ => b.Pick(s_ofReals),
        };
        if (end is "Average" or "Max" or "Min" or "First" or "Last" && numbers.LeastLength == 0 && b.Chance(90))
        {
            end = "Aggregate";
        }

        Variable[] parameters = [.. Enumerable.Range(0, end switch { "Aggregate" => 2, "Any" or "All" => 1, _ => 0 }).Select(_ => b.Reserve(element, assignable: false)).ToList()];
        Expr? start = end == "Aggregate" ? b.Expression(type, 0) : null;
        Expr? body = parameters.Length == 0 ? null : b.InLambda(parameters, () => end == "Aggregate" ? Guards.Bounded(b, b.Expression(type, depth - 1)) : b.Expression(ScalarType.Bool, depth - 1));
        return new SequenceValue(type, numbers, end, parameters, start, body);
    }

    public override Node With(IReadOnlyList<Node> children) => this with
    {
        Numbers = (Sequence)children[0],
        Start = Start is null ? null : (Expr)children[1],
        Body = Body is null ? null : (Expr)children[^1],
    };

    public override void Print(CodeWriter writer)
    {
        writer.Write(Numbers).Write($".{End}(");
        if (Start is not null)
        {
            writer.Write(Start).Write($", ({Parameters[0].Name}, {Parameters[1].Name}) => ").Write(Body!);
        }
        else if (Body is not null)
        {
            writer.Write($"{Parameters[0].Name} => ").Write(Body);
        }

        writer.Write(")");
    }

    public override Datum Evaluate(Machine machine)
    {
        IEnumerable<Datum> numbers = Numbers.Enumerate(machine, asksForAll: End is not ("Count" or "First" or "Last"));
        try
        {
            return End switch
            {
                "Count" => Datum.OfWhole(numbers.Count()),
                "Any" => Datum.OfBool(numbers.Any(x => Sequence.Call(machine, Parameters, Body!, true, x).IsTrue)),
                "All" => Datum.OfBool(numbers.All(x => Sequence.Call(machine, Parameters, Body!, true, x).IsTrue)),
                "First" => numbers.First(),
                "Last" => numbers.Last(),
                "Max" => numbers.Aggregate((x, y) => y.Real > x.Real ? y : x),
                "Min" => numbers.Aggregate((x, y) => y.Real < x.Real ? y : x),
                "Aggregate" => numbers.Aggregate(Start!.Evaluate(machine), (sum, x) => Sequence.Call(machine, Parameters, Body!, true, sum, x)),
                _ => Mean(machine, numbers),
            };
        }
        catch (InvalidOperationException)
        {
            // The operators of the interpreter are those of C#: there is no element.
            throw new Thrown(typeof(InvalidOperationException));
        }
    }

    private Datum Mean(Machine machine, IEnumerable<Datum> numbers)
    {
        List<Datum> all = [.. numbers];
        Datum sum = all.Aggregate(Datum.OfReal(0), (x, y) => Arithmetic.Apply(machine, Type, "+", x, y));
        return End == "Sum" ? sum
            : all.Count == 0 ? throw new Thrown(typeof(InvalidOperationException))
            : Arithmetic.Apply(machine, Type, "/", sum, Datum.OfReal(all.Count));
    }
}
