using SourceGrad.Generator.Analysis;
using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Inside of an outer loop in lanes, does two or three rounds of a loop side by side whose inner loop goes over vectors that do not depend on the round: each
/// vector is then loaded and stored once for all. Where each inner loop starts one further than that before it, as in a triangle, the first ones go ahead alone.
/// It runs before <see cref="LaneBlocks"/>, which takes several vectors for each of those here.
/// </summary>
/// <remarks>
/// Right because what the loops write they only add to, in an order that does not matter, or store to an element of each round's own.
/// What <see cref="Tiling"/> does, for loops round a loop in lanes instead of those round which there is one. Where a triangle is done by threes, twos follow for the rounds that have few
/// rows, and then the one that may be left.
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
    /// <summary>So many rounds side by side, of any nest.</summary>
    public const int Few = 2;

    /// <summary>So many of a triangle, as long as they have more rows than <see cref="FewRows"/>.</summary>
    public const int Many = 3;

    /// <summary>With fewer, bringing together more rounds takes longer than going through them.</summary>
    private const int FewRows = 7;

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
            For left = statement;
            if (nest.Width > Few)
            {
                left = EmitGroups(nest, left, nest.Width, ManyRows(nest, left));
            }

            left = EmitGroups(nest, left, Few, left.To);
            Value isLeft = _values.Create(IrType.Bool);
            Emit(new Let(isLeft, new Binary(BinaryOperator.Less, left.From, left.To)));
            return Guarded(isLeft, left with { Outputs = Fresh(statement.Outputs) }, statement.Outputs);
        }

        _lanes += statement.LaneKind is null ? 0 : 1;
        Statement? result = base.VisitFor(statement);
        _lanes -= statement.LaneKind is null ? 0 : 1;
        return result;
    }

    /// <summary>The end of the rounds that have many rows to go through.</summary>
    private Value ManyRows(JammedNest nest, For loop)
    {
        RegionBuilder before = new(_values);
        Constant? number = _facts.ConstantOf(nest.Inner.To);
        Value rows = number is null ? nest.Inner.To : before.Let(number);
        Value end = Rounds.Of(before.Let(Constant.Int(FewRows + nest.Start)), rows, before, loop.Index.Hint is null ? null : loop.Index.Hint + "Limit");
        if (nest.Inner.To != loop.To && (number is null || _facts.ConstantOf(loop.To)?.Bits != number.Bits))
        {
            Value least = before.Let(new Call(IrType.Int, "System.Math.Min", EquatableArray<Value>.Of(loop.To, end)));
            end = Rounds.Larger(least, before.Let(Constant.Int(0)), before);
        }

        EmitAll(before);
        return end;
    }

    /// <summary>Adds a loop over whole groups of rounds, and gives back what is left of the loop.</summary>
    private For EmitGroups(JammedNest nest, For loop, int width, Value to)
    {
        RegionBuilder before = new(_values);
        Value whole = Tile.Whole(loop with { To = to }, width, _facts.ConstantOf, before);
        Value isThere = before.Let(new Binary(BinaryOperator.Less, loop.From, whole));
        EmitAll(before);
        EquatableArray<Value> outputs = Fresh(loop.Outputs);
        Emit(Guarded(isThere, Groups(nest, loop, width, whole), outputs));
        return loop with { From = whole, Initials = outputs };
    }

    private EquatableArray<Value> Fresh(EquatableArray<Value> values) => values.Map(value => _values.Create(value.Type, value.Hint));

    /// <summary>Without rounds, a loop leaves what it would begin with.</summary>
    private static If Guarded(Value hasRounds, For loop, EquatableArray<Value> outputs) =>
        new(hasRounds, new Region(EquatableArray<Statement>.Of(loop), loop.Outputs), Region.Empty with { Yields = loop.Initials }, outputs);

    private For Groups(JammedNest nest, For outer, int width, Value whole)
    {
        For inner = nest.Inner;
        RegionBuilder body = new(_values);
        List<Value> parameters = [.. outer.Parameters.Select(parameter => _values.Create(parameter.Type, parameter.Hint))], counters = parameters;
        Value index = _values.Create(IrType.Int, outer.Index.Hint), number = index;
        List<Round> rounds = [Begin(nest, index, counters, body)];
        while (rounds.Count < width)
        {
            Round before = rounds[rounds.Count - 1];
            if (counters.Count > 0)
            {
                Value count = Rounds.Of(before.From, before.To, body);
                counters = [.. counters.Select((counter, k) => body.Let(new Binary(BinaryOperator.Add, counter, Times(count, nest.Steps[k], body)), counter.Hint))];
            }

            number = body.Let(new Binary(BinaryOperator.Add, number, body.Let(Constant.Int(1))), outer.Index.Hint is null ? null : outer.Index.Hint + (rounds.Count == 1 ? "Next" : "Third"));
            rounds.Add(Begin(nest, number, counters, body));
            if (nest.IsTriangle)
            {
                Ahead(nest, rounds, body);
            }
        }

        For all = SideBySide(nest, rounds);
        body.Add(all);
        return outer with
        {
            Index = index,
            To = whole,
            Step = rounds.Count,
            Parameters = parameters.ToEquatable(),
            Body = body.Build(all.Outputs.Skip(all.Outputs.Count - parameters.Count)),
            Outputs = Fresh(outer.Outputs),
        };
    }

    /// <summary>What comes before the inner loop, for one round.</summary>
    private Round Begin(JammedNest nest, Value index, List<Value> counters, RegionBuilder body)
    {
        Cloning copies = new(_values);
        copies.Bind(nest.Outer.Index, index);
        for (int k = 0; k < counters.Count; k++)
        {
            copies.Bind(nest.Outer.Parameters[k], counters[k]);
        }

        body.AddRange(nest.Before.Select(copies.Map).ToList());
        return new Round(copies, copies.CopyOf(nest.Inner.From), copies.CopyOf(nest.Inner.To), counters);
    }

    /// <summary>The next round of the inner loops that the last one does not have.</summary>
    private void Ahead(JammedNest nest, List<Round> rounds, RegionBuilder body)
    {
        List<Round> others = rounds.GetRange(0, rounds.Count - 1);
        Value at = others[others.Count - 1].From;
        Value isThere = body.Let(new Binary(BinaryOperator.Less, at, others[0].To));
        RegionBuilder then = new(_values);
        List<Cloning> copies = [.. others.Select(round =>
        {
            Cloning own = new(_values);
            foreach (Value value in nest.Before.SelectMany(statement => statement.Results).Concat(nest.Outer.Parameters).Append(nest.Outer.Index))
            {
                own.Bind(value, round.Copies.CopyOf(value));
            }

            Bind(nest, own, at, round.Counters);
            return own;
        })];
        AddAll(nest, copies, then);
        body.Add(new If(isThere, then.Build(), Region.Empty, EquatableArray<Value>.Empty));
        for (int k = 0; k < others.Count; k++)
        {
            rounds[k] = others[k] with { Counters = [.. others[k].Counters.Select((counter, i) => body.Let(new Binary(BinaryOperator.Add, counter, body.Let(Constant.Int(nest.Steps[i]))), counter.Hint))] };
        }
    }

    /// <summary>The inner loops as one, from where the last one starts.</summary>
    private For SideBySide(JammedNest nest, List<Round> rounds)
    {
        For inner = nest.Inner;
        RegionBuilder body = new(_values);
        Value index = _values.Create(IrType.Int, inner.Index.Hint);
        List<Value> parameters = [];
        foreach (Round round in rounds)
        {
            List<Value> own = [.. inner.Parameters.Select(parameter => _values.Create(parameter.Type, parameter.Hint))];
            Bind(nest, round.Copies, index, own);
            parameters.AddRange(own);
        }

        AddAll(nest, [.. rounds.Select(round => round.Copies)], body);
        return inner with
        {
            Index = index,
            From = rounds[rounds.Count - 1].From,
            To = rounds[0].To,
            Initials = rounds.SelectMany(round => round.Counters).ToEquatable(),
            Parameters = parameters.ToEquatable(),
            Body = body.Build(rounds.SelectMany(round => inner.Body.Yields.Select(round.Copies.CopyOf)).ToList()),
            Outputs = Fresh(parameters.ToEquatable()),
        };
    }

    private static void Bind(JammedNest nest, Cloning round, Value index, List<Value> counters)
    {
        round.Bind(nest.Inner.Index, index);
        for (int k = 0; k < counters.Count; k++)
        {
            round.Bind(nest.Inner.Parameters[k], counters[k]);
        }
    }

    /// <summary>A round of the inner loop for each of those of the outer one: what they share once, and what they add to the same element added up first.</summary>
    private static void AddAll(JammedNest nest, List<Cloning> rounds, RegionBuilder body)
    {
        foreach (Statement statement in nest.Inner.Body.Statements)
        {
            if (statement is Let let && !nest.Split.Contains(let.Result))
            {
                body.AddRange([rounds[0].Map(let)]);
                rounds.ForEach(round => round.Bind(let.Result, rounds[0].CopyOf(let.Result)));
            }
            else if (statement is Accumulate sum && nest.IsForAll(sum))
            {
                var one = (Accumulate)rounds[0].Map(sum);
                (body.Source, body.Comment) = (sum.Source, sum.Comment);
                Value operand = rounds.Skip(1).Aggregate(one.Operand, (total, round) => body.Let(new Binary(BinaryOperator.Add, total, round.CopyOf(sum.Operand)) { JoinsRounds = true }));
                body.Add(one with { Operand = operand });
                (body.Source, body.Comment) = (null, null);
            }
            else
            {
                rounds.ForEach(round => body.AddRange([round.Map(statement)]));
            }
        }
    }

    private static Value Times(Value rounds, int step, RegionBuilder body) =>
        step == 1 ? rounds : body.Let(new Binary(BinaryOperator.Multiply, rounds, body.Let(Constant.Int(step))));

    /// <summary>A round of the outer loop: what stands for its values, where its inner loop starts and ends, and the integers that are carried on there.</summary>
    private sealed record Round(Cloning Copies, Value From, Value To, List<Value> Counters);
}
