using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Lets a short loop in lanes that only sums take four vectors a round, each with a sum of its own: an addition has to wait for the one before only if
/// both are to the same sum. What is left of less than four vectors goes on one by one.
/// </summary>
/// <example>
/// <code>
/// for j lanes (s = 0) { yield s + lanes w[j] * lanes x[j] }
/// for j 4 lanes (s0 = 0, s1 = 0, s2 = 0, s3 = 0) { … }    for j lanes (s = s0 + s1 + (s2 + s3)) { … }
/// </code>
/// </example>
internal static class LaneUnrolling
{
    private const int Vectors = 4;
    private const int MostOperations = 8;

    /// <summary>The loop, or what stands in its place: statements of which the last is the loop that goes on.</summary>
    public static List<Statement> Run(For loop, ValueFactory values)
    {
        bool fits = loop.Parameters.Count > 0
            && loop.Parameters.All(parameter => parameter.Type.IsLanes)
            && loop.Body.Statements.Count <= MostOperations
            && loop.Body.Statements.All(statement => statement is Let { Expression: not Call });
        if (!fits)
        {
            return [loop];
        }

        ScalarKind kind = loop.LaneKind!.Value;
        RegionBuilder body = new(values), after = new(values);
        Value index = values.Create(IrType.Int, loop.Index.Hint), next = values.Create(IrType.Int);
        List<Value> initials = [], parameters = [], yields = [], outputs = [];
        for (int vector = 0; vector < Vectors; vector++)
        {
            Cloning copies = new(values);
            copies.Bind(loop.Index, vector == 0 ? index : body.Let(new Binary(BinaryOperator.Add, index, Offset(vector, kind, body))));
            foreach (Value parameter in loop.Parameters)
            {
                Value own = values.Create(parameter.Type, parameter.Hint);
                copies.Bind(parameter, own);
                parameters.Add(own);
                outputs.Add(values.Create(parameter.Type, parameter.Hint));
            }

            initials.AddRange(loop.Initials);
            body.AddRange(loop.Body.Statements.Select(copies.Map).ToList());
            yields.AddRange(loop.Body.Yields.Select(copies.CopyOf));
        }

        For four = new(
            index, loop.From, loop.To, Vectors, Reversed: false, initials.ToEquatable(), parameters.ToEquatable(), body.Build(yields), outputs.ToEquatable())
        {
            LaneKind = kind,
            Next = next,
            Source = loop.Source,
            Comment = loop.Comment,
        };
        int count = loop.Parameters.Count;
        List<Value> sums = [];
        for (int k = 0; k < count; k++)
        {
            List<Value> own = [.. Enumerable.Range(0, Vectors).Select(vector => outputs[k + (vector * count)])];
            sums.Add(after.Let(PairwiseSum.Of(own, after), loop.Parameters[k].Hint));
        }

        return [four, .. after.Statements, loop with { From = next, Initials = sums.ToEquatable() }];
    }

    /// <summary>From the first lane of a round to that of one of its vectors.</summary>
    public static Value Offset(int vector, ScalarKind kind, RegionBuilder body)
    {
        Value lanes = body.Let(new LaneCount(kind));
        return vector == 1 ? lanes : body.Let(new Binary(BinaryOperator.Multiply, body.Let(Constant.Int(vector)), lanes));
    }
}
