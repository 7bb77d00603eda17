using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Mlp;

/// <summary>Products of matrices in tiles that stay in registers.</summary>
internal static class Tiles<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    /// <summary>c[r][s] = Σᵢ a[r][i]·b[s][i], for contiguous rows: tiles of four by two sums of lanes.</summary>
    public static void Rows(ReadOnlySpan<T> a, ReadOnlySpan<T> b, Span<T> c, int rows, int columns, int length)
    {
        ref T right = ref MemoryMarshal.GetReference(b);
        int s = 0;
        for (; s + 2 <= columns; s += 2)
        {
            ref T b0 = ref Unsafe.Add(ref right, s * length);
            ref T b1 = ref Unsafe.Add(ref b0, length);
            int r = 0;
            for (; r + 4 <= rows; r += 4)
            {
                FourByTwo(ref Unsafe.AsRef(in a[r * length]), ref b0, ref b1, ref c[r * columns + s], columns, length);
            }

            for (; r < rows; r++)
            {
                c[r * columns + s] = Dot(ref Unsafe.AsRef(in a[r * length]), ref b0, length);
                c[r * columns + s + 1] = Dot(ref Unsafe.AsRef(in a[r * length]), ref b1, length);
            }
        }

        for (; s < columns; s++)
        {
            for (int r = 0; r < rows; r++)
            {
                c[r * columns + s] = Dot(ref Unsafe.AsRef(in a[r * length]), ref Unsafe.Add(ref right, s * length), length);
            }
        }
    }

    /// <summary>c[r][i] = Σₛ a(r, s)·b[s][i], where a has any strides: tiles of four rows and two vectors.</summary>
    public static void Columns(ReadOnlySpan<T> a, int rowStride, int sumStride, ReadOnlySpan<T> b, Span<T> c, int rows, int count, int columns)
    {
        ref T left = ref MemoryMarshal.GetReference(a);
        ref T right = ref MemoryMarshal.GetReference(b);
        ref T target = ref MemoryMarshal.GetReference(c);
        int width = Vector<T>.Count, i = 0;
        for (; i <= columns - 2 * width; i += 2 * width)
        {
            int r = 0;
            for (; r + 4 <= rows; r += 4)
            {
                FourRows(ref Unsafe.Add(ref left, r * rowStride), rowStride, sumStride, ref Unsafe.Add(ref right, i), ref Unsafe.Add(ref target, r * columns + i), count, columns);
            }

            for (; r < rows; r++)
            {
                OneRow(ref Unsafe.Add(ref left, r * rowStride), sumStride, ref Unsafe.Add(ref right, i), ref Unsafe.Add(ref target, r * columns + i), count, columns);
            }
        }

        for (; i < columns; i++)
        {
            for (int r = 0; r < rows; r++)
            {
                T sum = T.Zero;
                for (int s = 0; s < count; s++)
                {
                    sum += Unsafe.Add(ref left, r * rowStride + s * sumStride) * Unsafe.Add(ref right, s * columns + i);
                }

                Unsafe.Add(ref target, r * columns + i) = sum;
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Tanh(Vector<T> x) => typeof(T) == typeof(double)
        ? Vector.As<double, T>(Runtime.Lanes.Tanh(Vector.As<T, double>(x)))
        : Vector.As<float, T>(Runtime.Lanes.Tanh(Vector.As<T, float>(x)));

    private static void FourByTwo(ref T a, ref T b0, ref T b1, ref T c, int columns, int length)
    {
        ref T a1 = ref Unsafe.Add(ref a, length), a2 = ref Unsafe.Add(ref a1, length), a3 = ref Unsafe.Add(ref a2, length);
        Vector<T> s00 = Vector<T>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        int i = 0;
        for (; i <= length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> x = Load(ref b0, i), y = Load(ref b1, i), row = Load(ref a, i);
            s00 = MultiplyAdd(row, x, s00);
            s01 = MultiplyAdd(row, y, s01);
            row = Load(ref a1, i);
            s10 = MultiplyAdd(row, x, s10);
            s11 = MultiplyAdd(row, y, s11);
            row = Load(ref a2, i);
            s20 = MultiplyAdd(row, x, s20);
            s21 = MultiplyAdd(row, y, s21);
            row = Load(ref a3, i);
            s30 = MultiplyAdd(row, x, s30);
            s31 = MultiplyAdd(row, y, s31);
        }

        T t00 = Vector.Sum(s00), t01 = Vector.Sum(s01), t10 = Vector.Sum(s10), t11 = Vector.Sum(s11);
        T t20 = Vector.Sum(s20), t21 = Vector.Sum(s21), t30 = Vector.Sum(s30), t31 = Vector.Sum(s31);
        for (; i < length; i++)
        {
            T x = Unsafe.Add(ref b0, i), y = Unsafe.Add(ref b1, i);
            t00 += Unsafe.Add(ref a, i) * x;
            t01 += Unsafe.Add(ref a, i) * y;
            t10 += Unsafe.Add(ref a1, i) * x;
            t11 += Unsafe.Add(ref a1, i) * y;
            t20 += Unsafe.Add(ref a2, i) * x;
            t21 += Unsafe.Add(ref a2, i) * y;
            t30 += Unsafe.Add(ref a3, i) * x;
            t31 += Unsafe.Add(ref a3, i) * y;
        }

        (c, Unsafe.Add(ref c, 1)) = (t00, t01);
        (Unsafe.Add(ref c, columns), Unsafe.Add(ref c, columns + 1)) = (t10, t11);
        (Unsafe.Add(ref c, 2 * columns), Unsafe.Add(ref c, 2 * columns + 1)) = (t20, t21);
        (Unsafe.Add(ref c, 3 * columns), Unsafe.Add(ref c, 3 * columns + 1)) = (t30, t31);
    }

    private static T Dot(ref T a, ref T b, int length)
    {
        int width = Vector<T>.Count, i = 0;
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        for (; i <= length - 4 * width; i += 4 * width)
        {
            s0 = MultiplyAdd(Load(ref a, i), Load(ref b, i), s0);
            s1 = MultiplyAdd(Load(ref a, i + width), Load(ref b, i + width), s1);
            s2 = MultiplyAdd(Load(ref a, i + 2 * width), Load(ref b, i + 2 * width), s2);
            s3 = MultiplyAdd(Load(ref a, i + 3 * width), Load(ref b, i + 3 * width), s3);
        }

        for (; i <= length - width; i += width)
        {
            s0 = MultiplyAdd(Load(ref a, i), Load(ref b, i), s0);
        }

        T sum = Vector.Sum(s0 + s1 + (s2 + s3));
        for (; i < length; i++)
        {
            sum += Unsafe.Add(ref a, i) * Unsafe.Add(ref b, i);
        }

        return sum;
    }

    private static void FourRows(ref T a, int rowStride, int sumStride, ref T b, ref T c, int count, int columns)
    {
        Vector<T> s00 = Vector<T>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        for (int s = 0; s < count; s++)
        {
            Vector<T> x = Load(ref b, 0), y = Load(ref b, Vector<T>.Count);
            Vector<T> factor = new(a);
            s00 = MultiplyAdd(factor, x, s00);
            s01 = MultiplyAdd(factor, y, s01);
            factor = new(Unsafe.Add(ref a, rowStride));
            s10 = MultiplyAdd(factor, x, s10);
            s11 = MultiplyAdd(factor, y, s11);
            factor = new(Unsafe.Add(ref a, 2 * rowStride));
            s20 = MultiplyAdd(factor, x, s20);
            s21 = MultiplyAdd(factor, y, s21);
            factor = new(Unsafe.Add(ref a, 3 * rowStride));
            s30 = MultiplyAdd(factor, x, s30);
            s31 = MultiplyAdd(factor, y, s31);
            a = ref Unsafe.Add(ref a, sumStride);
            b = ref Unsafe.Add(ref b, columns);
        }

        Store(ref c, s00, s01);
        Store(ref Unsafe.Add(ref c, columns), s10, s11);
        Store(ref Unsafe.Add(ref c, 2 * columns), s20, s21);
        Store(ref Unsafe.Add(ref c, 3 * columns), s30, s31);
    }

    private static void OneRow(ref T a, int sumStride, ref T b, ref T c, int count, int columns)
    {
        Vector<T> first = Vector<T>.Zero, second = first, third = first, fourth = first;
        int s = 0;
        for (; s + 2 <= count; s += 2)
        {
            Vector<T> factor = new(a), next = new(Unsafe.Add(ref a, sumStride));
            first = MultiplyAdd(factor, Load(ref b, 0), first);
            second = MultiplyAdd(factor, Load(ref b, Vector<T>.Count), second);
            third = MultiplyAdd(next, Load(ref b, columns), third);
            fourth = MultiplyAdd(next, Load(ref b, columns + Vector<T>.Count), fourth);
            a = ref Unsafe.Add(ref a, 2 * sumStride);
            b = ref Unsafe.Add(ref b, 2 * columns);
        }

        if (s < count)
        {
            Vector<T> factor = new(a);
            first = MultiplyAdd(factor, Load(ref b, 0), first);
            second = MultiplyAdd(factor, Load(ref b, Vector<T>.Count), second);
        }

        Store(ref c, first + third, second + fourth);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> MultiplyAdd(Vector<T> a, Vector<T> b, Vector<T> c) => typeof(T) == typeof(double)
        ? Vector.As<double, T>(Vector.MultiplyAddEstimate(Vector.As<T, double>(a), Vector.As<T, double>(b), Vector.As<T, double>(c)))
        : Vector.As<float, T>(Vector.MultiplyAddEstimate(Vector.As<T, float>(a), Vector.As<T, float>(b), Vector.As<T, float>(c)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<T> Load(ref T origin, int offset) => Vector.LoadUnsafe(ref Unsafe.Add(ref origin, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref T target, Vector<T> first, Vector<T> second)
    {
        first.StoreUnsafe(ref target);
        second.StoreUnsafe(ref target, (nuint)Vector<T>.Count);
    }
}
