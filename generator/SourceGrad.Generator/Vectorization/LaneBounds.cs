using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Makes sure, before a loop in lanes, that the elements it touches exist: the loop ends where the first of its buffers does. Whatever lies beyond is left to the
/// loop that goes on afterwards one by one, which throws as the user's loop does. The body needs no checks then.
/// </summary>
/// <example>
/// <code>
/// xPart = part x, %i * %d, %d        as much as there is
/// for j lanes from 0 to length xPart { … xPart[j] … }
/// </code>
/// </example>
internal sealed class LaneBounds(For loop, LaneAnalysis lanes, Hoisting hoisting, FunctionFacts facts, RegionBuilder before)
{
    private readonly Dictionary<(Value Buffer, Value Index), Value> _parts = [];
    private readonly List<Value> _bounded = [];
    private readonly List<Value> _ends = [];
    private Value? _count;
    private bool _isCovered;

    /// <summary>
    /// The loop in lanes counts from the user's first index where that is a number, and from zero where it is not known to be positive.
    /// </summary>
    public bool CountsFromZero { get; } = facts.ConstantOf(loop.From) is not { Bits: >= 0 };

    /// <summary>Where lanes from <paramref name="index"/> on lie: in which view, counted from where; null where the access has to check by itself.</summary>
    /// <param name="buffer">The buffer that the user's code reads.</param>
    /// <param name="index">Its index there.</param>
    /// <param name="position">What the loop in lanes counts.</param>
    /// <param name="body">Where the access happens.</param>
    public (Value Buffer, Value Index)? Find(Value buffer, Value index, Value position, RegionBuilder body)
    {
        if (lanes.IsInside(buffer) || hoisting.Offset(index) is not List<(Value Term, int Sign)> terms)
        {
            return null;
        }

        if (!CountsFromZero && terms.Count == 0 && (buffer.Type.Shape == Shape.Tape ? facts.IsWithin(loop.To, buffer) : facts.IsFixed(buffer)))
        {
            if (!facts.IsWithin(loop.To, buffer) && !_bounded.Exists(other => facts.AreEquallyLong(other, buffer)))
            {
                _bounded.Add(buffer);
                _ends.Add(before.Let(new Length(buffer)));
            }

            return (buffer, position);
        }

        long from = CountsFromZero ? 0 : facts.ConstantOf(loop.From)!.Bits;
        if (!_parts.TryGetValue((buffer, index), out Value? part))
        {
            bool isKnown = facts.IsFixed(buffer) && _parts.Keys.Any(other => other.Index == index && facts.IsFixed(other.Buffer) && facts.AreEquallyLong(other.Buffer, buffer));
            _parts[(buffer, index)] = part = Part(buffer, terms, from, isKnown);
        }

        return (part, from == 0 ? position : body.Let(new Binary(BinaryOperator.Subtract, position, body.Let(Constant.Int((int)from)))));
    }

    /// <summary>The loop in lanes ends there too.</summary>
    public void AddEnd(Value end) => _ends.Add(end);

    /// <summary>The end of the loop in lanes; never negative.</summary>
    public Value End()
    {
        Value? end = null;
        if (!_isCovered)
        {
            end = CountsFromZero ? Count() : facts.IsNonNegative(loop.To) ? loop.To : Call("Max", loop.To, before.Let(Constant.Int(0)));
        }

        foreach (Value bound in _ends)
        {
            end = end is null ? bound : Call("Min", end, bound, loop.Index.Hint is null ? null : loop.Index.Hint + "End");
        }

        return end!;
    }

    /// <param name="buffer">What to show a part of.</param>
    /// <param name="terms">Where it starts, less the loop's index.</param>
    /// <param name="from">The loop's first index.</param>
    /// <param name="isKnown">The same part of a buffer as long as this one is among those that end the loop.</param>
    private Value Part(Value buffer, List<(Value Term, int Sign)> terms, long from, bool isKnown)
    {
        bool isRow = from == 0 && !CountsFromZero && terms.Count == 1 && terms[0].Sign > 0 && facts.IsNonNegative(loop.To) && facts.IsRow(terms[0].Term, loop.To, buffer);
        Value? start = from == 0 && !CountsFromZero ? null : loop.From;
        foreach ((Value term, int sign) in terms.OrderByDescending(term => term.Sign))
        {
            Value outer = hoisting.Hoist(term, before);
            start = start is null
                ? (sign > 0 ? outer : before.Let(new Unary(UnaryOperator.Negate, outer)))
                : Sum(start, outer, sign);
        }

        Value count = from > 0 || CountsFromZero ? Count() : loop.To;
        IrType type = buffer.Type.As(buffer.Type.Shape == Shape.ReadOnlySpan ? Shape.ReadOnlySpan : Shape.Span);
        Value part = before.Let(new Slice(type, buffer, start ?? before.Let(Constant.Int(0)), count, IsClamped: !isRow), buffer.Hint is null ? null : buffer.Hint + "Part");
        if (!isRow && !isKnown)
        {
            Value length = before.Let(new Length(part));
            _ends.Add(from == 0 ? length : before.Let(new Binary(BinaryOperator.Add, length, loop.From)));
            _isCovered = true;
        }

        return part;
    }

    /// <summary>How many rounds the loop has; less than none for a range that is far from any.</summary>
    private Value Count() => _count ??= before.Let(new Binary(
        BinaryOperator.Subtract, CountsFromZero || !facts.IsNonNegative(loop.To) ? Call("Max", loop.To, loop.From) : loop.To, loop.From));

    /// <summary>Constants that cancel, as in (i + 1) from −1 on, are added up here.</summary>
    private Value Sum(Value left, Value right, int sign)
    {
        if (Number(left) is long a && Number(right) is long b)
        {
            return before.Let(Constant.Int(unchecked((int)(a + (sign * b)))));
        }

        return before.Let(new Binary(sign > 0 ? BinaryOperator.Add : BinaryOperator.Subtract, left, right));
    }

    private long? Number(Value value) => ((facts.DefinitionOf(value) ?? before.Values.DefinitionOf(value)) as Constant)?.Bits;

    private Value Call(string function, Value left, Value right, string? name = null) =>
        before.Let(new Call(IrType.Int, "System.Math." + function, Infrastructure.EquatableArray<Value>.Of(left, right)), name);
}
