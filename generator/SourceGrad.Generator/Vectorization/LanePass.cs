using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>A pass over the loops that <see cref="LaneChoices"/> names, each of them as a whole; the loops around them are walked through.</summary>
/// <param name="function">After the optimizer.</param>
/// <param name="companions">Buffers that the caller has to make as long as another one.</param>
/// <param name="fields">Parameters that are fields of an object.</param>
/// <param name="shared">Parameters of which other threads write elements.</param>
internal abstract class LanePass(Function function, IReadOnlyDictionary<Value, Value> companions, IReadOnlyCollection<Value> fields, IReadOnlyCollection<Value>? shared) : Rewriter
{
    private LaneChoices? _choices;
    private int _depth;

    protected FunctionFacts Facts { get; } = new FunctionFacts(function, companions, fields, shared);

    protected ValueFactory Values { get; } = new ValueFactory(function.NextId);

    private LaneChoices Choices => _choices ??= new LaneChoices(Facts);

    public override Function Rewrite(Function function)
    {
        Function result = base.Rewrite(function);
        return ReferenceEquals(result, function) ? function : result with { NextId = Values.NextId };
    }

    public override Statement? VisitFor(For statement)
    {
        if (Choices.Of(statement) is LaneAnalysis lanes)
        {
            return VisitChosen(statement, lanes, isRepeated: _depth > 0);
        }

        _depth++;
        Statement? outer = base.VisitFor(statement);
        _depth--;
        return outer;
    }

    /// <summary>A loop whose iterations are to be lanes.</summary>
    /// <param name="loop">The loop.</param>
    /// <param name="lanes">Its analysis.</param>
    /// <param name="isRepeated">A loop around it runs it many times.</param>
    protected abstract Statement VisitChosen(For loop, LaneAnalysis lanes, bool isRepeated);
}
