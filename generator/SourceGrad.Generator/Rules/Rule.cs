using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Rules;

/// <summary>
/// One partial derivative of a function as a formula that is linear in <paramref name="a"/>. With the adjoint of the
/// result for a it gives what the input's adjoint gains; with the tangent of the input, what the result's tangent gains.
/// </summary>
/// <param name="x">The inputs.</param>
/// <param name="y">The result.</param>
/// <param name="a">The adjoint of the result, or the tangent of the input.</param>
internal delegate Term Partial(IReadOnlyList<Term> x, Term y, Term a);

/// <summary>The derivative rule of a function: one partial for each input, null where the derivative is zero everywhere.</summary>
internal sealed class Rule(string key, params Partial?[] partials)
{
    public string Key => key;

    public int Arity => partials.Length;

    public IReadOnlyList<Partial?> Partials => partials;

    public delegate Term Of1(Term x, Term y, Term a);

    public delegate Term Of2(Term x1, Term x2, Term y, Term a);

    public delegate Term Of3(Term x1, Term x2, Term x3, Term y, Term a);

    /// <summary>
    /// Writes the contribution of the adjoint to input <paramref name="which"/>; null when it is zero everywhere.
    /// <paramref name="definitionOf"/> lets the rule see constants and what cannot be zero.
    /// </summary>
    public Value? Apply(
        RegionBuilder builder,
        IReadOnlyList<Value> inputs,
        Value result,
        Value adjoint,
        int which,
        Func<Value, Expression?>? definitionOf = null)
    {
        return partials[which] is not Partial partial
            ? null
            : Derivation.Contribution(
                builder,
                definitionOf,
                adjoint,
                derivation => partial(inputs.Select(derivation.Of).ToList(), derivation.Of(result), derivation.Of(adjoint)));
    }

    /// <summary>A function of one number: x, result, adjoint.</summary>
    public static Rule Unary(string key, Of1 partial) => new(key, (x, y, a) => partial(x[0], y, a));

    /// <summary>A function of two numbers: both, result, adjoint.</summary>
    public static Rule Binary(string key, Of2? first, Of2? second) => new(key, Lift(first), Lift(second));

    /// <summary>A function of three numbers: all, result, adjoint.</summary>
    public static Rule Ternary(string key, Of3? first, Of3? second, Of3? third) => new(key, Lift(first), Lift(second), Lift(third));

    /// <summary>Functions that are constant between their jumps.</summary>
    public static IEnumerable<Rule> Flat(int arity, params string[] keys) =>
        keys.Select(key => new Rule(key, new Partial?[arity]));

    private static Partial? Lift(Of2? partial) => partial is null ? null : (x, y, a) => partial(x[0], x[1], y, a);

    private static Partial? Lift(Of3? partial) => partial is null ? null : (x, y, a) => partial(x[0], x[1], x[2], y, a);
}
