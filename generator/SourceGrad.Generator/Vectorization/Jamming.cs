using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Inside of an outer loop in lanes, does two rounds of a loop side by side whose inner loop goes over vectors that do not depend on the round: each
/// vector is then loaded and stored once for both. Where the second inner loop starts a little later, as in a triangle, the first one goes ahead alone.
/// It runs before <see cref="LaneBlocks"/>, which takes several vectors for each of those here.
/// </summary>
/// <remarks>
/// Right because what the loops write they only add to, in an order that does not matter, or store to an element of each round's own.
/// What <see cref="Tiling"/> does, for loops round a loop in lanes instead of those round which there is one.
/// </remarks>
/// <example>
/// <code>
/// for c { for r from c + 1 { p[r] += broadcast w[i] * x[c]; i++ } }
/// for c by twos {
///   %j = %i + (n - (c + 1)); if c + 1 < n { p[c + 1] += broadcast w[i] * x[c] }; i++
///   for r from c + 2 { p[r] += broadcast w[i] * x[c] + broadcast w[j] * x[c + 1]; i++; j++ } }
/// </code>
/// </example>
internal sealed class Jamming : Rewriter
{
    private const int Together = 2;

    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;
    private int _lanes;

    private Jamming(Function function)
    {
        _facts = new FunctionFacts(function, new Dictionary<Value, Value>(), []);
        _values = new ValueFactory(function.NextId);
    }

    public static Function Run(Function function)
    {
        Jamming pass = new(function);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        if (_lanes > 0 && JammedNest.Of(statement, _facts) is JammedNest nest)
        {
            RegionBuilder before = new(_values);
            Value whole = Tile.Whole(statement, Together, before);
            For pairs = Pairs(nest, whole);
            RegionBuilder after = new(_values);
            Value isOdd = after.Let(new Binary(BinaryOperator.Less, whole, statement.To));
            EmitAll(before);
            Emit(pairs);
            EmitAll(after);
            For last = statement with { From = whole, Initials = pairs.Outputs, Outputs = statement.Outputs.Map(output => _values.Create(output.Type, output.Hint)) };
            return new If(isOdd, new Region(EquatableArray<Statement>.Of(last), last.Outputs), Region.Empty with { Yields = pairs.Outputs }, statement.Outputs);
        }

        _lanes += statement.LaneKind is null ? 0 : 1;
        Statement? result = base.VisitFor(statement);
        _lanes -= statement.LaneKind is null ? 0 : 1;
        return result;
    }

    private For Pairs(JammedNest nest, Value whole)
    {
        (For outer, For inner) = (nest.Outer, nest.Inner);
        RegionBuilder body = new(_values);
        Value index = _values.Create(IrType.Int, outer.Index.Hint);
        List<Value> parameters = [.. outer.Parameters.Select(parameter => _values.Create(parameter.Type, parameter.Hint))], counters = parameters;
        Cloning first = Begin(nest, index, counters, body);
        Value from = first.CopyOf(inner.From), to = first.CopyOf(inner.To);
        List<Value> later = [];
        if (counters.Count > 0)
        {
            Value rounds = Rounds.Of(from, to, body);
            later.AddRange(counters.Select((counter, k) => body.Let(new Binary(BinaryOperator.Add, counter, Times(rounds, nest.Steps[k], body)), counter.Hint)));
        }

        Value next = body.Let(new Binary(BinaryOperator.Add, index, body.Let(Constant.Int(1))), outer.Index.Hint is null ? null : outer.Index.Hint + "Next");
        Cloning second = Begin(nest, next, later, body);
        Value start = from;
        if (nest.Split.Contains(inner.From))
        {
            start = second.CopyOf(inner.From);
            Ahead(nest, first, from, to, counters, body);
            counters = [.. counters.Select((counter, k) => body.Let(new Binary(BinaryOperator.Add, counter, body.Let(Constant.Int(nest.Steps[k]))), counter.Hint))];
        }

        For both = Both(nest, first, second, start, to, [.. counters, .. later]);
        body.Add(both);
        return outer with
        {
            Index = index,
            To = whole,
            Step = Together,
            Parameters = parameters.ToEquatable(),
            Body = body.Build(both.Outputs.Skip(parameters.Count)),
            Outputs = outer.Outputs.Select(output => _values.Create(output.Type, output.Hint)).ToEquatable(),
        };
    }

