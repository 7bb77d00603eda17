using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>What an arm of a branch computed, by the operation, and under which name the branch hands it on.</summary>
internal sealed class ArmValues
{
    private readonly Dictionary<(Expression Expression, int State), Value> _computed = [];
    private readonly Dictionary<Value, Value> _outputs = [];

    public void Note((Expression Expression, int State) key, Value value) => _computed[key] = value;

    public void Hand(Value yield, Value output)
    {
        if (!_outputs.ContainsKey(yield))
        {
            _outputs.Add(yield, output);
        }
    }

    /// <summary>The arm's own value of an operation; null where it computed no such.</summary>
    public Value? Find((Expression Expression, int State) key) => _computed.TryGetValue(key, out Value? value) ? value : null;

    /// <summary>The branch's result that is this value of the arm; null where there is none.</summary>
    public Value? OutputOf(Value value) => _outputs.TryGetValue(value, out Value? output) ? output : null;
}
