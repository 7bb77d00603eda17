namespace SourceGrad.Generator.Ir;

/// <summary>
/// Copies statements while it maps the values they read and, if asked, those they define: substitution
/// (only reads), renaming (both alike) and cloning (fresh definitions) are all this.
/// </summary>
internal abstract class ValueMapper : Rewriter
{
    /// <summary>The same statement, regions included, with mapped values.</summary>
    public Statement Map(Statement statement) => statement.Accept(this)!;

    public Region Map(Region region) => Rewrite(region);
}

/// <summary>Replaces reads of some values by others, chains of replacements followed to their end.</summary>
internal sealed class Substitution(IReadOnlyDictionary<Value, Value> replacements) : ValueMapper
{
    public Value Apply(Value value)
    {
        while (replacements.TryGetValue(value, out Value? replacement))
        {
            value = replacement;
        }

        return value;
    }

    protected override Value Substitute(Value value) => Apply(value);
}

/// <summary>Copies statements with fresh definitions, so that the copy can stand beside the original in one function.</summary>
internal class Cloning(ValueFactory values) : ValueMapper
{
    private readonly Dictionary<Value, Value> _copies = [];

    /// <summary>Reads of <paramref name="original"/> become reads of <paramref name="replacement"/>.</summary>
    public void Bind(Value original, Value replacement) => _copies[original] = replacement;

    /// <summary>The copy of a value, or the value itself where it was not copied.</summary>
    public Value CopyOf(Value value) => _copies.TryGetValue(value, out Value? copy) ? copy : value;

    protected override Value Substitute(Value value) => CopyOf(value);

    protected override Value Define(Value value)
    {
        Value copy = values.Create(value.Type, value.Hint);
        _copies[value] = copy;
        return copy;
    }
}

/// <summary>Gives values better names, at their definition and at every use.</summary>
internal sealed class Renaming(IReadOnlyDictionary<Value, string> names) : ValueMapper
{
    private readonly Dictionary<Value, Value> _renamed = [];

    public Value Apply(Value value)
    {
        if (!names.TryGetValue(value, out string? name))
        {
            return value;
        }

        if (!_renamed.TryGetValue(value, out Value? renamed))
        {
            _renamed[value] = renamed = value with { Hint = name };
        }

        return renamed;
    }

    protected override Value Substitute(Value value) => Apply(value);

    protected override Value Define(Value value) => Apply(value);
}
