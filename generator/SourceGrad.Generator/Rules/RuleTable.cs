using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Rules;

/// <summary>All rules there are, by the simple name of the function and the number of its arguments.</summary>
internal static class RuleTable
{
    private static readonly Dictionary<(string Key, int Arity), Rule> s_rules = new[]
    {
        Arithmetic.Rules, Exponential.Rules, Hyperbolic.Rules, MinMax.Rules, Power.Rules, Rounding.Rules, Trigonometric.Rules,
    }.SelectMany(family => family).ToDictionary(rule => (rule.Key, rule.Arity));

    public static IEnumerable<Rule> All => s_rules.Values;

    public static bool Knows(string key, int arity) => s_rules.ContainsKey((key, arity));

    public static Rule? Find(string key, int arity) => s_rules.TryGetValue((key, arity), out Rule? rule) ? rule : null;

    /// <summary>
    /// Writes what each operand's adjoint gains when <paramref name="expression"/> has the result and the adjoint given.
    /// Null for operands that are not wanted, are no reals, or have derivative zero.
    /// </summary>
    public static IReadOnlyList<Value?> Pullback(
        RegionBuilder builder,
        Expression expression,
        Value result,
        Value adjoint,
        Func<int, bool> wanted,
        Func<Value, Expression?>? definitionOf = null) =>
        expression.Accept(new Pullback(builder, result, adjoint, wanted, definitionOf));

    /// <summary>
    /// Writes the tangent of the expression's result from its operands' tangents, null being zero.
    /// </summary>
    public static Value? Pushforward(
        RegionBuilder builder,
        Expression expression,
        Value result,
        IReadOnlyList<Value?> tangents,
        Func<Value, Expression?>? definitionOf = null) =>
        expression.Accept(new Pushforward(builder, result, tangents, definitionOf));
}
