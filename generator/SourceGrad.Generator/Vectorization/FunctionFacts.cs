using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>What the passes here ask about a function: definitions, the memory behind buffers, and how long buffers are.</summary>
internal sealed class FunctionFacts : IIndexFacts
{
    private readonly Definitions _definitions;
    private readonly HashSet<Value> _parameters;
    private readonly HashSet<Value> _fields;
    private readonly HashSet<Value> _shared;
    private readonly IReadOnlyDictionary<Value, Value> _companions;
    private readonly BufferRoots _roots;
    private readonly ScratchUse _scratch;
    private readonly MemoryNames _names;
    private readonly Region _body;
    private readonly Dictionary<Value, Value> _indices = [];
    private readonly Dictionary<Value, Value> _ranges = [];

    /// <param name="function">The function.</param>
    /// <param name="companions">Buffers that the caller has to make as long as another one: a gradient and its parameter.</param>
    /// <param name="fields">Parameters that are fields of an object: another thread may give them another array between two reads.</param>
    /// <param name="shared">Parameters of which other threads write elements meanwhile, none that the user's code touches here.</param>
    public FunctionFacts(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null)
    {
        _fields = [.. fields];
        _shared = [.. shared ?? []];
        _parameters = [.. function.Parameters];
        _companions = companions;
        _roots = new BufferRoots(function);
        _definitions = Definitions.Of(function);
        _scratch = new ScratchUse(_roots, ConstantOf, AreEqual);
        _names = new MemoryNames(function.Body, _roots);
        _body = function.Body;
        Collect(function.Body);
    }

    public Expression? DefinitionOf(Value value) => _definitions.Find(value);

    public Constant? ConstantOf(Value value) => _definitions.ConstantOf(value);

    public Value RootOf(Value buffer) => _roots.Of(buffer);

    /// <summary>
    /// No iteration of the loop shares the buffer with another one: each makes its own, or overwrites it entirely before it reads it, or finds it
    /// full of zeros and leaves it so (the adjoints of the second kind). Each lane may then have a buffer of its own. A tape that is used in the
    /// loop alone hands values from one part of an iteration to another part of the same.
    /// </summary>
    public bool IsPrivate(For loop, Value root)
    {
        bool isInside = IsUsedOnlyIn(loop, root);
        return DefinitionOf(root) switch
        {
            NewTape { Capacity: not null } => isInside,
            Allocate scratch => loop.Body.Statements.Any(statement => statement is Let let && let.Result == root)
                || (isInside && (_scratch.IsOverwritten(loop.Body, root, scratch) || _scratch.IsLeftAtZero(loop.Body, root, scratch))),
            _ => false,
        };
    }

    public bool IsParameter(Value value) => _parameters.Contains(value);

    /// <summary>The root is one known buffer, which overlaps no other where one of them is written.</summary>
    public bool IsKnownRoot(Value root) => !root.Type.IsStrided && (_parameters.Contains(root) || DefinitionOf(root) is Allocate or External);

    /// <summary>The root is not whichever buffer a branch or a loop handed over, which may be any of the others.</summary>
    public bool IsNamedRoot(Value root) => _parameters.Contains(root) || DefinitionOf(root) is Allocate or External or NewTape;

    /// <summary>The buffer is the same array, or span, wherever it is read; of others only a view may be checked once and then relied on.</summary>
    public bool IsFixed(Value buffer) => !_fields.Contains(buffer);

    /// <summary>Both are parts of memory that is known and not the same.</summary>
    public bool AreApart(Value buffer, Value other)
    {
        Value root = RootOf(buffer), otherRoot = RootOf(other);
        return root != otherRoot && IsKnownRoot(root) && IsKnownRoot(otherRoot);
    }

    /// <summary>The buffer cannot be null.</summary>
    public bool IsThere(Value buffer) => buffer.Type.Shape is Shape.Span or Shape.ReadOnlySpan || DefinitionOf(buffer) is Allocate or NewTape { Capacity: not null };

    /// <summary>All elements of a buffer, none where it is null.</summary>
    public Value Whole(Value buffer, RegionBuilder before) => IsThere(buffer) ? buffer : before.Let(
        new Slice(buffer.Type.As(Shape.Span), buffer, before.Let(Constant.Int(0)), before.Let(Constant.Int(int.MaxValue)), IsClamped: true), buffer.Hint is null ? null : buffer.Hint + "Part");

