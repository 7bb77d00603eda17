using SourceGrad.Fuzz.Generation;
using SourceGrad.Fuzz.Tree;

namespace SourceGrad.Fuzz.Productions.Expressions;

/// <summary>Ways to bring a real expression into a range, written as somebody would.</summary>
internal static class Guards
{
    /// <summary>At least 0.4 or so.</summary>
    public static Expr Positive(Builder b, Expr x) => b.Below(4) switch
    {
        0 => Sum(b, x.Type, b.Pick(s_offsets), FunctionCall.Of("Abs", x)),
        1 => Sum(b, x.Type, 1.5, FunctionCall.Of("Sin", x)),
        2 => Sum(b, x.Type, 1.25, FunctionCall.Of("Tanh", x)),
        _ when b.PickVariable(v => v.Type == x.Type) is { } variable =>
            Sum(b, x.Type, b.Pick(s_offsets), new Arithmetic("*", new VariableReference(variable), new VariableReference(variable))),
        _ => FunctionCall.Of("Exp", FunctionCall.Of("Tanh", x)),
    };

    public static Expr AwayFromZero(Builder b, Expr x) => b.Below(5) switch
    {
        0 => Literal.Real(x.Type, b.Pick<double>([2, 4, -3, 0.75, 1.5])),
        1 => new Unary("-", Positive(b, x)),
        _ => Positive(b, x),
    };

    /// <summary>Strictly between -1 and 1.</summary>
    public static Expr BelowOne(Builder b, Expr x) => b.Chance(50)
        ? new Arithmetic("*", Literal.Real(x.Type, 0.75), FunctionCall.Of("Sin", x))
        : new Arithmetic("*", Literal.Real(x.Type, 0.875), FunctionCall.Of("Tanh", x));

    /// <summary>Of magnitude 1 or so.</summary>
    public static Expr Bounded(Builder b, Expr x) => b.Below(6) switch
    {
        0 => FunctionCall.Of("Tanh", x),
        1 => FunctionCall.Of("Sin", x),
        2 => FunctionCall.Of("Cos", x),
        3 => FunctionCall.Of("Atan", x),
        4 => new Arithmetic("*", Literal.Real(x.Type, 0.5), FunctionCall.Of("Tanh", x)),
        _ => FunctionCall.Of("Clamp", x, Literal.Real(x.Type, -1.125), Literal.Real(x.Type, 1.375)),
    };

    private static readonly double[] s_offsets = [0.5, 1, 1.5];

    private static Arithmetic Sum(Builder b, ScalarType type, double offset, Expr x) => b.Chance(50)
        ? new Arithmetic("+", Literal.Real(type, offset), x)
        : new Arithmetic("+", x, Literal.Real(type, offset));
}
