using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Emission;

/// <summary>How tightly a piece of C# binds; larger binds tighter.</summary>
internal enum Precedence : byte
{
    Conditional,
    OrElse,
    AndAlso,
    Or,
    Xor,
    And,
    Equality,
    Relational,
    Shift,
    Additive,
    Multiplicative,
    Unary,
    Primary,
}

/// <summary>
/// The text of an expression, with what its surroundings must know: how it binds, and its C# type, which may be narrower than
/// the type of the value (an int that C# converts by itself).
/// </summary>
internal readonly record struct Fragment(string Text, Precedence Precedence, IrType Type, bool IsLiteral = false)
{
    /// <summary>The text where something of at least this precedence is needed.</summary>
    public string At(Precedence needed) => Precedence >= needed ? Text : $"({Text})";

    /// <summary>The text right of a binary operator of this precedence.</summary>
    public string RightOf(Precedence own) => Precedence > own ? Text : $"({Text})";
}
