using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Finds loops that look for the largest or smallest element of a buffer, and calls a method for each, which compares vectors. In the loop that takes the
/// derivative back, all of it goes to one element; so that is looked for, the loop goes, and with it the record of what was the largest before each element.
/// </summary>
/// <remarks>
/// Right because it makes no difference in which order the extreme is found, and because of equal elements it is the first that the rule of
/// <see cref="Math.Max(double, double)"/> chooses. The buffer does not change between the two loops, and no element of it can be missing. Loops around that become lanes keep theirs: each lane has its own.
/// </remarks>
/// <example>
/// <code>
/// %m = for i to length x (largest = %a) {            %m = call Largest(x, %a)
///   t[i] = largest                                   …
///   yield max(largest, x[i]) }                       %w = call Winner(x, %a, %m)
/// …                                                  %d = if %w ≥ 0 { x'[%w] += %g; yield 0 } else { yield %g }
/// %d = for i reversed (d = %g) {
///   %keep = t[i] ≥ x[i] | t[i] is NaN
///   x'[i] += %keep ? 0 : d
///   yield %keep ? d : 0 }
/// </code>
/// </example>
internal sealed class RunningExtremes : LanePass
{
    /// <summary>For each the statements up to the loop back are looked through; more loops with a record stay as they are.</summary>
    private const int MostRecorded = 64;

    private readonly Dictionary<Statement, ExtremeLoop> _forward = new(ReferenceComparer.Instance);
    private readonly Dictionary<Statement, ExtremeLoop> _reverse = new(ReferenceComparer.Instance);
    private readonly Dictionary<ExtremeLoop, Value> _views = [];
    private int _tried;

    private RunningExtremes(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
        : base(function, companions, fields, shared)
    {
    }

    /// <inheritdoc cref="Vectorizer.Run"/>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null) =>
        new RunningExtremes(function, companions, fields, shared).Rewrite(function);

    protected override Region Rewrite(Region region)
    {
        List<Statement> statements = [.. region.Statements];
        for (int at = 0; at < statements.Count; at++)
        {
            if (statements[at] is For loop && ExtremeLoop.Of(loop, Facts) is ExtremeLoop extreme)
            {
                Choose(extreme, statements, at);
            }
        }

        return base.Rewrite(region);
    }

    public override Statement? VisitFor(For statement)
    {
        if (_forward.TryGetValue(statement, out ExtremeLoop? extreme))
        {
            return Call(extreme.Method, EquatableArray<Value>.Of(View(extreme), Substitute(extreme.Initial)), statement.Outputs[0], statement);
        }

        if (_reverse.TryGetValue(statement, out extreme))
        {
            return ToTheWinner(extreme, statement);
        }

        return base.VisitFor(statement);
    }

    /// <summary>Each lane has its own.</summary>
    protected override Statement VisitChosen(For loop, LaneAnalysis lanes, bool isRepeated) => loop;

    /// <summary>The loop goes if nothing needs its record, or if the loop that does goes too.</summary>
    private void Choose(ExtremeLoop extreme, List<Statement> statements, int at)
    {
        if (extreme.Tape is null)
        {
            _forward[extreme.Loop] = extreme;
            return;
        }

        if (_tried++ >= MostRecorded)
        {
            return;
        }

        int back = statements.FindIndex(at, statement => statement is For loop && extreme.IsTakenBackBy(loop, Facts));
        if (back >= 0 && Facts.NamesOf(extreme.Tape) == 2 && !statements.GetRange(at, back - at + 1).Exists(statement => Writes(statement, Facts.RootOf(extreme.Buffer))))
        {
            _forward[extreme.Loop] = extreme;
            _reverse[statements[back]] = extreme;
        }
    }

    /// <summary>All of the derivative goes to one element, or to what there was before.</summary>
    private If ToTheWinner(ExtremeLoop extreme, For loop)
    {
        Value winner = Values.Create(IrType.Int, "winner");
        Emit(Call("Winner", EquatableArray<Value>.Of(_views[extreme], Substitute(extreme.Initial), Substitute(extreme.Loop.Outputs[0])), winner, null));
        RegionBuilder before = new(Values);
        Value isElement = before.Let(new Binary(BinaryOperator.GreaterOrEqual, winner, before.Let(Constant.Int(0))));
        before.Statements.ToList().ForEach(Emit);
        Accumulate sum = loop.Body.Statements.OfType<Accumulate>().Single();
        Value derivative = Substitute(loop.Initials[0]);
        RegionBuilder then = new(Values);
        then.Add(sum with { Buffer = Substitute(sum.Buffer), Index = winner, Operand = derivative });
        Value zero = then.Let(Constant.Zero(derivative.Type));
        return new If(isElement, then.Build(zero), new RegionBuilder(Values).Build(derivative), loop.Outputs);
    }

    /// <summary>The buffer; of an array a view as long as it is, since an array that is null has no length and a span of it would.</summary>
    private Value View(ExtremeLoop extreme)
    {
        Value buffer = Substitute(extreme.Buffer);
        if (buffer.Type.Shape == Shape.Array && Facts.DefinitionOf(buffer) is not Allocate)
        {
            RegionBuilder before = new(Values);
            buffer = before.Let(new Slice(buffer.Type.As(Shape.Span), buffer, before.Let(Constant.Int(0)), Substitute(extreme.Loop.To)), buffer.Hint is null ? null : buffer.Hint + "Part");
            before.Statements.ToList().ForEach(Emit);
        }

        return _views[extreme] = buffer;
    }

    private static Invoke Call(string method, EquatableArray<Value> arguments, Value output, Statement? source)
    {
        Callee callee = new(
            LibraryCalls.NameOf("Extreme." + method, arguments[1].Type), Enumerable.Repeat(Passing.Value, arguments.Count).ToEquatable(), Returned: 1, Pullback: null);
        return new Invoke(callee, arguments, EquatableArray<Value>.Of(output)) { Source = source?.Source, Comment = source?.Comment };
    }

    private bool Writes(Statement statement, Value root) =>
        statement is Guard
        || statement.Written.Any(buffer => Facts.RootOf(buffer) == root)
        || statement.Regions.SelectMany(region => region.Statements).Any(inner => Writes(inner, root));
}
