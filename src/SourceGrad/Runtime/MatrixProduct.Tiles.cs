using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <content>What stays in registers, none of it inlined: in a method with more around it, the sums do not. Nothing here checks anything.</content>
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

    /// <summary>Adds to four rows of the result, two vectors wide, what all terms give; or stores it. The rows of both factors' terms are apart by a stride, those of the result by its columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TileOfFourAndTwo<T>(ref T result, ref T left, int rowStride, int termStride, ref T right, int rightStride, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> s00 = Vector<T>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int term = 0; term < terms; term++)
        {
            Vector<T> x = Load(ref right, 0), y = Load(ref right, Vector<T>.Count), factor = new(left);
            s00 = MultiplyAdd(factor, x, s00);
            s01 = MultiplyAdd(factor, y, s01);
            factor = new(Unsafe.Add(ref left, (nint)rowStride));
            s10 = MultiplyAdd(factor, x, s10);
            s11 = MultiplyAdd(factor, y, s11);
            factor = new(Unsafe.Add(ref left, 2 * (nint)rowStride));
            s20 = MultiplyAdd(factor, x, s20);
            s21 = MultiplyAdd(factor, y, s21);
            factor = new(Unsafe.Add(ref left, 3 * (nint)rowStride));
            s30 = MultiplyAdd(factor, x, s30);
            s31 = MultiplyAdd(factor, y, s31);
            left = ref Unsafe.Add(ref left, (nint)termStride);
            right = ref Unsafe.Add(ref right, (nint)rightStride);
        }

        ref T result1 = ref Unsafe.Add(ref result, (nint)columns), result2 = ref Unsafe.Add(ref result1, (nint)columns), result3 = ref Unsafe.Add(ref result2, (nint)columns);
        if (isFirst)
        {
            StoreTwo(ref result, s00, s01);
            StoreTwo(ref result1, s10, s11);
            StoreTwo(ref result2, s20, s21);
            StoreTwo(ref result3, s30, s31);
        }
        else
        {
            AddTwo(ref result, s00, s01);
            AddTwo(ref result1, s10, s11);
            AddTwo(ref result2, s20, s21);
            AddTwo(ref result3, s30, s31);
        }
    }

    /// <summary>Adds to four rows of the result, one vector wide, what all terms give; or stores it. Some columns are done already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TileOfFourAndOne<T>(ref T result, ref T left, int rowStride, int termStride, ref T right, int columns, int terms, int done, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (int term = 0; term < terms; term++)
        {
            Vector<T> x = Load(ref right, 0);
            s0 = MultiplyAdd(new Vector<T>(left), x, s0);
            s1 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref left, (nint)rowStride)), x, s1);
            s2 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref left, 2 * (nint)rowStride)), x, s2);
            s3 = MultiplyAdd(new Vector<T>(Unsafe.Add(ref left, 3 * (nint)rowStride)), x, s3);
            left = ref Unsafe.Add(ref left, (nint)termStride);
            right = ref Unsafe.Add(ref right, (nint)columns);
        }

        AddRest(ref result, s0, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, (nint)columns), s1, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 2 * (nint)columns), s2, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 3 * (nint)columns), s3, done, isFirst);
    }

    /// <summary>Adds a row to so many of the result, each times a factor of its own; or stores it. One after the other: memory is written fastest in its order.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void OneTerm<T>(ref T result, ref T factor, int stride, ref T row, int rows, int columns, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int width = Vector<T>.Count;
        for (; rows > 0; rows--)
        {
            Vector<T> lanes = new(factor);
            nint i = 0;
            for (; isFirst && i <= columns - 4 * width; i += 4 * width)
            {
                StoreTwo(ref Unsafe.Add(ref result, i), lanes * Load(ref row, i), lanes * Load(ref row, i + width));
                StoreTwo(ref Unsafe.Add(ref result, i + 2 * width), lanes * Load(ref row, i + 2 * width), lanes * Load(ref row, i + 3 * width));
            }

            for (; isFirst && i <= columns - width; i += width)
            {
                (lanes * Load(ref row, i)).StoreUnsafe(ref result, (nuint)i);
            }

            for (; i <= columns - width; i += width)
            {
                MultiplyAdd(lanes, Load(ref row, i), Load(ref result, i)).StoreUnsafe(ref result, (nuint)i);
            }

            for (; i < columns; i++)
            {
                Unsafe.Add(ref result, i) = factor * Unsafe.Add(ref row, i) + (isFirst ? T.Zero : Unsafe.Add(ref result, i));
            }

            result = ref Unsafe.Add(ref result, (nint)columns);
            factor = ref Unsafe.Add(ref factor, (nint)stride);
        }
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

    /// <summary>Adds lanes to the result but for the first ones; or stores them.</summary>
    private static void AddRest<T>(ref T target, Vector<T> lanes, int done, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> old = Load(ref target, 0), rest = Vector.GreaterThanOrEqual(LaneMemory.Numbers<T>(), new Vector<T>(T.CreateTruncating(done)));
        Vector.ConditionalSelect(rest, isFirst ? lanes : old + lanes, old).StoreUnsafe(ref target);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void StoreTwo<T>(ref T target, Vector<T> first, Vector<T> second)
    {
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, (nuint)Vector<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwo<T>(ref T target, Vector<T> first, Vector<T> second)
    {
        (Load(ref target, 0) + first).StoreUnsafe(ref target);
        (Load(ref target, Vector<T>.Count) + second).StoreUnsafe(ref target, (nuint)Vector<T>.Count);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load<T>(ref T origin, nint offset) => Vector.LoadUnsafe(ref Unsafe.Add(ref origin, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd<T>(Vector<T> left, Vector<T> right, Vector<T> sum)
    {
#if NET9_0_OR_GREATER
        return typeof(T) == typeof(double) ? Vector.As<double, T>(Vector.MultiplyAddEstimate(Vector.As<T, double>(left), Vector.As<T, double>(right), Vector.As<T, double>(sum)))
            : typeof(T) == typeof(float) ? Vector.As<float, T>(Vector.MultiplyAddEstimate(Vector.As<T, float>(left), Vector.As<T, float>(right), Vector.As<T, float>(sum)))
            : (left * right) + sum;
#else
        return (left * right) + sum;
#endif
    }
}
