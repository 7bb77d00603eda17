using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SourceGrad.Runtime;

/// <content>
/// Copies of parts of the factors that many tiles read, term after term: what lies a row apart before then lies side by side. Rows whose distance is a power of two share the same few places
/// of the first-level cache. And of a factor whose rows are the columns of the result, a tile of vectors is made in place of sums of their lanes.
/// </content>
public static partial class MatrixProduct
{
    /// <summary>A copy of the right factor's terms takes so much at most: half of a small first-level cache.</summary>
    private const int PanelBytes = 16_384;

    /// <summary>Fewer rows do not make up for a copy of the right factor; measured.</summary>
    private const int FewestRowsForPanels = 32, FewestRowsForTransposedPanels = 16;

    /// <summary>With fewer terms, the rows of a strip stay in the cache unless they share its places; measured.</summary>
    private const int FewestTermsForPanels = 128;

    /// <summary>Fewer strips of columns do not make up for a copy of the left factor; measured.</summary>
    private const int FewestStripsForLeftTiles = 4;

    /// <summary>So many rows of the left factor, or two more, are copied together, and stay in the second-level cache: a number of tiles of six.</summary>
    private const int RowsOfLeftTiles = 126;

    private static bool HasTransposedPanels<T>(int rows, int columns) =>
        Avx.IsSupported && rows >= FewestRowsForTransposedPanels && columns >= 2 * Vector<T>.Count;

    private static bool HasPanels<T>(int rows, int columns, int terms) =>
        rows >= FewestRowsForPanels && columns >= 2 * Vector<T>.Count && (terms >= FewestTermsForPanels || ShareLines<T>(columns, terms));

    private static bool HasLeftTiles<T>(Factor<T> left, int columns, int terms) =>
        left.TermStride > 1 && columns >= FewestStripsForLeftTiles * 2 * Vector<T>.Count && ShareLines<T>(left.TermStride, terms);

    /// <summary>Whether so many places, a stride apart, do not stay in a first-level cache with eight lines for each line of a page.</summary>
    private static bool ShareLines<T>(int stride, int terms)
    {
        long bytes = (long)stride * Unsafe.SizeOf<T>(), apart = Math.Max(bytes & -bytes, CacheLine.Bytes);
        return terms > 8 * Math.Max(CacheLine.Page / apart, 1);
    }

    /// <summary>The first columns, as far as they fill strips of two vectors, of so many rows, an even number from four on; returns how many columns that are.</summary>
    /// <remarks>A panel is written before it is read: zeros before that would take a tenth of the time of a small product.</remarks>
    [SkipLocalsInit]
    private static int Strips<T>(ref T result, Factor<T> left, Factor<T> right, bool hasPanels, int rows, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (HasLeftTiles(left, columns, terms))
        {
            return StripsInTiles(ref result, left, right, hasPanels, rows, columns, terms, isFirst);
        }

        int width = 2 * Vector<T>.Count, end = columns - columns % width;
        if (!hasPanels)
        {
            for (int column = 0; column < end; column += width)
            {
                Strip(ref Unsafe.Add(ref result, column), left, 0, ref right.At(column, 0), right.TermStride, rows, columns, terms, isFirst);
            }

            return end;
        }

        int most = Math.Min(terms, TermsOfPanel<T>());
        Span<T> room = stackalloc T[most * width + CacheLine.Bytes / Unsafe.SizeOf<T>()];
        ref T panel = ref CacheLine.Align(ref MemoryMarshal.GetReference(room));
        for (int start = 0; start < terms; start += most)
        {
            int count = Math.Min(most, terms - start);
            for (int column = 0; column < end; column += width)
            {
                Pack(ref panel, ref right.At(column, start), right, width, count);
                Strip(ref Unsafe.Add(ref result, column), left, start, ref panel, width, rows, columns, count, isFirst && start == 0);
            }
        }

        return end;
    }

    /// <summary>The same from copies of the left factor's tiles.</summary>
    private static int StripsInTiles<T>(ref T result, Factor<T> left, Factor<T> right, bool hasPanels, int rows, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int done = 0, most = Math.Min(terms, TermsOfPanel<T>());
        using Workspace workspace = Workspace.Open();
        Span<T> tiles = workspace.RentUncleared<T>(Math.Min(rows, RowsOfLeftTiles + 2) * most);
        for (int start = 0; start < terms; start += most)
        {
            int count = Math.Min(most, terms - start);
            for (int row = 0, height; row < rows; row += height)
            {
                // The last block has four rows or more: two would be less than a tile.
                height = rows - row > RowsOfLeftTiles + 2 ? RowsOfLeftTiles : rows - row;
                Factor<T> copy = CopyTiles(tiles, ref left.At(row, start), left.TermStride, height, count);
                done = Strips(ref At(ref result, row, columns), copy, right.From(start), hasPanels, height, columns, count, isFirst && start == 0);
            }
        }

        return done;
    }

    private static int TermsOfPanel<T>() => PanelBytes / (2 * Unsafe.SizeOf<Vector<T>>());

