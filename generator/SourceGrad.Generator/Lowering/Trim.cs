using SourceGrad.Generator.Infrastructure;
using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// Takes out what the lowering made for safety's sake and nobody needs, in time linear in the function: values carried
/// through loops and merged after branches that no one reads, or that turn out to be one value whatever happens; constants
/// and flag arithmetic without a use; branches left empty. Gives the remaining values the names of the variables they were assigned to.
/// <code>
/// before:  %a = if (%c) { yield %x } else { yield %x };  %dead = %x + %y;  yield %a
/// after:   yield %x
/// </code>
/// Only pure operations that cannot throw are removed, so the function behaves as before.
/// </summary>
internal sealed class Trim(IReadOnlyDictionary<int, string> names)
{
    private readonly Dictionary<int, Value> _aliases = [];
    private readonly Dictionary<int, IEnumerable<Value>> _sources = [];
    private readonly Dictionary<int, Value> _renamed = [];
    private readonly HashSet<int> _live = [];
    private readonly Stack<Value> _pending = new();

    public Region Run(Region body)
    {
        FindAliases(body);
        FindSources(body);
        Require(body.Yields);
        while (_pending.Count > 0)
        {
            if (_sources.TryGetValue(_pending.Pop().Id, out IEnumerable<Value>? sources))
            {
                Require(sources);
            }
        }

        return Rewrite(body);
    }

    /// <summary>What has become of a value; null if it is gone.</summary>
    public Value? Find(Value? value)
    {
        if (value is null)
        {
            return null;
        }

        Value resolved = Resolve(value);
        return _live.Contains(resolved.Id) ? Renamed(resolved) : null;
    }

    private static bool IsRemovable(Expression expression) => expression switch
    {
        Constant or Unary or Select or StopGradient => true,
        Binary { IsChecked: true } or Ir.Convert { IsChecked: true } => false,
        Binary binary => binary.Left.Type.IsFloating || binary.Operator is not (BinaryOperator.Divide or BinaryOperator.Remainder),
        Ir.Convert => true,
        Length { Buffer.Type.Shape: not Shape.Array } => true,
        _ => false,
    };

