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
/// Rows that lie a whole number of rows apart are checked at once:
/// <code>
/// wRows = part w, %i, %d, 4 rows     all four, or nothing
/// %n = length wRows / 4
/// wPart = slice wRows, 0, %n; wPart1 = slice wRows, 3 * %n, %n
/// </code>
/// </example>
internal sealed class LaneBounds(For loop, LaneAnalysis lanes, Hoisting hoisting, FunctionFacts facts, RegionBuilder before)
{
    private readonly Dictionary<(Value Buffer, Value Index), LanePart> _found = [];
    private readonly List<LanePart> _parts = [];
    private readonly List<Value> _bounded = [];
    private readonly List<Value> _ends = [];
    private readonly List<(Value Buffer, int Factor, List<(Value Term, int Sign)> Terms)> _apart = [];
    private readonly Dictionary<Value, Value> _wholes = [];
    private Value? _count;
    private bool _isCovered;

    /// <summary>
    /// The loop in lanes counts from the user's first index where that is a number, and from zero where it is not known to be positive.
    /// </summary>
    public bool CountsFromZero { get; } = facts.ConstantOf(loop.From) is not { Bits: >= 0 };

    /// <summary>The views start at the first of their elements, and not where the loop does.</summary>
    private bool IsFromStart => !CountsFromZero && From == 0;

    private long From => CountsFromZero ? 0 : facts.ConstantOf(loop.From)!.Bits;

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

        if (IsWholeBuffer(buffer, terms))
        {
            return (buffer, position);
        }

        if (!_found.TryGetValue((buffer, index), out LanePart? part))
        {
            IrType type = buffer.Type.As(buffer.Type.Shape == Shape.ReadOnlySpan ? Shape.ReadOnlySpan : Shape.Span);
            bool isKnown = facts.IsFixed(buffer) && _parts.Exists(other => other.Index == index && facts.IsFixed(other.Buffer) && facts.AreEquallyLong(other.Buffer, buffer));
            bool isRow = IsFromStart && terms.Count == 1 && terms[0].Sign > 0 && facts.IsNonNegative(loop.To) && facts.IsRow(terms[0].Term, loop.To, buffer);
            _found[(buffer, index)] = part = new LanePart(before.Values.Create(type, buffer.Hint is null ? null : buffer.Hint + "Part"), buffer, index, terms, isKnown, isRow);
            _parts.Add(part);
        }

