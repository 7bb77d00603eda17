using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <content>What stays in registers, none of it inlined: in a method with more around it, the sums do not. Nothing here checks anything.</content>
public static partial class MatrixProduct
{
    /// <summary>All rows of a strip two vectors wide, an even number from four on: tiles of six, of which the sums take twelve registers of sixteen, and of four as far as needed.</summary>
    private static void Strip<T>(ref T result, Factor<T> left, int firstTerm, ref T right, int rightStride, int rows, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0, count; row < rows; row += count)
        {
            count = RowsOfTile(rows - row);
            (int rowStride, int termStride) = left.StridesInTile(count);
            ref T target = ref At(ref result, row, columns), factor = ref left.At(row, firstTerm);
            if (count == 6)
            {
                TileOfSixAndTwo(ref target, ref factor, rowStride, termStride, ref right, rightStride, columns, terms, isFirst);
            }
            else
            {
                TileOfFourAndTwo(ref target, ref factor, rowStride, termStride, ref right, rightStride, columns, terms, isFirst);
            }
        }
    }

    /// <summary>The same for a strip of one vector, of whose columns some are done already.</summary>
    private static void LastStrip<T>(ref T result, Factor<T> left, ref T right, int rows, int columns, int terms, int done, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        for (int row = 0, count; row < rows; row += count)
        {
            count = RowsOfTile(rows - row);
            ref T target = ref At(ref result, row, columns), factor = ref left.At(row, 0);
            if (count == 6)
            {
                TileOfSixAndOne(ref target, ref factor, left.RowStride, left.TermStride, ref right, columns, columns, terms, done, isFirst);
            }
            else
            {
                TileOfFourAndOne(ref target, ref factor, left.RowStride, left.TermStride, ref right, columns, columns, terms, done, isFirst);
            }
        }
    }

    private static int RowsOfTile(int rows) => rows % 6 == 0 ? 6 : 4;

    /// <summary>Adds to six rows of the result, two vectors wide, what all terms give; or stores it. The rows of both factors' terms are apart by a stride, those of the result by its columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TileOfSixAndTwo<T>(ref T result, ref T left, nint rowStride, nint termStride, ref T right, nint rightStride, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        rowStride *= Unsafe.SizeOf<T>();
        termStride *= Unsafe.SizeOf<T>();
        rightStride *= Unsafe.SizeOf<T>();
        nint twoRows = 2 * rowStride;
        Vector<T> s00 = Vector<T>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00;
        Vector<T> s30 = s00, s31 = s00, s40 = s00, s41 = s00, s50 = s00, s51 = s00;
        ref T fourth = ref Unsafe.AddByteOffset(ref left, rowStride + twoRows);
        for (; terms > 0; terms--)
        {
            Vector<T> x = Load(ref right, 0), y = Load(ref right, Vector<T>.Count), factor = new(left);
            s00 = MultiplyAdd(factor, x, s00);
            s01 = MultiplyAdd(factor, y, s01);
            factor = new(Unsafe.AddByteOffset(ref left, rowStride));
            s10 = MultiplyAdd(factor, x, s10);
            s11 = MultiplyAdd(factor, y, s11);
            factor = new(Unsafe.AddByteOffset(ref left, twoRows));
            s20 = MultiplyAdd(factor, x, s20);
            s21 = MultiplyAdd(factor, y, s21);
            factor = new(fourth);
            s30 = MultiplyAdd(factor, x, s30);
            s31 = MultiplyAdd(factor, y, s31);
            factor = new(Unsafe.AddByteOffset(ref fourth, rowStride));
            s40 = MultiplyAdd(factor, x, s40);
            s41 = MultiplyAdd(factor, y, s41);
            factor = new(Unsafe.AddByteOffset(ref fourth, twoRows));
            s50 = MultiplyAdd(factor, x, s50);
            s51 = MultiplyAdd(factor, y, s51);
            left = ref Unsafe.AddByteOffset(ref left, termStride);
            fourth = ref Unsafe.AddByteOffset(ref fourth, termStride);
            right = ref Unsafe.AddByteOffset(ref right, rightStride);
        }

        SetTwo(ref result, s00, s01, isFirst);
        SetTwo(ref Unsafe.Add(ref result, (nint)columns), s10, s11, isFirst);
        SetTwo(ref Unsafe.Add(ref result, 2 * (nint)columns), s20, s21, isFirst);
        SetTwo(ref Unsafe.Add(ref result, 3 * (nint)columns), s30, s31, isFirst);
        SetTwo(ref Unsafe.Add(ref result, 4 * (nint)columns), s40, s41, isFirst);
        SetTwo(ref Unsafe.Add(ref result, 5 * (nint)columns), s50, s51, isFirst);
    }

    /// <summary>Adds to four rows of the result, two vectors wide, what all terms give; or stores it. The rows of both factors' terms are apart by a stride, those of the result by its columns.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TileOfFourAndTwo<T>(ref T result, ref T left, nint rowStride, nint termStride, ref T right, nint rightStride, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> s00 = Vector<T>.Zero, s01 = s00, s10 = s00, s11 = s00, s20 = s00, s21 = s00, s30 = s00, s31 = s00;
        rowStride *= Unsafe.SizeOf<T>();
        termStride *= Unsafe.SizeOf<T>();
        rightStride *= Unsafe.SizeOf<T>();
        nint twoRows = 2 * rowStride, threeRows = rowStride + twoRows;
        for (; terms > 0; terms--)
        {
            Vector<T> x = Load(ref right, 0), y = Load(ref right, Vector<T>.Count), factor = new(left);
            s00 = MultiplyAdd(factor, x, s00);
            s01 = MultiplyAdd(factor, y, s01);
            factor = new(Unsafe.AddByteOffset(ref left, rowStride));
            s10 = MultiplyAdd(factor, x, s10);
            s11 = MultiplyAdd(factor, y, s11);
            factor = new(Unsafe.AddByteOffset(ref left, twoRows));
            s20 = MultiplyAdd(factor, x, s20);
            s21 = MultiplyAdd(factor, y, s21);
            factor = new(Unsafe.AddByteOffset(ref left, threeRows));
            s30 = MultiplyAdd(factor, x, s30);
            s31 = MultiplyAdd(factor, y, s31);
            left = ref Unsafe.AddByteOffset(ref left, termStride);
            right = ref Unsafe.AddByteOffset(ref right, rightStride);
        }

        SetTwo(ref result, s00, s01, isFirst);
        SetTwo(ref Unsafe.Add(ref result, (nint)columns), s10, s11, isFirst);
        SetTwo(ref Unsafe.Add(ref result, 2 * (nint)columns), s20, s21, isFirst);
        SetTwo(ref Unsafe.Add(ref result, 3 * (nint)columns), s30, s31, isFirst);
    }

    /// <summary>Adds to six rows of the result, one vector wide, what all terms give; or stores it. Some columns are done already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TileOfSixAndOne<T>(ref T result, ref T left, nint rowStride, nint termStride, ref T right, nint rightStride, int columns, int terms, int done, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0, s4 = s0, s5 = s0;
        rowStride *= Unsafe.SizeOf<T>();
        termStride *= Unsafe.SizeOf<T>();
        rightStride *= Unsafe.SizeOf<T>();
        nint twoRows = 2 * rowStride;
        ref T fourth = ref Unsafe.AddByteOffset(ref left, rowStride + twoRows);
        for (; terms > 0; terms--)
        {
            Vector<T> x = Load(ref right, 0);
            s0 = MultiplyAdd(new Vector<T>(left), x, s0);
            s1 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref left, rowStride)), x, s1);
            s2 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref left, twoRows)), x, s2);
            s3 = MultiplyAdd(new Vector<T>(fourth), x, s3);
            s4 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref fourth, rowStride)), x, s4);
            s5 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref fourth, twoRows)), x, s5);
            left = ref Unsafe.AddByteOffset(ref left, termStride);
            fourth = ref Unsafe.AddByteOffset(ref fourth, termStride);
            right = ref Unsafe.AddByteOffset(ref right, rightStride);
        }

        AddRest(ref result, s0, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, (nint)columns), s1, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 2 * (nint)columns), s2, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 3 * (nint)columns), s3, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 4 * (nint)columns), s4, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 5 * (nint)columns), s5, done, isFirst);
    }

    /// <summary>Adds to four rows of the result, one vector wide, what all terms give; or stores it. Some columns are done already.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    private static void TileOfFourAndOne<T>(ref T result, ref T left, nint rowStride, nint termStride, ref T right, nint rightStride, int columns, int terms, int done, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        Vector<T> s0 = Vector<T>.Zero, s1 = s0, s2 = s0, s3 = s0;
        rowStride *= Unsafe.SizeOf<T>();
        termStride *= Unsafe.SizeOf<T>();
        rightStride *= Unsafe.SizeOf<T>();
        nint twoRows = 2 * rowStride, threeRows = rowStride + twoRows;
        for (; terms > 0; terms--)
        {
            Vector<T> x = Load(ref right, 0);
            s0 = MultiplyAdd(new Vector<T>(left), x, s0);
            s1 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref left, rowStride)), x, s1);
            s2 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref left, twoRows)), x, s2);
            s3 = MultiplyAdd(new Vector<T>(Unsafe.AddByteOffset(ref left, threeRows)), x, s3);
            left = ref Unsafe.AddByteOffset(ref left, termStride);
            right = ref Unsafe.AddByteOffset(ref right, rightStride);
        }

        AddRest(ref result, s0, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, (nint)columns), s1, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 2 * (nint)columns), s2, done, isFirst);
        AddRest(ref Unsafe.Add(ref result, 3 * (nint)columns), s3, done, isFirst);
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
    private static void SetTwo<T>(ref T target, Vector<T> first, Vector<T> second, bool isFirst)
    {
        if (isFirst)
        {
            StoreTwo(ref target, first, second);
        }
        else
        {
            StoreTwo(ref target, Load(ref target, 0) + first, Load(ref target, Vector<T>.Count) + second);
        }
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
