namespace SourceGrad.Generator.Ir;

/// <summary>
/// An immutable value, defined once: by a <see cref="Let"/>, as a parameter of the function or of a region, or as the
/// result of a structured statement. <paramref name="Id"/> is unique in its function; <paramref name="Hint"/> is the name
/// that the user (or the transform) would give it, or null for an intermediate that nobody named.
/// </summary>
internal sealed record Value(int Id, IrType Type, string? Hint)
{
    public override int GetHashCode() => Id;

    public override string ToString() => Hint is null ? $"%{Id}" : $"%{Hint}.{Id}";
}
