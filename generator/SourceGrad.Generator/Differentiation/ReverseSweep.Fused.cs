using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>The adjoint that a fused loop starts from depends on something that is computed later than the loop.</summary>
internal sealed class FusionException(Value loop) : Exception($"The adjoint of the loop over {loop} is not known before it.")
{
    public Value Loop { get; } = loop;
}

/// <content>Loops whose reverse runs in the loop.</content>
internal sealed partial class ReverseSweep
{
    /// <summary>
    /// One loop for both sweeps. The adjoint of its sums is computed before it; what it contributes to outer scalars is summed beside the primal's
    /// own carried values and joins their adjoints afterwards.
    /// </summary>
    /// <param name="loop">A loop that <see cref="Analysis.SweepFusion"/> found.</param>
    /// <param name="scope">The adjoints of the region around.</param>
    /// <param name="later">The forward statements after the loop, from which what the adjoint needs is moved before it.</param>
    private List<Statement> Fuse(For loop, AdjointScope scope, List<Statement>[] later)
    {
        List<Value?> seeds = TakeAll(scope, loop.Outputs);
        List<Statement> before = [];
        foreach (Value seed in seeds.OfType<Value>())
        {
            Advance(seed, loop, scope.Builder, later, before);
        }

        AdjointScope inner = new(
            scope, Defined(loop.Body, loop.Parameters, [loop.Index]), new RegionBuilder(values), isLoop: true, startsAtZero: true);
        List<Statement> forward = RunJoint(loop.Body, seeds, inner, inFusedLoop: true);
        RegionBuilder zeros = new(values);
        List<Value> sums = [.. inner.Carried.Select(carried => values.Create(carried.Parameter.Type, carried.Parameter.Hint))];
        For fused = loop with
        {
            Initials = loop.Initials.Concat(inner.Carried.Select(carried => zeros.Let(Constant.Zero(carried.Parameter.Type)))).ToEquatable(),
            Parameters = loop.Parameters.Concat(inner.Carried.Select(carried => carried.Parameter)).ToEquatable(),
            Body = new Region(
                forward.Concat(inner.Builder.Statements).ToEquatable(),
                loop.Body.Yields.Concat(inner.Carried.Select(carried => inner.Peek(carried.Primal)!)).ToEquatable()),
            Outputs = loop.Outputs.Concat(sums).ToEquatable(),
        };
        for (int i = 0; i < sums.Count; i++)
        {
            scope.Add(inner.Carried[i].Primal, sums[i]);
        }

        for (int i = 0; i < seeds.Count; i++)
        {
            if (seeds[i] is Value seed && IsActive(loop.Initials[i]))
            {
                scope.Add(loop.Initials[i], seed);
            }
        }

        return [.. before, .. zeros.Statements, fused];
    }

    /// <summary>Moves the operations that <paramref name="value"/> is made of before the loop.</summary>
    private static void Advance(Value value, For loop, RegionBuilder builder, List<Statement>[] later, List<Statement> before)
    {
        IEnumerable<Statement> candidates = builder.Statements.Concat(later.SelectMany(list => list));
        Statement? definition = candidates.FirstOrDefault(statement => statement.Results.Contains(value));
        if (definition is null)
        {
            if (loop.Outputs.Contains(value))
            {
                throw new FusionException(loop.Index);
            }

            return;
        }

        if (definition is not Let { Expression: not (Load or Pop or Allocate or NewTape) })
        {
            throw new FusionException(loop.Index);
        }

        foreach (Value operand in definition.Operands)
        {
            Advance(operand, loop, builder, later, before);
        }

        if (!builder.Remove(definition))
        {
            foreach (List<Statement> list in later)
            {
                list.Remove(definition);
            }
        }

        before.Add(definition);
    }
}
