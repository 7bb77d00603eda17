using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>
/// Operations on lanes, each computed once: where both arms of a branch are done in one place, and so are two branches on one condition, the second finds there what the first
/// had computed, which in branches it could not see.
/// </summary>
/// <param name="facts">Of the function.</param>
internal sealed class LaneValues(FunctionFacts facts)
{
    private readonly List<Dictionary<Expression, Value>> _computed = [[]];
    private readonly Dictionary<Value, Value> _same = [];
    private readonly Dictionary<(IrType, long), Value> _constants = [];

    /// <summary>A region that does not run whenever the one around does.</summary>
    public void Enter() => _computed.Add([]);

    public void Leave() => _computed.RemoveAt(_computed.Count - 1);

    /// <summary>An earlier value that is the same; null where there is none, and then this is the one for those that follow.</summary>
    public Value? Find(Let let)
    {
        if (let.Expression is not (Unary or Binary or Select or Call) || (let.Expression is Call call && LaneFunctions.IsSign(call)))
        {
            return null;
        }

        Expression key = let.Expression.Map(Representative);
        foreach (Dictionary<Expression, Value> scope in _computed)
        {
            if (scope.TryGetValue(key, out Value? earlier))
            {
                _same[let.Result] = earlier;
                return earlier;
            }
        }

        _computed[_computed.Count - 1].Add(key, let.Result);
        return null;
    }

    private Value Representative(Value value)
    {
        if (facts.ConstantOf(value) is not Constant constant)
        {
            return _same.TryGetValue(value, out Value? same) ? same : value;
        }

        if (!_constants.TryGetValue((constant.Type, constant.Bits), out Value? first))
        {
            _constants[(constant.Type, constant.Bits)] = first = value;
        }

        return first;
    }
}
