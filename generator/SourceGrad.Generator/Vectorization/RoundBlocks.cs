using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Takes a loop apart whose inner loops become lanes, while its rounds call dear functions between them one by one: so many rounds at a time do their inner loops first, then all
/// their calls together, in lanes, then what follows. What a part leaves for the next one is kept for the rounds of a block.
/// </summary>
/// <remarks>
/// Right because memory that a round writes is touched by one part alone, or only its own elements of it, or is only added to; because sums do not depend on the order; and
/// because nothing that the user's code writes, but to the function's own memory, can be seen between the parts. An exception is the same for every element that does not
/// exist; where there is no array at all, it is another one, and each round is a block of its own. Also known as strip-mining and loop distribution with scalar
/// expansion: see R. Allen and K. Kennedy, Automatic translation of Fortran programs to vector form, TOPLAS 9 (1987).
/// </remarks>
/// <example>
/// <code>
/// for i from 0 to n (s) {                                      for block from 0 to (n - 1) / 64 + 1 (s) {
///   %z = for j (z = 0) { yield z + w[j] * x[i * d + j] }         %first = block * 64; %rounds = min(64, n - %first)
///   %a = exp(%z)                                                 for k to %rounds { %i = %first + k; %z = for j …; z[k] = %z }
///   for j { w'[j] += %a * x[i * d + j] }                         %s1 = for k to %rounds (s) { %a = exp(z[k]); a[k] = %a; yield s + %a }
///   yield s + %a                                                 for k to %rounds { %i = %first + k; for j { w'[j] += a[k] * x[%i * d + j] } }
/// }                                                              yield %s1 }
/// </code>
/// </example>
internal sealed class RoundBlocks : Rewriter
{
    /// <summary>Enough for the calls of a part to overlap, and few enough for what inner loops read to stay in the cache until the last part.</summary>
    private const int MostRounds = 64;

    /// <summary>Each is tried on the whole function.</summary>
    private const int MostLoops = 16;

    private readonly Value _index;
    private readonly RoundParts _parts;
    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;

    private RoundBlocks(Function function, Value index, RoundParts parts, FunctionFacts facts)
    {
        _facts = facts;
        _index = index;
        _parts = parts;
        _values = new ValueFactory(function.NextId);
    }

    /// <summary>The indices of the loops of calls that were made.</summary>
    private List<Value> Calls { get; } = [];

    /// <inheritdoc cref="Vectorizer.Run"/>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null)
    {
        FunctionFacts facts = new(function, companions, fields, shared);
        foreach (For loop in Candidates(function.Body, new LaneChoices(facts)).Take(MostLoops).ToList())
        {
            if (RoundParts.Of(loop, facts) is not RoundParts parts)
            {
                continue;
            }

            RoundBlocks pass = new(function, loop.Index, parts, facts);
            Function taken = pass.Rewrite(function);
            taken = taken with { NextId = pass._values.NextId };
            FunctionFacts found = new(taken, companions, fields, shared);
            LaneChoices choices = new(found);
            if (LaneChoices.InnerLoops(taken.Body).Where(made => pass.Calls.Contains(made.Index)).All(calls => choices.Of(calls) is not null))
            {
                (function, facts) = (taken, found);
            }
        }

        return function;
    }

    public override Statement? VisitFor(For statement) => statement.Index == _index ? Build(statement) : base.VisitFor(statement);

    /// <summary>Loops that do not become lanes themselves, with inner ones that do, and calls beside them.</summary>
    private static IEnumerable<For> Candidates(Region region, LaneChoices choices)
    {
        foreach (Statement statement in region.Statements)
        {
            if (statement is For loop)
            {
                if (choices.Of(loop) is not null)
                {
                    continue;
                }

                if (RoundParts.HasCalls(loop.Body) && LaneChoices.InnerLoops(loop.Body).Any(inner => choices.Of(inner) is { IsContiguous: true }))
                {
                    yield return loop;
                    continue;
                }
            }

            foreach (For inner in statement.Regions.SelectMany(nested => Candidates(nested, choices)))
            {
                yield return inner;
            }
        }
    }