    /// <summary>Other threads write elements of the memory behind the root: only those may be touched that the user's code touches.</summary>
    public bool IsShared(Value root) => _shared.Contains(root);

    /// <summary>How often the function names the memory behind the root, in whatever way.</summary>
    public int NamesOf(Value root) => _names.Count(root);

    /// <summary>Nothing outside of the loop uses the memory behind the root.</summary>
    public bool IsUsedOnlyIn(For loop, Value root) => _names.Count(root) == _scratch.Count(loop.Body, root);

    /// <summary>What the rest of the function does with the memory behind the root is to read its elements.</summary>
    public bool IsWrittenOnlyIn(For loop, Value root) =>
        _names.Count(root) - _scratch.Count(loop.Body, root) == Loads(_body, root) - Loads(loop.Body, root);

    private static int Loads(Region region, Value root) => region.Statements.Sum(statement =>
        (statement is Let { Expression: Load load } && load.Buffer == root ? 1 : 0) + statement.Regions.Sum(inner => Loads(inner, root)));

    /// <summary>What each iteration adds to a carried int, if it adds something known before the loop.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="carried">Which of its parameters.</param>
    /// <param name="isInside">A value is defined in the loop.</param>
    public Value? StepOf(For loop, int carried, Func<Value, bool> isInside) => OwnElements.StepOf(loop, carried, this, isInside);

    /// <summary>Of an int. A loop's index never reaches the largest int, so that the one after it is no less.</summary>
    public bool IsNonNegative(Value value) => DefinitionOf(value) switch
    {
        Constant constant => constant.Bits >= 0,
        Length or LaneCount => true,
        Binary { Operator: BinaryOperator.Divide } quotient => ConstantOf(quotient.Right) is { Bits: > 0 } && IsNonNegative(quotient.Left),
        Binary { Operator: BinaryOperator.Add } next => ConstantOf(next.Right)?.Is(1) == true && _indices.TryGetValue(next.Left, out Value? start) && IsNonNegative(start),
        null => _indices.TryGetValue(value, out Value? from) && IsNonNegative(from),
        _ => false,
    };

    /// <inheritdoc cref="Definitions.Distance"/>
    public long? Distance(Value from, Value to) => _definitions.Distance(from, to);

    /// <summary>An int, and others that it is no more than.</summary>
    public IEnumerable<Value> UpperBounds(Value value) => Bounds(value, "Min");

    /// <summary>An int, and others that it is no less than.</summary>
    public IEnumerable<Value> LowerBounds(Value value) => Bounds(value, "Max");

    private IEnumerable<Value> Bounds(Value value, string extreme) =>
        DefinitionOf(value) is Call { Type.IsInteger: true } call && call.Key == extreme ? call.Arguments.Append(value) : [value];

    /// <summary>The number is never more than the buffer's length.</summary>
    public bool IsWithin(Value count, Value buffer) => SizeOf(count) == LengthOf(buffer);

    /// <summary>The buffer surely has an element of that number.</summary>
    public bool IsElement(Value index, Value buffer) => ConstantOf(index) is Constant constant
        ? LengthOf(buffer) is (null, false, var length) && constant.Bits >= 0 && constant.Bits < length
        : _ranges.TryGetValue(index, out Value? to) && IsNonNegative(_indices[index]) && SizeOf(to) == LengthOf(buffer);

    /// <summary>The loop goes over all ints from zero to before its end, one after the other.</summary>
    public bool IsFullRange(For loop) => loop.Step == 1 && loop.LaneKind is null && loop.Index.Type == IrType.Int && ConstantOf(loop.From)?.Is(0) == true;

    /// <summary>The index of a loop from 0 to the count.</summary>
    public bool IsIndexBelow(Value index, Value count) => _ranges.TryGetValue(index, out Value? to) && ConstantOf(_indices[index])?.Is(0) == true && AreEqual(to, count);

