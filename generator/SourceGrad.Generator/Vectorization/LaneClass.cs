using SourceGrad.Generator.Ir;

namespace SourceGrad.Generator.Vectorization;

/// <summary>How a value differs between the iterations that share a vector.</summary>
internal enum LaneKind : byte
{
    /// <summary>The same in all of them: stays one scalar.</summary>
    Uniform,

    /// <summary>An integer that grows from one to the next by the same step: stays one scalar, that of the first lane.</summary>
    Linear,

    /// <summary>Anything else: one lane for each.</summary>
    Varying,
}

/// <summary>The kind, and for a linear value the step: <paramref name="Factor"/> times <paramref name="Symbol"/> (a uniform value; null for 1).</summary>
internal readonly record struct LaneClass(LaneKind Kind, Value? Symbol = null, int Factor = 0)
{
    public static readonly LaneClass Uniform = new(LaneKind.Uniform);
    public static readonly LaneClass Varying = new(LaneKind.Varying);

    public bool IsUniform => Kind == LaneKind.Uniform;

    public bool IsLinear => Kind == LaneKind.Linear;

    public bool IsVarying => Kind == LaneKind.Varying;

    /// <summary>Linear with a step that is a known number.</summary>
    public bool HasFixedStep => IsLinear && Symbol is null;

    /// <summary>Linear in the lane itself: as an index, of elements that stand side by side.</summary>
    public bool IsNeighbour => HasFixedStep && Factor == 1;

    public static LaneClass Linear(Value? symbol, int factor) => factor == 0 ? Uniform : new LaneClass(LaneKind.Linear, symbol, factor);

    /// <summary>The class of a sum (or, with <paramref name="sign"/> −1, a difference) of integers; null where it is not linear.</summary>
    public static LaneClass? Sum(LaneClass left, LaneClass right, int sign)
    {
        if (right.IsUniform)
        {
            return left;
        }

        if (left.IsUniform)
        {
            return Linear(right.Symbol, sign * right.Factor);
        }

        return left.Symbol == right.Symbol ? Linear(left.Symbol, left.Factor + (sign * right.Factor)) : null;
    }
}
