using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Makes lanes of the iterations of loops, of those that <see cref="LaneChoices"/> names.</summary>
internal sealed class Vectorizer : LanePass
{
    private Vectorizer(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
        : base(function, companions, fields, shared)
    {
    }

    /// <param name="function">After the optimizer.</param>
    /// <param name="companions">Buffers that the caller has to make as long as another one.</param>
    /// <param name="fields">Parameters that are fields of an object.</param>
    /// <param name="shared">Parameters of which other threads write elements.</param>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null) =>
        new Vectorizer(function, companions, fields, shared).Rewrite(function);

    protected override Statement VisitChosen(For loop, LaneAnalysis lanes, bool isRepeated)
    {
        List<Statement> statements = LaneLoop.Build(loop, lanes, Facts, Values, isRepeated);
        foreach (Statement made in statements.Take(statements.Count - 1))
        {
            Emit(made);
        }

        return statements[statements.Count - 1];
    }
}
