using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Differentiation;

/// <summary>
/// The adjoints known so far in one region of the reverse sweep. Adjoints are values like any other: adding a contribution
/// makes a new value. A region that contributes to a value from outside hands the new adjoint out as a result, and a loop
/// carries it from one iteration to the next; this class finds out which values that concerns.
/// </summary>
/// <param name="parent">The scope around, null for the function's.</param>
/// <param name="own">The primal values that the reversed region itself defines.</param>
/// <param name="builder">Where contributions are computed.</param>
/// <param name="isLoop">The region runs many times.</param>
/// <param name="startsAtZero">
/// The loop sums what it contributes to outer values on its own, from zero, because what they have so far is not known where the loop runs.
/// </param>
internal sealed class AdjointScope(
    AdjointScope? parent, HashSet<Value> own, RegionBuilder builder, bool isLoop, bool startsAtZero = false)
{
    private readonly Dictionary<Value, Value> _adjoints = [];
    private readonly List<(Value Primal, Value Parameter, Value? Initial)> _carried = [];

    public RegionBuilder Builder { get; } = builder;

    /// <summary>The adjoints of outer values that this loop carries: the loop parameter, and what it starts from (null: zero).</summary>
    public IReadOnlyList<(Value Primal, Value Parameter, Value? Initial)> Carried => _carried;

    /// <summary>The outer values that this region contributed to.</summary>
    public IEnumerable<Value> Outer => _adjoints.Keys.Where(value => !own.Contains(value)).OrderBy(value => value.Id);

    /// <summary>The adjoint of a value so far; null stands for zero.</summary>
    public Value? Peek(Value primal)
    {
        if (_adjoints.TryGetValue(primal, out Value? adjoint))
        {
            return adjoint;
        }

        if (own.Contains(primal) || parent is null)
        {
            return null;
        }

        Value? outer = startsAtZero ? null : parent.Peek(primal);
        if (!isLoop)
        {
            return outer;
        }

        Value parameter = Builder.Values.Create(primal.Type, NameOf(primal));
        _carried.Add((primal, parameter, outer));
        _adjoints[primal] = parameter;
        return parameter;
    }

    public void Add(Value primal, Value contribution)
    {
        Value? sum = Peek(primal);
        _adjoints[primal] = sum is null ? contribution : Builder.Let(new Binary(BinaryOperator.Add, sum, contribution));
    }

    public void Set(Value primal, Value adjoint) => _adjoints[primal] = adjoint;

    /// <summary>Takes the complete adjoint of a value that this region defines; null stands for zero.</summary>
    public Value? Take(Value primal)
    {
        Value? adjoint = Peek(primal);
        _adjoints.Remove(primal);
        return adjoint;
    }

    public static string? NameOf(Value primal) => primal.Hint is null ? null : primal.Hint + "Adjoint";
}
