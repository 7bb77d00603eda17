using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Stores what a loop or a product of matrices adds first to the elements of a gradient, instead of setting them to zero before: only the others are cleared, and none where it goes
/// over all. A gradient that is used in parts, one behind the other, is cleared part by part.
/// </summary>
/// <remarks>
/// Right because 0 + a is a, but for the sign of a zero, because each round adds to an element of its own, and because nothing before the loop touches one of them.
/// <see cref="Optimization.FirstContributions"/> does it for scratch, which is at zero when it is rented.
/// </remarks>
/// <example>
/// <code>
/// clear x'                                           clear x' but for 1 … n
/// if 0 &lt; n { x'[0] += a }                            if 0 &lt; n { x'[0] += a }
/// for i from 1 to n { x'[i] += b }                   for i from 1 to n { x'[i] = b }
///
/// clear w'
/// %a = w'[0, k]; %b = w'[k, m]                       %a = w'[0, k]; %b = w'[k, m]; clear w' but for 0 … k + m
/// call Add(%a, …)                                    call Set(%a, …)
/// </code>
/// </example>
internal sealed class FirstStores
{
    /// <summary>Each statement is asked about each of them.</summary>
    private const int MostParts = 64;

    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;

    private FirstStores(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
    {
        _facts = new FunctionFacts(function, companions, fields, shared);
        _values = new ValueFactory(function.NextId);
    }

    /// <inheritdoc cref="Vectorizer.Run"/>
    public static Function Run(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
    {
        FirstStores pass = new(function, companions, fields, shared);
        Region body = pass.Run(function.Body);
        return ReferenceEquals(body, function.Body) ? function : function with { Body = body, NextId = pass._values.NextId };
    }

    private Region Run(Region region)
    {
        List<Statement> statements = [.. region.Statements];
        bool changed = false;
        foreach (Clear clear in region.Statements.OfType<Clear>().Where(clear => IsDestination(clear.Buffer)))
        {
            List<Statement> apart = [.. statements];
            bool isApart = Part(apart, clear) is { Count: > 0 } parts && parts.Count(part => Move(apart, part)) > 0;
            statements = isApart ? apart : statements;
            changed |= isApart || Move(statements, clear);
        }

        foreach (Let made in region.Statements.OfType<Let>().Where(let => let.Expression is Allocate { Type.IsLanes: false }).Take(MostParts))
        {
            changed |= SetFirst(statements, made.Result);
        }

        return changed ? region with { Statements = statements.ToEquatable() } : region;
    }

    private bool IsDestination(Value buffer) =>
        _facts.RootOf(buffer) == buffer && _facts.IsKnownRoot(buffer) && _facts.IsFixed(buffer) && !_facts.IsShared(buffer) && buffer.Type.Shape == Shape.Span
        && buffer.Type.Kind is ScalarKind.Double or ScalarKind.Float;

    /// <summary>Clears the parts of a buffer, each where it is cut out, if nobody names the buffer itself and one part begins where another one ends; the parts' clears.</summary>
    private List<Clear> Part(List<Statement> statements, Clear clear)
    {
        Dictionary<Value, Slice> parts = statements
            .OfType<Let>()
            .Where(let => let.Expression is Slice { IsClamped: false } slice && slice.Buffer == clear.Buffer)
            .ToDictionary(let => let.Result, let => (Slice)let.Expression);
        List<(Value Part, Slice Slice)> inOrder = [];
        while (parts.Count <= MostParts && parts.Where(part => Follows(part.Value, inOrder)).Select(part => part.Key).FirstOrDefault() is Value next)
        {
            inOrder.Add((next, parts[next]));
            parts.Remove(next);
        }

        bool isCut = inOrder.Count > 1 && parts.Count == 0 && statements.TrueForAll(statement =>
            ReferenceEquals(statement, clear)
            || statement is Let { Expression: Length }
            || (statement is Let cut && inOrder.Exists(part => part.Part == cut.Result))
            || !NamesWhole(statement, clear.Buffer, inOrder));
        if (!isCut)
        {
            return [];
        }

        RegionBuilder made = new(_values);
        Slice last = inOrder[inOrder.Count - 1].Slice;
        AddClearOutside(clear, made.Let(Constant.Int(0)), made.Let(new Binary(BinaryOperator.Add, last.Start, last.Count)), 0, made);
        int end = statements.FindLastIndex(statement => statement is Let let && inOrder.Exists(part => part.Part == let.Result));
        statements.InsertRange(end + 1, made.Statements);
        List<Clear> clears = [];
        foreach ((Value part, _) in inOrder)
        {
            clears.Add(clear with { Buffer = part });
            statements.Insert(statements.FindIndex(statement => statement is Let let && let.Result == part) + 1, clears[clears.Count - 1]);
        }

        statements.RemoveAll(statement => ReferenceEquals(statement, clear));
        return clears;
    }

    private bool Follows(Slice slice, List<(Value Part, Slice Slice)> parts)
    {
        if (parts.Count == 0)
        {
            return _facts.ConstantOf(slice.Start)?.Is(0) == true;
        }

        Slice last = parts[parts.Count - 1].Slice;
        return (_facts.ConstantOf(last.Start)?.Is(0) == true && _facts.AreEqual(slice.Start, last.Count))
            || (_facts.DefinitionOf(slice.Start) is Binary { Operator: BinaryOperator.Add } sum
                && ((_facts.AreEqual(sum.Left, last.Start) && _facts.AreEqual(sum.Right, last.Count)) || (_facts.AreEqual(sum.Right, last.Start) && _facts.AreEqual(sum.Left, last.Count))));
    }

    /// <summary>A statement names the buffer otherwise than by one of its parts.</summary>
    private bool NamesWhole(Statement statement, Value buffer, List<(Value Part, Slice Slice)> parts) =>
        statement.Operands.Concat(statement.Regions.SelectMany(region => region.Yields)).Any(operand => IsPartOf(operand, buffer) && !parts.Exists(part => IsPartOf(operand, part.Part)))
        || statement.Regions.Any(region => region.Statements.Any(inner => NamesWhole(inner, buffer, parts)));

    private bool Move(List<Statement> statements, Clear clear)
    {
        int start = statements.FindIndex(statement => ReferenceEquals(statement, clear)), first = -1;
        List<Touched> touched = [];
        for (int i = start + 1; i < statements.Count; i++)
        {
            if (statements[i] is Let { Expression: Length or Slice or Row } || !Names(statements[i], clear.Buffer))
            {
                continue;
            }

            first = first < 0 ? i : first;
            if (i == first && Set(statements[i], clear.Buffer) is Invoke product)
            {
                statements[i] = product;
                statements.RemoveAt(start);
                return true;
            }

            if (statements[i] is For loop && !LaneChoices.IsShort(loop, _facts) && SumOf(loop, clear.Buffer) is Accumulate sum)
            {
                RegionBuilder made = new(_values);
                if (!Clears(clear, loop, sum, touched, statements.Take(first).ToList(), made))
                {
                    return false;
                }

                statements[i] = loop with { Body = loop.Body with { Statements = loop.Body.Statements.Select(inner => ReferenceEquals(inner, sum) ? sum.AsStore() : inner).ToEquatable() } };
                statements.InsertRange(first, made.Statements);
                statements.RemoveAt(start);
                return true;
            }

            if (!Elements(statements[i], clear.Buffer, touched))
            {
                return false;
            }
        }

        return false;
    }

    /// <summary>The product that is stored, where the statement adds one to the buffer.</summary>
    private Invoke? Set(Statement statement, Value buffer) =>
        statement is Invoke { Callee.Method: string method } product && MatrixProducts.First(method) is string set
        && product.Arguments[0] == buffer && !product.Arguments.Skip(1).Any(argument => MayBePartOf(argument, buffer))
            ? product with { Callee = product.Callee with { Method = set, Passing = product.Callee.Passing.Select((passing, k) => k == 0 ? Passing.Overwritten : passing).ToEquatable() } }
            : null;

    /// <summary>The first product into scratch, which is at zero when it is rented; or the first loops, if they copy a row to all rows of it.</summary>
    private bool SetFirst(List<Statement> statements, Value scratch)
    {
        int first = statements.FindIndex(statement => statement is not Let { Expression: Length or Slice or Row } && Names(statement, scratch));
        if (first < 0)
        {
            return false;
        }

        if (Set(statements[first], scratch) is Invoke product)
        {
            statements[first] = product;
            return true;
        }

        if (statements[first] is not For loop || RowNest.Of<Store>(loop, _facts) is not RowNest nest || Copies(nest, (Store)nest.Statement, scratch) is not Invoke copies)
        {
            return false;
        }

        statements[first] = copies;
        statements.InsertRange(first, nest.Before);
        return true;
    }

    private static Invoke? Copies(RowNest nest, Store store, Value scratch) =>
        store.Buffer == scratch && nest.IsPlace(store.Index)
        && nest.ReadOnly(store.Operand) is Load load && nest.StartOf(load.Index) is Value start
        && nest.AreApart(store.Buffer, load.Buffer)
            ? LibraryCalls.On("MatrixProduct.SetRows", Passing.Overwritten, [scratch, load.Buffer, start, nest.Rows.To, nest.Columns.To], store)
            : null;

    /// <summary>The buffer is that one or cut from it.</summary>
    private bool IsPartOf(Value value, Value buffer)
    {
        for (Value? view = value; view is not null; view = (_facts.DefinitionOf(view) as Slice)?.Buffer)
        {
            if (view == buffer)
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>Or nobody knows which one it is.</summary>
    private bool MayBePartOf(Value value, Value buffer) => !value.Type.IsScalar && (IsPartOf(value, buffer) || !_facts.IsNamedRoot(_facts.RootOf(value)));

    private bool Names(Statement statement, Value buffer) =>
        statement.Operands.Any(operand => MayBePartOf(operand, buffer))
        || statement.Regions.Any(region => region.Yields.Any(value => MayBePartOf(value, buffer)) || region.Statements.Any(inner => Names(inner, buffer)));

    /// <summary>The one thing that a loop does with the buffer, if that is to add to an element in each round.</summary>
    private Accumulate? SumOf(For loop, Value buffer)
    {
        List<Statement> users = [.. loop.Body.Statements.Where(statement => Names(statement, buffer))];
        return loop.Step == 1 && users is [Accumulate { Stride: null, IsUsers: false } sum] && sum.Buffer == buffer && sum.Operand.Type == buffer.Type.Element && _facts.Distance(loop.Index, sum.Index) is not null
            ? sum
            : null;
    }

    /// <summary>Clears all elements but those that the loop adds to. False where something before touches one of these, or the bounds are not known there.</summary>
    private bool Clears(Clear clear, For loop, Accumulate sum, List<Touched> touched, List<Statement> before, RegionBuilder made)
    {
        long shift = _facts.Distance(loop.Index, sum.Index)!.Value;
        bool isApart = touched.TrueForAll(range =>
            _facts.UpperBounds(range.To).Any(to => _facts.Distance(loop.From, to) + range.AfterTo <= shift) || _facts.LowerBounds(range.From).Any(from => _facts.Distance(loop.To, from) + range.AfterFrom >= shift));
        if (!isApart || shift is < int.MinValue / 2 or > int.MaxValue / 2)
        {
            return false;
        }

        if (shift == 0 && _facts.ConstantOf(loop.From) is { Bits: <= 0 } && _facts.IsWithin(loop.To, clear.Buffer))
        {
            return true;
        }

        HashSet<Value> known = [.. before.SelectMany(statement => statement.Results)];
        if (End(loop.From, known, made) is not Value from || End(loop.To, known, made) is not Value to)
        {
            return false;
        }

        AddClearOutside(clear, from, to, (int)shift, made);
        return true;
    }

    private static void AddClearOutside(Clear clear, Value from, Value to, int shift, RegionBuilder made)
    {
        List<Value> arguments = [clear.Buffer, from, to];
        if (shift != 0)
        {
            // Added there: here it might overflow.
            arguments.Add(made.Let(Constant.Int(shift)));
        }

        made.Add(LibraryCalls.On("LaneMemory.ClearOutside", Passing.Written, arguments, clear));
    }

    private Value? End(Value value, HashSet<Value> known, RegionBuilder made) =>
        _facts.ConstantOf(value) is Constant constant ? made.Let(constant)
        : known.Contains(value) || _facts.IsParameter(value) ? value
        : null;

    /// <summary>All that a statement does with the buffer is to read single elements and to add to them.</summary>
    private bool Elements(Statement statement, Value buffer, List<Touched> touched)
    {
        if (statement is For loop && SumOf(loop, buffer) is Accumulate each)
        {
            long shift = _facts.Distance(loop.Index, each.Index)!.Value;
            touched.Add(new Touched(loop.From, shift, loop.To, shift));
            return true;
        }

        bool isElement = statement switch
        {
            Let { Expression: Load load } => load.Buffer == buffer && Touch(load.Index),
            Store store => store.Buffer == buffer && Touch(store.Index),
            Accumulate sum => sum.Buffer == buffer && Touch(sum.Index),
            If or For or While => true,
            _ => !Names(statement, buffer),
        };
        return isElement && statement.Regions.All(region => !region.Yields.Any(value => !value.Type.IsScalar) && region.Statements.All(inner => !Names(inner, buffer) || Elements(inner, buffer, touched)));

        bool Touch(Value index)
        {
            touched.Add(new Touched(index, 0, index, 1));
            return true;
        }
    }

    /// <summary>Elements that a statement touches.</summary>
    /// <param name="From">The first one is so far from here:</param>
    /// <param name="AfterFrom">This far.</param>
    /// <param name="To">The first one behind them is so far from here:</param>
    /// <param name="AfterTo">This far.</param>
    private sealed record Touched(Value From, long AfterFrom, Value To, long AfterTo);
}
