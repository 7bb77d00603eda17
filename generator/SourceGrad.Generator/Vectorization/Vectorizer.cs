using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>Makes lanes of the iterations of loops, of those that <see cref="LaneChoices"/> names.</summary>
internal sealed class Vectorizer : Rewriter
{
    private readonly FunctionFacts _facts;
    private readonly ValueFactory _values;
    private readonly LaneChoices _choices;
    private int _depth;

    private Vectorizer(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared)
    {
        _facts = new FunctionFacts(function, companions, fields, shared);
        _values = new ValueFactory(function.NextId);
        _choices = new LaneChoices(_facts);
    }

    /// <param name="function">After the optimizer.</param>
    /// <param name="companions">Buffers that the caller has to make as long as another one.</param>
    /// <param name="fields">Parameters that are fields of an object.</param>
    /// <param name="shared">Parameters of which other threads write elements.</param>
    public static Function Run(
        Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared = null)
    {
        Vectorizer pass = new(function, companions, fields, shared);
        Function result = pass.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = pass._values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        if (_choices.Of(statement) is not LaneAnalysis lanes)
        {
            _depth++;
            Statement? outer = base.VisitFor(statement);
            _depth--;
            return outer;
        }

        List<Statement> statements = LaneLoop.Build(statement, lanes, _facts, _values, isRepeated: _depth > 0);
        foreach (Statement made in statements.Take(statements.Count - 1))
        {
            Emit(made);
        }

        return statements[statements.Count - 1];
    }
}