    /// <summary>Copies so many rows of the left factor, of which the elements of one term lie side by side: tile by tile, and in a tile term by term.</summary>
    private static Factor<T> CopyTiles<T>(Span<T> tiles, ref T left, nint stride, int rows, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T target = ref MemoryMarshal.GetReference(tiles);
        for (int row = 0, count; row < rows; row += count)
        {
            count = RowsOfTile(rows - row);
            ref T from = ref Unsafe.Add(ref left, row);
            for (int term = 0; term < terms; term++)
            {
                if (count == 6)
                {
                    Unsafe.As<T, Six<T>>(ref target) = Unsafe.As<T, Six<T>>(ref from);
                }
                else
                {
                    Unsafe.As<T, Quad<T>>(ref target) = Unsafe.As<T, Quad<T>>(ref from);
                }

                target = ref Unsafe.Add(ref target, count);
                from = ref Unsafe.Add(ref from, stride);
            }
        }

        return Factor<T>.OfTiles(tiles, terms);
    }

    /// <summary>So many columns, two vectors of them, of so many terms.</summary>
    private static void Pack<T>(ref T panel, ref T first, Factor<T> right, int width, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (right.RowStride != 1)
        {
            for (int column = 0; column < width; column += 4)
            {
                PackFour(ref Unsafe.Add(ref panel, column), ref Unsafe.Add(ref first, (nint)column * right.RowStride), right.RowStride, width, terms);
            }

            return;
        }

        for (int term = 0; term < terms; term++)
        {
            ref T from = ref Unsafe.Add(ref first, (nint)term * right.TermStride);
            StoreTwo(ref Unsafe.Add(ref panel, (nint)term * width), Load(ref from, 0), Load(ref from, Vector<T>.Count));
        }
    }

    /// <summary>Four columns that lie a stride apart: four terms of them after the other change places.</summary>
    private static void PackFour<T>(ref T panel, ref T first, nint stride, nint width, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T second = ref Unsafe.Add(ref first, stride), third = ref Unsafe.Add(ref second, stride), fourth = ref Unsafe.Add(ref third, stride);
        nint term = 0;
        for (; term <= terms - 4; term += 4)
        {
            ref T target = ref Unsafe.Add(ref panel, term * width);
            if (typeof(T) == typeof(double))
            {
                Vector256<double> a = Four(ref first, term), b = Four(ref second, term), c = Four(ref third, term), d = Four(ref fourth, term);
                Vector256<double> evenOfTwo = Avx.UnpackLow(a, b), oddOfTwo = Avx.UnpackHigh(a, b), evenOfOthers = Avx.UnpackLow(c, d), oddOfOthers = Avx.UnpackHigh(c, d);
                Avx.Permute2x128(evenOfTwo, evenOfOthers, 0x20).As<double, T>().StoreUnsafe(ref target);
                Avx.Permute2x128(oddOfTwo, oddOfOthers, 0x20).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, width));
                Avx.Permute2x128(evenOfTwo, evenOfOthers, 0x31).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, 2 * width));
                Avx.Permute2x128(oddOfTwo, oddOfOthers, 0x31).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, 3 * width));
            }
            else
            {
                Vector128<float> a = FourSingles(ref first, term), b = FourSingles(ref second, term), c = FourSingles(ref third, term), d = FourSingles(ref fourth, term);
                Vector128<double> lowOfTwo = Sse.UnpackLow(a, b).AsDouble(), highOfTwo = Sse.UnpackHigh(a, b).AsDouble();
                Vector128<double> lowOfOthers = Sse.UnpackLow(c, d).AsDouble(), highOfOthers = Sse.UnpackHigh(c, d).AsDouble();
                Sse2.UnpackLow(lowOfTwo, lowOfOthers).As<double, T>().StoreUnsafe(ref target);
                Sse2.UnpackHigh(lowOfTwo, lowOfOthers).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, width));
                Sse2.UnpackLow(highOfTwo, highOfOthers).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, 2 * width));
                Sse2.UnpackHigh(highOfTwo, highOfOthers).As<double, T>().StoreUnsafe(ref Unsafe.Add(ref target, 3 * width));
            }
        }

        for (; term < terms; term++)
        {
            ref T target = ref Unsafe.Add(ref panel, term * width);
            target = Unsafe.Add(ref first, term);
            Unsafe.Add(ref target, 1) = Unsafe.Add(ref second, term);
            Unsafe.Add(ref target, 2) = Unsafe.Add(ref third, term);
            Unsafe.Add(ref target, 3) = Unsafe.Add(ref fourth, term);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<double> Four<T>(ref T row, nint term) => Vector256.LoadUnsafe(ref Unsafe.As<T, double>(ref Unsafe.Add(ref row, term)));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector128<float> FourSingles<T>(ref T row, nint term) => Vector128.LoadUnsafe(ref Unsafe.As<T, float>(ref Unsafe.Add(ref row, term)));

    /// <summary>Copied at once.</summary>
    [InlineArray(6)]
    private struct Six<T>
    {
        private T _first;
    }

    /// <summary>Copied at once.</summary>
    [InlineArray(4)]
    private struct Quad<T>
    {
        private T _first;
    }
}