        return (part.View, From == 0 ? position : body.Let(new Binary(BinaryOperator.Subtract, position, body.Let(Constant.Int((int)From)))));
    }

    /// <summary>
    /// Where elements are that lie more than one apart: the buffer, or a view of an array that may be null where nobody comes to it. The loop in lanes ends where not all of them exist;
    /// null where the access has to check by itself.
    /// </summary>
    public Value? FindApart(Value buffer, Value index)
    {
        if (lanes.IsInside(buffer) || hoisting.OffsetApart(buffer, index) is not List<(Value Term, int Sign)> terms)
        {
            return null;
        }

        if (!_wholes.TryGetValue(buffer, out Value? whole))
        {
            _wholes[buffer] = whole = facts.Whole(buffer, before);
        }

        _apart.Add((buffer, lanes.ClassOf(index).Factor, terms));
        return whole;
    }

    /// <summary>The loop in lanes ends there too.</summary>
    public void AddEnd(Value end) => _ends.Add(end);

    /// <summary>Makes the views, when all are known.</summary>
    /// <returns>The end of the loop in lanes; never negative.</returns>
    public Value End()
    {
        LaneRowBlocks blocks = new(loop, facts);
        HashSet<LanePart> made = [];
        foreach (LanePart part in _parts.Where(part => !made.Contains(part)))
        {
            IReadOnlyList<(LanePart Part, int Row)> block = IsFromStart ? blocks.Of(part, _parts) : [];
            if (block.Count > 1)
            {
                MakeRows(block);
                made.UnionWith(block.Select(row => row.Part));
            }
            else
            {
                Make(part);
            }
        }

        AddEndsApart();
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

    /// <summary>The loop goes through the buffer from its first element on, and the buffer is the same whenever it is read.</summary>
    private bool IsWholeBuffer(Value buffer, List<(Value Term, int Sign)> terms)
    {
        if (CountsFromZero || terms.Count > 0 || !(buffer.Type.Shape == Shape.Tape ? facts.IsWithin(loop.To, buffer) : facts.IsFixed(buffer)))
        {
            return false;
        }

        if (!facts.IsWithin(loop.To, buffer) && !_bounded.Exists(other => facts.AreEquallyLong(other, buffer)))
        {
            _bounded.Add(buffer);
            _ends.Add(before.Let(new Length(buffer)));
        }

        return true;
    }

    /// <summary>How many rounds have all of their elements, once for each buffer of the same length where the last of them is known.</summary>
    private void AddEndsApart()
    {
        List<(Value Buffer, int Factor, int Last)> known = [];
        foreach ((Value buffer, int factor, List<(Value Term, int Sign)> terms) in _apart)
        {
            if (!terms.TrueForAll(term => facts.ConstantOf(term.Term) is not null))
            {
                AddEndApart(buffer, factor, SumOf(terms, null));
                continue;
            }

            // Wraps as the index does.
            int last = unchecked((int)terms.Sum(term => term.Sign * facts.ConstantOf(term.Term)!.Bits));
            int same = known.FindIndex(other => other.Factor == factor && last >= 0 && other.Last >= 0 && facts.AreEquallyLong(other.Buffer, buffer));
            if (same < 0)
            {
                known.Add((buffer, factor, last));
            }
            else
            {
                known[same] = (known[same].Buffer, factor, Math.Max(last, known[same].Last));
            }
        }

        known.ForEach(apart => AddEndApart(apart.Buffer, apart.Factor, before.Let(Constant.Int(apart.Last))));
    }

    private void AddEndApart(Value buffer, int factor, Value first) => _ends.Add(before.Let(new Call(
        IrType.Int, "SourceGrad.Runtime.LaneMemory.Rounds", Infrastructure.EquatableArray<Value>.Of(before.Let(new Length(_wholes[buffer])), first, before.Let(Constant.Int(factor))))));

    private void Make(LanePart part)
    {
        Value count = From > 0 || CountsFromZero ? Count() : loop.To;
        Define(part, new Slice(part.View.Type, part.Buffer, Start(part), count, IsClamped: !part.IsRow));
        if (!part.IsRow && !part.IsKnown)
        {
            Value length = before.Let(new Length(part.View));
            _ends.Add(From == 0 ? length : before.Let(new Binary(BinaryOperator.Add, length, loop.From)));
            _isCovered = true;
        }
    }

    /// <summary>Rows of a buffer, with one check for all.</summary>
    private void MakeRows(IReadOnlyList<(LanePart Part, int Row)> block)
    {
        (LanePart first, int lowest) = block.OrderBy(row => row.Row).First();
        int rows = block.Max(row => row.Row) - lowest + 1;
        Slice whole = new(first.View.Type, first.Buffer, Start(first), loop.To, IsClamped: true) { Rows = rows };
        Value view = before.Let(whole, first.Buffer.Hint is null ? null : first.Buffer.Hint + "Rows");
        Value length = before.Let(new Binary(BinaryOperator.Divide, before.Let(new Length(view)), before.Let(Constant.Int(rows))), first.Buffer.Hint is null ? null : first.Buffer.Hint + "Row");
        foreach ((LanePart part, int row) in block)
        {
            Value number = before.Let(Constant.Int(row - lowest));
            Value start = row == lowest ? number : row == lowest + 1 ? length : before.Let(new Binary(BinaryOperator.Multiply, number, length));
            Define(part, new Slice(part.View.Type, view, start, length) { IsInside = true });
        }

        // Also where each of them is known to be there as far as the loop goes: they are there all or not at all.
        _ends.Add(length);
        _isCovered = true;
    }

    private void Define(LanePart part, Expression view)
    {
        before.Values.Define(part.View, view);
        before.Add(new Let(part.View, view));
    }

    /// <summary>The view's first element, less what the loop counts.</summary>
    private Value Start(LanePart part) => SumOf(part.Terms, IsFromStart ? null : loop.From);

    private Value SumOf(IEnumerable<(Value Term, int Sign)> terms, Value? sum)
    {
        foreach ((Value term, int sign) in terms.OrderByDescending(term => term.Sign))
        {
            Value outer = hoisting.Hoist(term, before);
            sum = sum is null
                ? (sign > 0 ? outer : before.Let(new Unary(UnaryOperator.Negate, outer)))
                : Sum(sum, outer, sign);
        }

        return sum ?? before.Let(Constant.Int(0));
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
