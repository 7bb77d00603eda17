using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Does in lanes also what is left of less than a vector: one round is for the vector that ends where the loop does. In lanes that another round does it stores the same,
/// or else nothing, and sums nothing. Worth it where a loop is run often and calls dear functions, which one by one take as long as for a vector, or does very much; the other loops do
/// without selecting in every round.
/// </summary>
/// <remarks>
/// Where a lane that is done again does the same again, that round comes last. Else it comes second: the vector next to it comes last, and so what one of them stores has long
/// reached memory when the other loads elements of it. A load of what two stores have just written would wait for both; so the round also comes second where the next loop
/// reads what this one stores.
/// </remarks>
/// <example>
/// <code>
/// for k from 0 to n lanes padded {                                                    for k from 0 to n lanes padded {
///   %last = k == count; %i = %last ? n - count : max(k - count, 0)                       %i = min(k, n - count)
///   %rest = numbers ≥ (%last ? overlap : 0)                                             y[%i] = exp lanes x[%i] }
///   y[%i] = %rest ? exp lanes y[%i] : lanes y[%i] }
/// </code>
/// </example>
internal sealed class LastRound
{
    /// <summary>Of operations on numbers; fewer are done sooner one by one.</summary>
    private const int LongRound = 32;

    /// <summary>More that is written has to be selected too often.</summary>
    private const int OperationsPerWrite = 3;

    private readonly Value _first;
    private readonly string? _name;
    private readonly ScalarKind _kind;
    private readonly ValueFactory _values;
    private readonly bool _isRepeatable;
    private readonly bool _hasSums;
    private readonly bool _comesSecond;
    private Value? _last;
    private Value? _overlap;

    /// <param name="first">The index of the first lane, for the body.</param>
    /// <param name="name">What the user calls the index.</param>
    /// <param name="kind">Of the lanes.</param>
    /// <param name="values">Makes values.</param>
    /// <param name="isRepeatable">Lanes that are done twice store the same twice: only sums need <see cref="Rest"/>.</param>
    /// <param name="hasSums">The loop carries sums from round to round.</param>
    /// <param name="isReadNext">The next loop reads what this one stores.</param>
    public LastRound(Value first, string? name, ScalarKind kind, ValueFactory values, bool isRepeatable, bool hasSums, bool isReadNext)
    {
        _first = first;
        _name = name;
        _kind = kind;
        _values = values;
        _isRepeatable = isRepeatable;
        _hasSums = hasSums;
        _comesSecond = !isRepeatable || isReadNext;
        Index = values.Create(IrType.Int, Name("Done"));
        Rest = values.Create(Lane.Truth, "rest");
    }

    /// <summary>What the loop counts.</summary>
    public Value Index { get; }

    /// <summary>The lanes that are still to be done.</summary>
    public Value Rest { get; }

    private bool HasRest => !_isRepeatable || _hasSums;

    private IrType Lane => new(_kind, Shape.Scalar, true);

    /// <summary>Nothing happens but what can be left out in some lanes, and each access is to neighbours that the loop's bound makes sure of.</summary>
    public static bool Fits(For loop, LaneAnalysis lanes, FunctionFacts facts)
    {
        Hoisting hoisting = new(loop, lanes, facts);
        return !lanes.Throws && (lanes.DearCalls > 0 || IsLong(loop, lanes))
            && lanes.LaneScratch.Count == 0 && lanes.LaneTapes.Count == 0
            && loop.Parameters.All(parameter => parameter.Type.IsReal)
            && facts.ConstantOf(loop.From) is null or { Bits: <= 0 }
            && lanes.Accesses.All(access => access.Class.IsUniform || hoisting.IsBounded(access))
            && IsPlain(loop.Body);
    }

    /// <summary>A lane that is done again stores what it has stored before: the loop reads nothing that it writes, and adds to nothing in memory.</summary>
    public static bool IsRepeatable(LaneAnalysis lanes) => lanes.Accesses.GroupBy(access => access.Root).All(group =>
        group.All(access => access.Kind == AccessKind.Load) || group.All(access => access.Kind == AccessKind.Store));

    /// <summary>The end of the loop if there is a vector at all, else none.</summary>
    public Value Whole(Value end, RegionBuilder before)
    {
        Value count = before.Let(new LaneCount(_kind)), enough = before.Let(new Binary(BinaryOperator.GreaterOrEqual, end, count));
        Value whole = before.Let(new Select(enough, end, before.Let(Constant.Int(0))), Name("Whole"));
        _last = before.Let(new Binary(BinaryOperator.Subtract, whole, count), Name("Last"));
        if (!_comesSecond || !HasRest)
        {
            return whole;
        }

        Value below = before.Let(new Binary(BinaryOperator.Subtract, whole, before.Let(Constant.Int(1))));
        Value vectors = before.Let(new Binary(BinaryOperator.Divide, below, count));
        Value others = before.Let(new Binary(BinaryOperator.Multiply, vectors, count));
        _overlap = before.Let(new Binary(BinaryOperator.Subtract, others, _last), Name("Overlap"));
        return whole;
    }

    /// <summary>Says in each round of the loop where it is.</summary>
    public For Begin(For loop)
    {
        RegionBuilder head = new(_values);
        Value? overlap = null;
        if (_comesSecond)
        {
            head.Comment = "The last vector comes second. It overlaps the one before it" + (HasRest ? ": in lanes that are done there nothing changes." : ", which does the same.");
            Value count = head.Let(new LaneCount(_kind)), isLast = head.Let(new Binary(BinaryOperator.Equal, Index, count), "isLast"), zero = head.Let(Constant.Int(0));
            Value before = head.Let(new Call(IrType.Int, "System.Math.Max", EquatableArray<Value>.Of(head.Let(new Binary(BinaryOperator.Subtract, Index, count)), zero)));
            head.Add(new Let(_first, new Select(isLast, _last!, before)));
            overlap = HasRest ? head.Let(new Select(isLast, _overlap!, zero)) : null;
        }
        else
        {
            head.Comment = "The last vector overlaps the one before it, " + (_hasSums ? "which stores the same." : "which does the same.");
            head.Add(new Let(_first, new Call(IrType.Int, "System.Math.Min", EquatableArray<Value>.Of(Index, _last!))));
            overlap = HasRest ? head.Let(new Binary(BinaryOperator.Subtract, Index, _first)) : null;
        }

        if (overlap is not null)
        {
            IrType lane = new(_kind, Shape.Scalar);
            Value done = head.Let(new Ir.Convert(lane, overlap));
            head.Add(new Let(Rest, new Binary(BinaryOperator.GreaterOrEqual, head.Let(new LaneNumbers(lane.Lanes)), head.Let(new Broadcast(lane.Lanes, done)))));
        }

        return loop with { Body = loop.Body with { Statements = head.Statements.Concat(loop.Body.Statements).ToEquatable() } };
    }

    /// <summary>One by one its rounds take so long that selecting what each round writes is little.</summary>
    private static bool IsLong(For loop, LaneAnalysis lanes)
    {
        int operations = loop.Body.Statements.Count(statement => statement is Let { Result.Type.IsReal: true, Expression: not (Constant or Load) });
        return operations >= LongRound && operations >= OperationsPerWrite * lanes.Accesses.Count(access => access.Kind != AccessKind.Load);
    }

    private string? Name(string suffix) => _name is null ? null : _name + suffix;

    private static bool IsPlain(Region region) => region.Statements.All(statement => statement switch
    {
        Let let => let.Expression is not (Allocate or NewTape or Pop),
        Store or Accumulate => true,
        If branch => branch.Regions.All(IsPlain),
        _ => false,
    });
}
