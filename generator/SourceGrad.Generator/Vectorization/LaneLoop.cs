using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Puts a loop in lanes together: what is made ready before it, the loop itself, what the lanes have summed, and the loop as it was, which goes on with the
/// iterations that are too few for a vector.
/// </summary>
/// <example>
/// <code>
/// %z = for j from 0 to d (s = %z0) {            %v, %next = for j from 0 to end lanes (vs = 0) { yield vs + lanes w[j] * lanes x[j] }
///   yield s + w[j] * x[j]                       %z1 = %z0 + sum %v
/// }                                             %z = for j from %next to d (s = %z1) { yield s + w[j] * x[j] }
/// </code>
/// </example>
internal static class LaneLoop
{
    /// <param name="loop">The loop.</param>
    /// <param name="lanes">Its analysis.</param>
    /// <param name="facts">What is known of its function.</param>
    /// <param name="values">Makes values.</param>
    /// <param name="isRepeated">A loop around it runs it many times.</param>
    /// <param name="isReadNext">The next loop reads what this one stores.</param>
    public static List<Statement> Build(For loop, LaneAnalysis lanes, FunctionFacts facts, ValueFactory values, bool isRepeated, bool isReadNext)
    {
        ScalarKind kind = lanes.Kind!.Value;
        RegionBuilder before = new(values), body = new(values), after = new(values);
        LaneBody rewrite = new(loop, lanes, facts, before);
        List<Value> initials = [], parameters = [], yields = [], outputs = [];
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            Value parameter = loop.Parameters[k];
            if (parameter.Type.IsReal)
            {
                Value lane = values.Create(parameter.Type.Lanes, parameter.Hint is null ? null : parameter.Hint + "Lanes");
                initials.Add(before.Let(new Broadcast(lane.Type, before.Let(Constant.Zero(parameter.Type)))));
                parameters.Add(lane);
                rewrite.Bind(parameter, lane);
            }
            else
            {
                Value scalar = values.Create(parameter.Type, parameter.Hint);
                initials.Add(loop.Initials[k]);
                parameters.Add(scalar);
                rewrite.BindScalar(parameter, scalar);
            }
        }

        bool isRepeatable = LastRound.IsRepeatable(lanes);
        LastRound? last = isRepeated && LastRound.Fits(loop, lanes, facts)
            ? new LastRound(rewrite.Position, loop.Index.Hint, kind, values, isRepeatable, hasSums: loop.Parameters.Count > 0, isReadNext)
            : null;
        rewrite.Run(body, isRepeatable ? null : last?.Rest);
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            yields.Add(loop.Parameters[k].Type.IsReal
                ? Masked(rewrite.VectorOf(loop.Body.Yields[k], body), parameters[k], last, body)
                : Advanced(parameters[k], rewrite.ScalarOf(lanes.StepOf(k)!), kind, body));
        }

        initials.AddRange(rewrite.Sums.Initials);
        parameters.AddRange(rewrite.Sums.Parameters);
        yields.AddRange(rewrite.Sums.Yields);
        outputs.AddRange(parameters.Select(parameter => values.Create(parameter.Type, parameter.Hint)));
        Value end = rewrite.Bounds.End();
        bool fromZero = rewrite.Bounds.CountsFromZero;
        Value from = fromZero ? before.Let(Constant.Int(0)) : loop.From;
        Value next = last?.Whole(end, before) ?? values.Create(IrType.Int, loop.Index.Hint is null ? null : loop.Index.Hint + "Next");
        For vectors = new(
            last?.Index ?? rewrite.Position, from, last is null ? end : next, 1, Reversed: false, initials.ToEquatable(), parameters.ToEquatable(), body.Build(yields), outputs.ToEquatable())
        {
            LaneKind = kind,
            IsPadded = last is not null,
            Next = last is null ? next : null,
            Source = loop.Source,
            Comment = loop.Comment,
        };
        if (last is not null)
        {
            HashSet<Value> written = [.. lanes.Accesses.Where(access => access.Kind != AccessKind.Load).Select(access => access.Root)];
            vectors = isRepeatable ? vectors : RestMasks.Run(vectors, last.Rest, buffer => written.Contains(RootOf(buffer, facts, values)), values);
            vectors = last.Begin(vectors);
        }

        List<Value> totals = [];
        for (int k = 0; k < loop.Parameters.Count; k++)
        {
            totals.Add(loop.Parameters[k].Type.IsReal ? Total(loop.Initials[k], outputs[k], loop.Parameters[k].Hint, facts, after) : outputs[k]);
        }

        rewrite.Sums.Finish(
            [.. outputs.Skip(loop.Parameters.Count)], () => after.Let(new Binary(BinaryOperator.Greater, next, from)), after);
        Value start = fromZero ? after.Let(new Binary(BinaryOperator.Add, loop.From, next)) : next;
        For rest = loop with { From = start, Reversed = false, Initials = totals.ToEquatable() };
        return [.. before.Statements, .. LaneUnrolling.Run(vectors, values), .. after.Statements, rest];
    }

    /// <summary>The memory behind a buffer, which may be a view that was made for the lanes.</summary>
    private static Value RootOf(Value buffer, FunctionFacts facts, ValueFactory values)
    {
        while (values.DefinitionOf(buffer) is Slice view)
        {
            buffer = view.Buffer;
        }

        return facts.RootOf(buffer);
    }

    /// <summary>Lanes that another round sums stay as they are.</summary>
    private static Value Masked(Value sum, Value before, LastRound? last, RegionBuilder body) =>
        last is null || sum == before ? sum : body.Let(new Select(last.Rest, sum, before), before.Hint);

    private static Value Advanced(Value counter, Value step, ScalarKind kind, RegionBuilder body) =>
        body.Let(new Binary(BinaryOperator.Add, counter, body.Let(new Binary(BinaryOperator.Multiply, step, body.Let(new LaneCount(kind))))));

    private static Value Total(Value initial, Value lanes, string? name, FunctionFacts facts, RegionBuilder after)
    {
        Value sum = after.Let(new LaneSum(lanes), facts.ConstantOf(initial)?.Is(0) == true ? name : null);
        return facts.ConstantOf(initial)?.Is(0) == true ? sum : after.Let(new Binary(BinaryOperator.Add, initial, sum), name);
    }
}
