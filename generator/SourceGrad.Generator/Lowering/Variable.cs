using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>
/// A mutable scalar or buffer reference of the source: a local, a parameter, a field of a tuple, or a flag of the lowering.
/// <paramref name="Depth"/> counts the regions around its declaration; no region outside can see it.
/// </summary>
internal sealed class Variable(IrType type, string? name, int depth)
{
    public IrType Type { get; } = type;

    public string? Name { get; } = name;

    public int Depth { get; } = depth;

    /// <summary>The value it has where the lowering stands; null before its first assignment.</summary>
    public Value? Current { get; set; }
}

/// <summary>What a symbol stands for: one variable, or for a tuple one place a field.</summary>
internal sealed class Place
{
    private Place(Variable? variable, IReadOnlyList<Place>? fields)
    {
        Variable = variable;
        Fields = fields;
    }

    public Variable? Variable { get; }

    public IReadOnlyList<Place>? Fields { get; }

    public static Place Of(Variable variable) => new(variable, null);

    public static Place Of(IReadOnlyList<Place> fields) => new(null, fields);

    /// <summary>All variables in it, in order.</summary>
    public IEnumerable<Variable> Leaves => Variable is not null ? [Variable] : Fields!.SelectMany(part => part.Leaves);
}
