using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <content>Sums along rows, for factors too small for tiles and what tiles leave. What stays in registers is not inlined: in a method with more around it, the sums do not. Nothing here checks anything.</content>
public static partial class MatrixProduct
{
    /// <summary>Adds to four rows of the result, a row stride apart, the products of four rows with two.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DotsOfFourAndTwo<T>(ref T four, ref T two, ref T result, int terms, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T second = ref Unsafe.Add(ref four, (nint)terms), third = ref Unsafe.Add(ref second, (nint)terms), fourth = ref Unsafe.Add(ref third, (nint)terms);
        ref T other = ref Unsafe.Add(ref two, (nint)terms);
        Vector<T> s00 = Vector<T>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        nint i = 0;
        for (; i <= terms - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> x = Load(ref two, i), y = Load(ref other, i), row = Load(ref four, i);
            s00 = MultiplyAdd(row, x, s00);
            s01 = MultiplyAdd(row, y, s01);
            row = Load(ref second, i);
            s10 = MultiplyAdd(row, x, s10);
            s11 = MultiplyAdd(row, y, s11);
            row = Load(ref third, i);
            s20 = MultiplyAdd(row, x, s20);
            s21 = MultiplyAdd(row, y, s21);
            row = Load(ref fourth, i);
            s30 = MultiplyAdd(row, x, s30);
            s31 = MultiplyAdd(row, y, s31);
        }

        T t00 = Vector.Sum(s00), t01 = Vector.Sum(s01), t10 = Vector.Sum(s10), t11 = Vector.Sum(s11);
        T t20 = Vector.Sum(s20), t21 = Vector.Sum(s21), t30 = Vector.Sum(s30), t31 = Vector.Sum(s31);
        for (; i < terms; i++)
        {
            T x = Unsafe.Add(ref two, i), y = Unsafe.Add(ref other, i);
            t00 += Unsafe.Add(ref four, i) * x;
            t01 += Unsafe.Add(ref four, i) * y;
            t10 += Unsafe.Add(ref second, i) * x;
            t11 += Unsafe.Add(ref second, i) * y;
            t20 += Unsafe.Add(ref third, i) * x;
            t21 += Unsafe.Add(ref third, i) * y;
            t30 += Unsafe.Add(ref fourth, i) * x;
            t31 += Unsafe.Add(ref fourth, i) * y;
        }