    /// <summary>The ways to read an index as that of an element of a matrix: row · width + column, in any order.</summary>
    public IEnumerable<(Value Row, Value Width, Value Column)> Places(Value index)
    {
        if (DefinitionOf(index) is not Binary { Operator: BinaryOperator.Add, IsChecked: false } sum)
        {
            yield break;
        }

        foreach ((Value start, Value column) in new[] { (sum.Left, sum.Right), (sum.Right, sum.Left) })
        {
            if (DefinitionOf(start) is Binary { Operator: BinaryOperator.Multiply, IsChecked: false } product)
            {
                yield return (product.Left, product.Right, column);
                yield return (product.Right, product.Left, column);
            }
        }
    }

    /// <summary>The user writes there to memory that others see, which an exception must not find written too far.</summary>
    /// <param name="region">Where to look, regions inside of it included.</param>
    /// <param name="except">A statement that does not count.</param>
    public bool HasUserWrites(Region region, Statement? except = null) => region.Statements.Any(statement =>
        (!ReferenceEquals(statement, except)
            && statement.IsUsers && statement is Store or Accumulate && DefinitionOf(RootOf(statement.Operands.First())) is not (Allocate or NewTape))
        || statement.Regions.Any(inner => HasUserWrites(inner, except)));

    /// <summary>
    /// As many elements from the start on are a row of the tape: it was made for as many rounds of loops in each other as make its length, and the start is the
    /// first place of such a round.
    /// </summary>
    public bool IsRow(Value start, Value count, Value tape) => DefinitionOf(tape) is NewTape { Capacity: Value capacity } && IsRowOf(start, count, capacity);

    /// <summary>The first of so many places of a round, of all places.</summary>
    private bool IsRowOf(Value start, Value count, Value places) => DefinitionOf(places) is Call { Method: Optimization.TapePositions.Places } rounds
        && AreEqual(rounds.Arguments[1], count)
        && DefinitionOf(start) is Binary { Operator: BinaryOperator.Multiply } first
        && AreEqual(first.Right, count)
        && IsPlace(first.Left, rounds.Arguments[0]);

    /// <summary>A place of so many: the index of a loop, or of loops in each other.</summary>
    private bool IsPlace(Value place, Value places) => IsIndexBelow(place, places)
        || (DefinitionOf(places) is Call { Method: Optimization.TapePositions.Places } rounds
            && DefinitionOf(place) is Binary { Operator: BinaryOperator.Add } sum
            && IsIndexBelow(sum.Right, rounds.Arguments[1])
            && IsRowOf(sum.Left, rounds.Arguments[1], places));

    public bool AreEquallyLong(Value buffer, Value other) => LengthOf(buffer) == LengthOf(other);

    public bool AreEqual(Value left, Value right) => SizeOf(left) == SizeOf(right);

    /// <summary>The operation can throw.</summary>
    public bool CanFault(Expression expression) => expression switch
    {
        Binary { IsChecked: true } or Ir.Convert { IsChecked: true } => true,
        Binary { Operator: BinaryOperator.Divide or BinaryOperator.Remainder, Type.IsFloating: false } division =>
            ConstantOf(division.Right) is not { Bits: not (0 or -1) },
        Call call => LaneFunctions.Find(call) is null && !CheapOperations.Contains(call)
            || call.Key is "Sign" or "Clamp" or "DivRem" or "Round"
            || (call.Key == "Abs" && !call.Type.IsFloating),
        Load or Pop => true,
        Slice slice => slice.CanThrow,
        Row => true,
        LaneLoad load => !load.IsInside,
        _ => false,
    };

    /// <summary>A length as something to compare: a number, the length of a parameter, or whatever value it is.</summary>
    private (Value? Source, bool IsLength, long Number) SizeOf(Value count) => DefinitionOf(count) switch
    {
        Constant constant => (null, false, constant.Bits),
        Length length => LengthOf(length.Buffer),
        _ => (count, false, 0),
    };

    private (Value? Source, bool IsLength, long Number) LengthOf(Value buffer) => DefinitionOf(buffer) switch
    {
        Allocate allocate => SizeOf(allocate.Count),
        NewTape { Capacity: Value capacity } => SizeOf(capacity),
        Slice { IsClamped: false } slice => SizeOf(slice.Count),
        _ => (_companions.TryGetValue(buffer, out Value? other) ? other : buffer, true, 0),
    };

    private void Collect(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is For loop)
            {
                _indices[loop.Index] = loop.From;
                _ranges[loop.Index] = loop.To;
            }

            foreach (Region nested in statement.Regions)
            {
                Collect(nested);
            }
        }
    }
}
