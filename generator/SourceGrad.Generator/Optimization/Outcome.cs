using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Optimization;

/// <summary>What an operation turned out to be: a value that is already there, or an operation.</summary>
internal sealed record Outcome(Value? Value, Expression? Expression)
{
    public static implicit operator Outcome?(Value? value) => value is null ? null : new(value, null);

    public static implicit operator Outcome?(Expression? expression) => expression is null ? null : new(null, expression);
}