        result += t00;
        Unsafe.Add(ref result, 1) += t01;
        result = ref Unsafe.Add(ref result, (nint)stride);
        result += t10;
        Unsafe.Add(ref result, 1) += t11;
        result = ref Unsafe.Add(ref result, (nint)stride);
        result += t20;
        Unsafe.Add(ref result, 1) += t21;
        result = ref Unsafe.Add(ref result, (nint)stride);
        result += t30;
        Unsafe.Add(ref result, 1) += t31;
    }

    /// <summary>Adds to four elements of the result, a stride apart, the products of four rows with one.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void DotsOfFourAndOne<T>(ref T four, ref T one, ref T result, int terms, int stride)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T second = ref Unsafe.Add(ref four, (nint)terms), third = ref Unsafe.Add(ref second, (nint)terms), fourth = ref Unsafe.Add(ref third, (nint)terms);
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        nint i = 0;
        for (; i <= terms - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> x = Load(ref one, i);
            s0 = MultiplyAdd(Load(ref four, i), x, s0);
            s1 = MultiplyAdd(Load(ref second, i), x, s1);
            s2 = MultiplyAdd(Load(ref third, i), x, s2);
            s3 = MultiplyAdd(Load(ref fourth, i), x, s3);
        }

        T t0 = Vector.Sum(s0), t1 = Vector.Sum(s1), t2 = Vector.Sum(s2), t3 = Vector.Sum(s3);
        for (; i < terms; i++)
        {
            T x = Unsafe.Add(ref one, i);
            t0 += Unsafe.Add(ref four, i) * x;
            t1 += Unsafe.Add(ref second, i) * x;
            t2 += Unsafe.Add(ref third, i) * x;
            t3 += Unsafe.Add(ref fourth, i) * x;
        }

        result += t0;
        Unsafe.Add(ref result, (nint)stride) += t1;
        Unsafe.Add(ref result, 2 * (nint)stride) += t2;
        Unsafe.Add(ref result, 3 * (nint)stride) += t3;
    }

    /// <summary>The product of two rows.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static T Dot<T>(ref T left, ref T right, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        nint i = 0;
        for (; i <= terms - 4 * width; i += 4 * width)
        {
            s0 = MultiplyAdd(Load(ref left, i), Load(ref right, i), s0);
            s1 = MultiplyAdd(Load(ref left, i + width), Load(ref right, i + width), s1);
            s2 = MultiplyAdd(Load(ref left, i + 2 * width), Load(ref right, i + 2 * width), s2);
            s3 = MultiplyAdd(Load(ref left, i + 3 * width), Load(ref right, i + 3 * width), s3);
        }

        s0 = s0 + s1 + (s2 + s3);
        for (; i <= terms - width; i += width)
        {
            s0 = MultiplyAdd(Load(ref left, i), Load(ref right, i), s0);
        }

        T sum = Vector.Sum(s0);
        for (; i < terms; i++)
        {
            sum += Unsafe.Add(ref left, i) * Unsafe.Add(ref right, i);
        }

        return sum;
    }

    /// <summary>Adds a row to so many of the result, each times a factor of its own; or stores it. One after the other: memory is written fastest in its order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneTerm<T>(ref T result, ref T factor, int stride, ref T row, int rows, int columns, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        for (; rows > 0; rows--)
        {
            if (isFirst && columns >= width)
            {
                SetOneRow(ref result, new Vector<T>(factor), ref row, columns);
            }
            else
            {
                Vector<T> lanes = new(factor);
                nint i = 0;
                for (; !isFirst && i <= columns - width; i += width)
                {
                    MultiplyAdd(lanes, Load(ref row, i), Load(ref result, i)).StoreUnsafe(ref result, (nuint)i);
                }

                for (; i < columns; i++)
                {
                    Unsafe.Add(ref result, i) = factor * Unsafe.Add(ref row, i) + (isFirst ? T.Zero : Unsafe.Add(ref result, i));
                }
            }

            result = ref Unsafe.Add(ref result, (nint)columns);
            factor = ref Unsafe.Add(ref factor, (nint)stride);
        }
    }

    /// <summary>Stores a row times a factor, one vector wide at least. All stores but the first and the last are aligned, which overlap others: one across two lines of the cache takes twice as long.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void SetOneRow<T>(ref T result, Vector<T> lanes, ref T row, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        (lanes * Load(ref row, 0)).StoreUnsafe(ref result);
        nint i = CacheLine.ToNext(ref result) % Unsafe.SizeOf<Vector<T>>() / Unsafe.SizeOf<T>();
        for (; i <= columns - 4 * width; i += 4 * width)
        {
            StoreTwo(ref Unsafe.Add(ref result, i), lanes * Load(ref row, i), lanes * Load(ref row, i + width));
            StoreTwo(ref Unsafe.Add(ref result, i + 2 * width), lanes * Load(ref row, i + 2 * width), lanes * Load(ref row, i + 3 * width));
        }

        for (; i <= columns - width; i += width)
        {
            (lanes * Load(ref row, i)).StoreUnsafe(ref result, (nuint)i);
        }

        (lanes * Load(ref row, columns - width)).StoreUnsafe(ref result, (nuint)(columns - width));
    }

    /// <summary>Adds all rows, from a column on, to one of the result, each times a factor: eight vectors after the other.</summary>
    private static void AddToRow<T>(ref T result, ref T factors, int stride, ref T rows, int column, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        nint i = column;
        for (; i <= columns - 8 * width; i += 8 * width)
        {
            EightVectors(ref Unsafe.Add(ref result, i), ref factors, stride, ref Unsafe.Add(ref rows, i), columns, terms);
        }

        for (; i <= columns - width; i += width)
        {
            ref T factor = ref factors;
            ref T row = ref Unsafe.Add(ref rows, i);
            Vector<T> even = Load(ref result, i), odd = Vector<T>.Zero;
            int term = 0;
            for (; term <= terms - 2; term += 2)
            {
                even = MultiplyAdd(new Vector<T>(factor), Load(ref row, 0), even);
                odd = MultiplyAdd(new Vector<T>(Unsafe.Add(ref factor, (nint)stride)), Load(ref row, columns), odd);
                factor = ref Unsafe.Add(ref factor, 2 * (nint)stride);
                row = ref Unsafe.Add(ref row, 2 * (nint)columns);
            }

            if (term < terms)
            {
                even = MultiplyAdd(new Vector<T>(factor), Load(ref row, 0), even);
            }

            (even + odd).StoreUnsafe(ref result, (nuint)i);
        }

        for (; i < columns; i++)
        {
            T sum = T.Zero;
            for (int term = 0; term < terms; term++)
            {
                sum += Unsafe.Add(ref factors, (nint)term * stride) * Unsafe.Add(ref At(ref rows, term, columns), i);
            }

            Unsafe.Add(ref result, i) += sum;
        }
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void EightVectors<T>(ref T result, ref T factor, int stride, ref T row, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        Vector<T> s0 = Load(ref result, 0), s1 = Load(ref result, width), s2 = Load(ref result, 2 * width), s3 = Load(ref result, 3 * width);
        Vector<T> s4 = Load(ref result, 4 * width), s5 = Load(ref result, 5 * width), s6 = Load(ref result, 6 * width), s7 = Load(ref result, 7 * width);
        for (int term = 0; term < terms; term++)
        {
            Vector<T> lanes = new(factor);
            s0 = MultiplyAdd(lanes, Load(ref row, 0), s0);
            s1 = MultiplyAdd(lanes, Load(ref row, width), s1);
            s2 = MultiplyAdd(lanes, Load(ref row, 2 * width), s2);
            s3 = MultiplyAdd(lanes, Load(ref row, 3 * width), s3);
            s4 = MultiplyAdd(lanes, Load(ref row, 4 * width), s4);
            s5 = MultiplyAdd(lanes, Load(ref row, 5 * width), s5);
            s6 = MultiplyAdd(lanes, Load(ref row, 6 * width), s6);
            s7 = MultiplyAdd(lanes, Load(ref row, 7 * width), s7);
            factor = ref Unsafe.Add(ref factor, (nint)stride);
            row = ref Unsafe.Add(ref row, (nint)columns);
        }

        s0.StoreUnsafe(ref result);
        s1.StoreUnsafe(ref result, (nuint)width);
        s2.StoreUnsafe(ref result, (nuint)(2 * width));
        s3.StoreUnsafe(ref result, (nuint)(3 * width));
        s4.StoreUnsafe(ref result, (nuint)(4 * width));
        s5.StoreUnsafe(ref result, (nuint)(5 * width));
        s6.StoreUnsafe(ref result, (nuint)(6 * width));
        s7.StoreUnsafe(ref result, (nuint)(7 * width));
    }
}
