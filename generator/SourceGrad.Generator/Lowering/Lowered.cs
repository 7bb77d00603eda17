using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Lowering;

/// <summary>What an expression became: one value, a tuple of such, or nothing (void, or an error that has been reported).</summary>
internal sealed class Lowered
{
    public static readonly Lowered Nothing = new(null, null);

    private Lowered(Value? value, IReadOnlyList<Lowered>? fields)
    {
        Value = value;
        Fields = fields;
    }

    public Value? Value { get; }

    public IReadOnlyList<Lowered>? Fields { get; }

    public bool IsNothing => Value is null && Fields is null;

    public static Lowered Of(IReadOnlyList<Lowered> fields) => new(null, fields);

    public static implicit operator Lowered(Value value) => new(value, null);
}