    private void FindAliases(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            foreach (Region inner in statement.Regions)
            {
                FindAliases(inner);
            }

            switch (statement)
            {
                case If branch:
                    for (int i = 0; i < branch.Outputs.Count; i++)
                    {
                        Value then = Resolve(branch.Then.Yields[i]);
                        if (then.Id == Resolve(branch.Else.Yields[i]).Id)
                        {
                            _aliases[branch.Outputs[i].Id] = then;
                        }
                    }

                    break;
                case For loop:
                    FindInvariants(loop.Initials, loop.Parameters, loop.Body, loop.Outputs);
                    break;
                case While loop:
                    FindInvariants(loop.Initials, loop.Parameters, loop.Body, loop.Outputs);
                    break;
            }
        }
    }

    private void FindInvariants(
        EquatableArray<Value> initials, EquatableArray<Value> parameters, Region body, EquatableArray<Value> outputs)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            Value yield = Resolve(body.Yields[i]);
            if (yield.Id == parameters[i].Id || yield.Id == Resolve(initials[i]).Id)
            {
                _aliases[parameters[i].Id] = initials[i];
                _aliases[outputs[i].Id] = initials[i];
            }
        }
    }

    private Value Resolve(Value value)
    {
        while (_aliases.TryGetValue(value.Id, out Value? target))
        {
            // Halving the path keeps long chains of copies cheap.
            if (_aliases.TryGetValue(target.Id, out Value? further))
            {
                _aliases[value.Id] = further;
            }

            value = target;
        }

        return value;
    }

    private void Require(IEnumerable<Value> values)
    {
        foreach (Value value in values)
        {
            Value resolved = Resolve(value);
            if (_live.Add(resolved.Id))
            {
                _pending.Push(resolved);
            }
        }
    }

    private void FindSources(Region region)
    {
        foreach (Statement statement in region.Statements)
        {
            switch (statement)
            {
                case Let let when IsRemovable(let.Expression):
                    _sources[let.Result.Id] = let.Expression.Operands;
                    break;
                case If branch:
                    Require([branch.Condition]);
                    for (int i = 0; i < branch.Outputs.Count; i++)
                    {
                        _sources[branch.Outputs[i].Id] = [branch.Then.Yields[i], branch.Else.Yields[i]];
                    }

                    break;
                case For loop:
                    Require([loop.From, loop.To]);
                    FindCarried(loop.Initials, loop.Parameters, loop.Body, loop.Outputs);
                    break;
                case While loop:
                    Require(loop.Test.Yields);
                    FindCarried(loop.Initials, loop.Parameters, loop.Body, loop.Outputs);
                    break;
                default:
                    Require(statement.Operands);
                    Require(statement.Results);
                    break;
            }

            foreach (Region inner in statement.Regions)
            {
                FindSources(inner);
            }
        }
    }

    private void FindCarried(
        EquatableArray<Value> initials, EquatableArray<Value> parameters, Region body, EquatableArray<Value> outputs)
    {
        for (int i = 0; i < parameters.Count; i++)
        {
            _sources[parameters[i].Id] = [initials[i], body.Yields[i]];
            _sources[outputs[i].Id] = [parameters[i]];
        }
    }

    private Value Renamed(Value value)
    {
        Value resolved = Resolve(value);
        if (resolved.Hint is not null || !names.TryGetValue(resolved.Id, out string? name))
        {
            return resolved;
        }

        if (!_renamed.TryGetValue(resolved.Id, out Value? renamed))
        {
            renamed = resolved with { Hint = name };
            _renamed.Add(resolved.Id, renamed);
        }

        return renamed;
    }

    private Region Rewrite(Region region, Func<int, bool>? keepsYield = null) => new(
        region.Statements.Select(Rewrite).Where(statement => statement is not null).Select(statement => statement!).ToEquatable(),
        region.Yields.Where((_, i) => keepsYield?.Invoke(i) ?? true).Select(Renamed).ToEquatable());

    private Statement? Rewrite(Statement statement)
    {
        switch (statement)
        {
            case Let let:
                return IsRemovable(let.Expression) && !_live.Contains(let.Result.Id)
                    ? null
                    : let with { Result = Renamed(let.Result), Expression = let.Expression.Map(Renamed) };
            case Store store:
                return store with { Buffer = Renamed(store.Buffer), Index = Renamed(store.Index), Operand = Renamed(store.Operand) };
            case Accumulate add:
                return add with { Buffer = Renamed(add.Buffer), Index = Renamed(add.Index), Operand = Renamed(add.Operand) };
            case Clear clear:
                return clear with { Buffer = Renamed(clear.Buffer) };
            case Copy copy:
                return copy with { From = Renamed(copy.From), To = Renamed(copy.To) };
            case Guard guard:
                return guard with { Arguments = guard.Arguments.Map(Renamed) };
            case Invoke invoke:
                return invoke with { Arguments = invoke.Arguments.Map(Renamed), Outputs = invoke.Outputs.Map(Renamed) };
            case If branch:
                bool Merges(int i) => IsKept(branch.Outputs[i]);
                Region then = Rewrite(branch.Then, Merges), otherwise = Rewrite(branch.Else, Merges);
                return then.Statements.Count == 0 && otherwise.Statements.Count == 0 && then.Yields.Count == 0
                    ? null
                    : branch with
                    {
                        Condition = Renamed(branch.Condition),
                        Then = then,
                        Else = otherwise,
                        Outputs = Kept(branch.Outputs, Merges),
                    };
            case For loop:
                bool Carries(int i) => IsKept(loop.Parameters[i]);
                return loop with
                {
                    From = Renamed(loop.From),
                    To = Renamed(loop.To),
                    Initials = Kept(loop.Initials, Carries),
                    Parameters = Kept(loop.Parameters, Carries),
                    Body = Rewrite(loop.Body, Carries),
                    Outputs = Kept(loop.Outputs, Carries),
                };
            case While loop:
                bool Repeats(int i) => IsKept(loop.Parameters[i]);
                return loop with
                {
                    Initials = Kept(loop.Initials, Repeats),
                    Parameters = Kept(loop.Parameters, Repeats),
                    Test = Rewrite(loop.Test),
                    Body = Rewrite(loop.Body, Repeats),
                    Outputs = Kept(loop.Outputs, Repeats),
                };
            default:
                throw new InvalidOperationException($"The lowering does not make {statement.GetType().Name} statements.");
        }
    }

    private bool IsKept(Value value) => _live.Contains(value.Id) && !_aliases.ContainsKey(value.Id);

    private EquatableArray<Value> Kept(EquatableArray<Value> values, Func<int, bool> keeps) =>
        values.Where((_, i) => keeps(i)).Select(Renamed).ToEquatable();
}
