using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>
/// Keeps the user's names when values are merged: a nameless value that stands for a named one from now on gets its
/// name. Constants stay nameless, so that they are written where they are used.
/// </summary>
internal sealed class Names
{
    private readonly Dictionary<Value, string> _given = [];

    /// <summary><paramref name="kept"/> is used in place of <paramref name="merged"/>.</summary>
    public void Merge(Value kept, Value merged, bool isConstant)
    {
        if (kept.Hint is null && merged.Hint is not null && !isConstant && !_given.ContainsKey(kept))
        {
            _given[kept] = merged.Hint;
        }
    }

    public Function Apply(Function function) => _given.Count == 0 ? function : new Renaming(_given).Rewrite(function);
}
