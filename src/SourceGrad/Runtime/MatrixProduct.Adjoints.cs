using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <content>
/// The derivative of a product by both factors. A single row, a layer of a network with one example, has to read all of one matrix and to write all of the other, and does nothing else
/// with either: both at once, while the memory is slower than the sums.
/// </content>
public static partial class MatrixProduct
{
    /// <summary>The adjoints of the factors of y[r][t] = Σ x[r][c] · w[t][c]: xAdjoint[r][c] = Σₜ yAdjoint[r][t] · w[t][c] and wAdjoint[t][c] = Σᵣ yAdjoint[r][t] · x[r][c].</summary>
    /// <remarks>As <see cref="Set{T}"/> and <see cref="SetTransposedLeft{T}"/> one after the other: what the results held before is lost, and what lies behind the matrices is zero.</remarks>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="xAdjoint">A matrix of <paramref name="rows"/> × <paramref name="columns"/>; shares no memory with the others.</param>
    /// <param name="wAdjoint">A matrix of <paramref name="terms"/> × <paramref name="columns"/>; shares no memory with the others.</param>
    /// <param name="yAdjoint">A matrix of <paramref name="rows"/> × <paramref name="terms"/>.</param>
    /// <param name="w">A matrix of <paramref name="terms"/> × <paramref name="columns"/>.</param>
    /// <param name="x">A matrix of <paramref name="rows"/> × <paramref name="columns"/>.</param>
    /// <param name="rows">Of the product and its left factor.</param>
    /// <param name="columns">Of both factors.</param>
    /// <param name="terms">The columns of the product.</param>
    /// <exception cref="IndexOutOfRangeException">One of the buffers is too short; what the results then hold is not specified.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SetAdjoints<T>(
        Span<T> xAdjoint, Span<T> wAdjoint, ReadOnlySpan<T> yAdjoint, ReadOnlySpan<T> w, ReadOnlySpan<T> x, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (rows != 1 || columns < Vector<T>.Count)
        {
            Set(xAdjoint, yAdjoint, w, rows, columns, terms);
            SetTransposedLeft(wAdjoint, yAdjoint, x, terms, columns, rows);
            return;
        }

        bool hasTerms = HasTerms(xAdjoint.Length, yAdjoint.Length, w.Length, 1, columns, terms) && HasTerms(wAdjoint.Length, yAdjoint.Length, x.Length, terms, columns, 1);
        xAdjoint.Clear();
        wAdjoint[(hasTerms ? terms * columns : 0)..].Clear();
        if (!hasTerms)
        {
            return;
        }

        ref T sums = ref MemoryMarshal.GetReference(xAdjoint), target = ref MemoryMarshal.GetReference(wAdjoint), factor = ref MemoryMarshal.GetReference(yAdjoint);
        ref T weights = ref MemoryMarshal.GetReference(w), row = ref MemoryMarshal.GetReference(x);
        for (; terms >= 4; terms -= 4)
        {
            AdjointsOfFour(ref sums, ref target, ref factor, ref weights, ref row, columns);
            target = ref At(ref target, 4, columns);
            factor = ref Unsafe.Add(ref factor, 4);
            weights = ref At(ref weights, 4, columns);
        }

        if (terms > 0)
        {
            OneTerm(ref target, ref factor, 1, ref row, terms, columns, isFirst: true);
            AddToRow(ref sums, ref factor, 1, ref weights, 0, columns, terms);
        }
    }

    /// <summary>Adds four rows, each times a factor, to one, and stores another one times each factor to four; one vector wide at least.</summary>
    /// <remarks>
    /// What is stored begins anew where a vector is aligned, since a store across two lines of the cache takes twice as long; so there is one vector of it more at the start, and what is added
    /// comes as many elements later.
    /// </remarks>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void AdjointsOfFour<T>(ref T sums, ref T target, ref T factors, ref T weights, ref T row, nint columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        Vector<T> a = new(factors), b = new(Unsafe.Add(ref factors, 1)), c = new(Unsafe.Add(ref factors, 2)), d = new(Unsafe.Add(ref factors, 3));
        StoreFour(ref target, columns, ref row, 0, a, b, c, d);
        nint shift = CacheLine.ToNext(ref target) % Unsafe.SizeOf<Vector<T>>() / Unsafe.SizeOf<T>(), i = 0;
        for (; i + shift <= columns - width; i += width)
        {
            StoreFour(ref target, columns, ref row, i + shift, a, b, c, d);
            AddFour(ref sums, ref weights, columns, i, a, b, c, d);
        }

        StoreFour(ref target, columns, ref row, columns - width, a, b, c, d);
        for (; i <= columns - width; i += width)
        {
            AddFour(ref sums, ref weights, columns, i, a, b, c, d);
        }

        for (; i < columns; i++)
        {
            ref T weight = ref Unsafe.Add(ref weights, i);
            Unsafe.Add(ref sums, i) += (factors * weight) + (Unsafe.Add(ref factors, 1) * Unsafe.Add(ref weight, columns))
                + (Unsafe.Add(ref factors, 2) * Unsafe.Add(ref weight, 2 * columns)) + (Unsafe.Add(ref factors, 3) * Unsafe.Add(ref weight, 3 * columns));
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreFour<T>(ref T target, nint columns, ref T row, nint i, Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> d)
    {
        Vector<T> x = Load(ref row, i);
        (a * x).StoreUnsafe(ref Unsafe.Add(ref target, i));
        (b * x).StoreUnsafe(ref Unsafe.Add(ref target, columns + i));
        (c * x).StoreUnsafe(ref Unsafe.Add(ref target, (2 * columns) + i));
        (d * x).StoreUnsafe(ref Unsafe.Add(ref target, (3 * columns) + i));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddFour<T>(ref T sums, ref T weights, nint columns, nint i, Vector<T> a, Vector<T> b, Vector<T> c, Vector<T> d)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> even = MultiplyAdd(a, Load(ref weights, i), Load(ref sums, i)), odd = b * Load(ref weights, columns + i);
        even = MultiplyAdd(c, Load(ref weights, (2 * columns) + i), even);
        odd = MultiplyAdd(d, Load(ref weights, (3 * columns) + i), odd);
        (even + odd).StoreUnsafe(ref Unsafe.Add(ref sums, i));
    }
}