    /// <summary>What comes before the inner loop, for one round.</summary>
    private Cloning Begin(JammedNest nest, Value index, List<Value> counters, RegionBuilder body)
    {
        Cloning copies = new(_values);
        copies.Bind(nest.Outer.Index, index);
        for (int k = 0; k < counters.Count; k++)
        {
            copies.Bind(nest.Outer.Parameters[k], counters[k]);
        }

        body.AddRange(nest.Before.Select(copies.Map).ToList());
        return copies;
    }

    /// <summary>The round of the first inner loop that the second one does not have.</summary>
    private void Ahead(JammedNest nest, Cloning round, Value from, Value to, List<Value> counters, RegionBuilder body)
    {
        Cloning copies = new(_values);
        foreach (Value value in nest.Before.SelectMany(statement => statement.Results).Append(nest.Outer.Index))
        {
            copies.Bind(value, round.CopyOf(value));
        }

        copies.Bind(nest.Inner.Index, from);
        for (int k = 0; k < counters.Count; k++)
        {
            copies.Bind(nest.Inner.Parameters[k], counters[k]);
        }

        Value isThere = body.Let(new Binary(BinaryOperator.Less, from, to));
        Region then = new(nest.Inner.Body.Statements.Select(copies.Map).ToList().ToEquatable(), EquatableArray<Value>.Empty);
        body.Add(new If(isThere, then, Region.Empty, EquatableArray<Value>.Empty));
    }

    private For Both(JammedNest nest, Cloning first, Cloning second, Value from, Value to, List<Value> counters)
    {
        For inner = nest.Inner;
        RegionBuilder body = new(_values);
        Value index = _values.Create(IrType.Int, inner.Index.Hint);
        List<Value> parameters = [];
        foreach (Cloning round in new[] { first, second })
        {
            round.Bind(inner.Index, index);
            foreach (Value parameter in inner.Parameters)
            {
                parameters.Add(_values.Create(parameter.Type, parameter.Hint));
                round.Bind(parameter, parameters[parameters.Count - 1]);
            }
        }

        foreach (Statement statement in inner.Body.Statements)
        {
            if (statement is Let let && !nest.Split.Contains(let.Result))
            {
                body.AddRange([first.Map(let)]);
                second.Bind(let.Result, first.CopyOf(let.Result));
            }
            else if (statement is Accumulate sum && !nest.Split.Contains(sum.Index) && !nest.Split.Contains(sum.Buffer))
            {
                var one = (Accumulate)first.Map(sum);
                (body.Source, body.Comment) = (sum.Source, sum.Comment);
                body.Add(one with { Operand = body.Let(new Binary(BinaryOperator.Add, one.Operand, second.CopyOf(sum.Operand)) { JoinsRounds = true }) });
                (body.Source, body.Comment) = (null, null);
            }
            else
            {
                body.AddRange([first.Map(statement)]);
                body.AddRange([second.Map(statement)]);
            }
        }

        return inner with
        {
            Index = index,
            From = from,
            To = to,
            Initials = counters.ToEquatable(),
            Parameters = parameters.ToEquatable(),
            Body = body.Build(inner.Body.Yields.Select(first.CopyOf).Concat(inner.Body.Yields.Select(second.CopyOf)).ToList()),
            Outputs = parameters.Select(parameter => _values.Create(parameter.Type, parameter.Hint)).ToEquatable(),
        };
    }

    private static Value Times(Value rounds, int step, RegionBuilder body) =>
        step == 1 ? rounds : body.Let(new Binary(BinaryOperator.Multiply, rounds, body.Let(Constant.Int(step))));
}
