using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>The largest and the smallest of many numbers, as <see cref="Math.Max(double, double)"/> and <see cref="Math.Min(double, double)"/> find them one after the other, and which it is.</summary>
/// <remarks>
/// Four vectors of candidates, so that no comparison waits for the one before. A NaN is found by a comparison of its own, and the sign of a zero one by one where a
/// zero is the result; both are what the functions of the library take so long for. Nothing is allocated.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Extreme
{
    /// <summary>Max(… Max(Max(initial, items[0]), items[1]) …).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="items">The numbers.</param>
    /// <param name="initial">What there is before.</param>
    /// <returns>The largest; NaN where one of them is.</returns>
    public static T Largest<T>(ReadOnlySpan<T> items, T initial)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T largest = Find(items, initial, isLargest: true, out int done);
        for (int i = done; i < items.Length; i++)
        {
            largest = T.Max(largest, items[i]);
        }

        return largest;
    }

    /// <summary>Min(… Min(Min(initial, items[0]), items[1]) …).</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="items">The numbers.</param>
    /// <param name="initial">What there is before.</param>
    /// <returns>The smallest; NaN where one of them is.</returns>
    public static T Smallest<T>(ReadOnlySpan<T> items, T initial)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T smallest = Find(items, initial, isLargest: false, out int done);
        for (int i = done; i < items.Length; i++)
        {
            smallest = T.Min(smallest, items[i]);
        }

        return smallest;
    }

    /// <summary>Which of the numbers the derivative of <see cref="Largest"/> or <see cref="Smallest"/> goes to: the first of those that are equal, or the first NaN.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="items">The numbers.</param>
    /// <param name="initial">What there was before.</param>
    /// <param name="extreme">What was found.</param>
    /// <returns>The index; below zero where it is what there was before.</returns>
    public static int Winner<T>(ReadOnlySpan<T> items, T initial, T extreme)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (T.IsNaN(initial) || initial == extreme)
        {
            return -1;
        }

        bool isNaN = T.IsNaN(extreme);
        Vector<T> wanted = new(extreme);
        ref T first = ref MemoryMarshal.GetReference(items);
        int i = 0;
        for (; i <= items.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> lanes = Vector.LoadUnsafe(ref first, (nuint)(uint)i);
            if (isNaN ? !Vector.EqualsAll(lanes, lanes) : Vector.EqualsAny(lanes, wanted))
            {
                break;
            }
        }

        for (; i < items.Length; i++)
        {
            if (isNaN ? T.IsNaN(items[i]) : items[i] == extreme)
            {
                return i;
            }
        }

        return -1;
    }

    /// <summary>The extreme of what is there in blocks of four vectors; nothing where it has to be found one by one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static T Find<T>(ReadOnlySpan<T> items, T initial, bool isLargest, out int done)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> a = new(initial), b = a, c = a, d = a, ordered = Vector.Equals(a, a);
        ref T first = ref MemoryMarshal.GetReference(items);
        int i = 0;
        for (; i <= items.Length - (4 * Vector<T>.Count); i += 4 * Vector<T>.Count)
        {
            Vector<T> x = Vector.LoadUnsafe(ref first, (nuint)(uint)i), y = Vector.LoadUnsafe(ref first, (nuint)(uint)(i + Vector<T>.Count));
            Vector<T> z = Vector.LoadUnsafe(ref first, (nuint)(uint)(i + (2 * Vector<T>.Count))), w = Vector.LoadUnsafe(ref first, (nuint)(uint)(i + (3 * Vector<T>.Count)));
            a = Better(x, a, isLargest);
            b = Better(y, b, isLargest);
            c = Better(z, c, isLargest);
            d = Better(w, d, isLargest);
            ordered &= Vector.Equals(x, x) & Vector.Equals(y, y) & Vector.Equals(z, z) & Vector.Equals(w, w);
        }

        a = Better(Better(b, a, isLargest), Better(d, c, isLargest), isLargest);
        T extreme = a[0];
        for (int lane = 1; lane < Vector<T>.Count; lane++)
        {
            extreme = isLargest ? T.Max(extreme, a[lane]) : T.Min(extreme, a[lane]);
        }

        // The comparisons pass over a NaN, and over a zero of the other sign.
        done = extreme == T.Zero || !Vector.EqualsAll(ordered.As<T, byte>(), Vector<byte>.AllBitsSet) ? 0 : i;
        return done == 0 ? initial : extreme;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Better<T>(Vector<T> candidate, Vector<T> known, bool isLargest) =>
        Vector.ConditionalSelect(isLargest ? Vector.GreaterThan(candidate, known) : Vector.LessThan(candidate, known), candidate, known);
}