    private For Build(For loop)
    {
        RegionBuilder before = new(_values);
        Value zero = before.Let(Constant.Int(0)), most = before.Let(Constant.Int(MostRounds)), one = before.Let(Constant.Int(1));
        Value size = SizeOf(zero, one, most, before);
        Value to = _parts.IsToNegative ? Rounds.Larger(loop.To, zero, before) : loop.To;
        Value blocks = before.Let(new Binary(BinaryOperator.Add, before.Let(new Binary(BinaryOperator.Divide, before.Let(new Binary(BinaryOperator.Subtract, to, one)), size)), one), "blocks");
        Dictionary<Value, Value> kept = [];
        foreach (Value value in _parts.Kept)
        {
            kept[value] = before.Let(new Allocate(value.Type.As(Shape.Span), most, OnStack: false) { IsOverwritten = true }, value.Hint is null ? "kept" : value.Hint + "Kept");
        }

        EmitAll(before);
        RegionBuilder body = new(_values);
        Value block = _values.Create(IrType.Int, "block");
        Value first = body.Let(new Binary(BinaryOperator.Multiply, block, size), "first");
        Value rounds = body.Let(new Call(IrType.Int, "System.Math.Min", EquatableArray<Value>.Of(size, body.Let(new Binary(BinaryOperator.Subtract, to, first)))), "rounds");
        EquatableArray<Value> carried = loop.Parameters.Map(parameter => _values.Create(parameter.Type, parameter.Hint));
        Value[] sums = [.. carried];
        for (int part = 0; part < _parts.Count; part++)
        {
            body.Add(Part(loop, part, first, rounds, zero, kept, carried, sums));
        }

        return loop with { Index = block, From = zero, To = blocks, Parameters = carried, Body = body.Build(sums) };
    }

    /// <summary>So many rounds in a block, or one where an array is null or empty: then it matters which round comes first to what it does not find.</summary>
    private Value SizeOf(Value zero, Value one, Value most, RegionBuilder before)
    {
        Value? least = null;
        foreach (Value array in _parts.Arrays)
        {
            Value length = before.Let(new Length(_facts.Whole(array, before)));
            least = least is null ? length : before.Let(new Call(IrType.Int, "System.Math.Min", EquatableArray<Value>.Of(least, length)));
        }

        return least is null ? most : before.Let(new Select(before.Let(new Binary(BinaryOperator.Equal, least, zero)), one, most), "size");
    }

    private For Part(For loop, int part, Value first, Value rounds, Value zero, Dictionary<Value, Value> kept, EquatableArray<Value> carried, Value[] sums)
    {
        Cloning copies = new(_values);
        RegionBuilder body = new(_values);
        Value number = _values.Create(IrType.Int, "k");
        if (_parts.IsCalls(part))
        {
            Calls.Add(number);
        }

        copies.Bind(loop.Index, body.Let(new Binary(BinaryOperator.Add, first, number), loop.Index.Hint));
        List<int> own = [.. Enumerable.Range(0, loop.Parameters.Count).Where(k => _parts.PartOfParameter(k) == part)];
        Value[] parameters = [.. own.Select(k => _values.Create(carried[k].Type, carried[k].Hint))];
        for (int k = 0; k < own.Count; k++)
        {
            copies.Bind(loop.Parameters[own[k]], parameters[k]);
        }

        foreach (Statement statement in _parts.StatementsOf(part))
        {
            if (statement is Let let && _parts.IsLoaded(let.Result, part))
            {
                copies.Bind(let.Result, body.Let(new Load(kept[let.Result], number), let.Result.Hint));
                continue;
            }

            foreach (Value result in statement.Results.Where(result => _parts.IsLoaded(result, part)))
            {
                copies.Bind(result, body.Let(new Load(kept[result], number), result.Hint));
            }

            if (_parts.IsDone(statement, part))
            {
                body.AddRange([copies.Map(statement)]);
            }

            foreach (Value result in statement.Results.Where(result => kept.ContainsKey(result) && _parts.PartOf(statement) == part))
            {
                body.Add(new Store(kept[result], number, copies.CopyOf(result)));
            }
        }

        Value[] outputs = [.. parameters.Select(parameter => _values.Create(parameter.Type, parameter.Hint))];
        For made = new(
            number, zero, rounds, 1, Reversed: false, own.Select(k => sums[k]).ToEquatable(), parameters.ToEquatable(),
            body.Build(own.Select(k => copies.CopyOf(loop.Body.Yields[k]))), outputs.ToEquatable());
        for (int k = 0; k < own.Count; k++)
        {
            sums[own[k]] = outputs[k];
        }

        return made;
    }
}
