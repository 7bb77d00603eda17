using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// The journal of assignments. Lowering an arm of a branch assigns variables in place; afterwards the journal tells
/// what changed and puts everything back, at a cost proportional to the changes and not to the variables in scope.
/// </summary>
internal sealed class Bindings
{
    private readonly List<(Variable Variable, Value? Before)> _journal = [];

    public int Mark() => _journal.Count;

    public void Set(Variable variable, Value? value)
    {
        if (!ReferenceEquals(variable.Current, value))
        {
            _journal.Add((variable, variable.Current));
            variable.Current = value;
        }
    }

    /// <summary>Undoes everything since the mark; returns what each variable assigned since then was, in order of first assignment.</summary>
    public Changes TakeBack(int mark)
    {
        Changes changes = new();
        for (int i = mark; i < _journal.Count; i++)
        {
            changes.Add(_journal[i].Variable);
        }

        for (int i = _journal.Count - 1; i >= mark; i--)
        {
            _journal[i].Variable.Current = _journal[i].Before;
        }

        _journal.RemoveRange(mark, _journal.Count - mark);
        return changes;
    }

    /// <summary>Does again what was taken back.</summary>
    public void Apply(Changes changes)
    {
        foreach (Variable variable in changes.Variables)
        {
            Set(variable, changes.Of(variable));
        }
    }
}

/// <summary>The variables that a stretch of code assigned, and their values at its end.</summary>
internal sealed class Changes
{
    private readonly Dictionary<Variable, Value?> _values = [];
    private readonly List<Variable> _order = [];

    public IReadOnlyList<Variable> Variables => _order;

    /// <summary>Records the variable's current value.</summary>
    public void Add(Variable variable)
    {
        if (!_values.ContainsKey(variable))
        {
            _order.Add(variable);
            _values.Add(variable, variable.Current);
        }
    }

    public bool Contains(Variable variable) => _values.ContainsKey(variable);

    /// <summary>The value at the end; what it is now where the stretch did not assign it.</summary>
    public Value? Of(Variable variable) => _values.TryGetValue(variable, out Value? value) ? value : variable.Current;
}
