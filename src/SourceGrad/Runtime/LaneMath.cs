using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <summary>Functions of lanes that equal their <see cref="Math"/> namesakes to the last bit, signs of zero and NaN included.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneMath
{
    /// <summary>The larger in each lane: NaN if one is, and +0 before −0.</summary>
    /// <typeparam name="T">The type of a lane.</typeparam>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <returns>As <see cref="Math.Max(double, double)"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Max<T>(Vector<T> a, Vector<T> b)
    {
        Vector<T> equal = Vector.Equals(a, b);
        Vector<T> first = Vector.GreaterThan(a, b) | ~Vector.Equals(a, a);
        return Vector.ConditionalSelect(first, a, Vector.ConditionalSelect(equal, a & b, b));
    }

    /// <summary>The smaller in each lane: NaN if one is, and −0 before +0.</summary>
    /// <typeparam name="T">The type of a lane.</typeparam>
    /// <param name="a">One.</param>
    /// <param name="b">The other.</param>
    /// <returns>As <see cref="Math.Min(double, double)"/>.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Min<T>(Vector<T> a, Vector<T> b)
    {
        Vector<T> equal = Vector.Equals(a, b);
        Vector<T> first = Vector.LessThan(a, b) | ~Vector.Equals(a, a);
        return Vector.ConditionalSelect(first, a, Vector.ConditionalSelect(equal, a | b, b));
    }

    /// <summary>At least one lane of the mask is set.</summary>
    /// <typeparam name="T">The type of a lane.</typeparam>
    /// <param name="mask">All bits of a lane set or none.</param>
    /// <returns>Whether.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any<T>(Vector<T> mask) => !Vector.EqualsAll(mask, Vector<T>.Zero);
}
