using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>Adds or stores products of matrices that lie in buffers row by row, without gaps.</summary>
/// <remarks>
/// A tile of the result, four rows by two columns or six by two vectors of them, stays in registers while all its terms are added; products are added with one
/// rounding where the machine has an instruction for that. The order in which the terms of an element are added is not specified. Nothing is allocated but working memory that the thread keeps.
/// See K. Goto and R. van de Geijn, Anatomy of high-performance matrix multiplication, ACM TOMS 34 (2008).
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class MatrixProduct
{
    /// <summary>How many elements of the right factor are used together, so that they stay in the second-level cache.</summary>
    private const int Block = 32_768;

    /// <summary>With fewer rows or terms a tile is not worth it.</summary>
    private const int FewestForTiles = 4;

    /// <summary>result[r][c] += Σₜ left[r][t] · right[t][c].</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">A matrix of <paramref name="rows"/> × <paramref name="columns"/>; shares no memory with the others.</param>
    /// <param name="left">A matrix of <paramref name="rows"/> × <paramref name="terms"/>.</param>
    /// <param name="right">A matrix of <paramref name="terms"/> × <paramref name="columns"/>.</param>
    /// <param name="rows">Of the result.</param>
    /// <param name="columns">Of the result.</param>
    /// <param name="terms">Of each sum.</param>
    /// <exception cref="IndexOutOfRangeException">One of the buffers is too short; what the result then holds is not specified.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Add<T>(Span<T> result, ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Columns(result, new Factor<T>(left, terms, 1), right, rows, columns, terms, isFirst: false);

    /// <summary>As <see cref="Add{T}"/>, but to zero: what the result held before is lost, and what lies behind the matrix is zero too.</summary>
    /// <inheritdoc cref="Add{T}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Set<T>(Span<T> result, ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Columns(result, new Factor<T>(left, terms, 1), right, rows, columns, terms, isFirst: true);

    /// <summary>result[r][c] += Σₜ left[t][r] · right[t][c].</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">A matrix of <paramref name="rows"/> × <paramref name="columns"/>; shares no memory with the others.</param>
    /// <param name="left">A matrix of <paramref name="terms"/> × <paramref name="rows"/>.</param>
    /// <param name="right">A matrix of <paramref name="terms"/> × <paramref name="columns"/>.</param>
    /// <param name="rows">Of the result.</param>
    /// <param name="columns">Of the result.</param>
    /// <param name="terms">Of each sum.</param>
    /// <exception cref="IndexOutOfRangeException">One of the buffers is too short; what the result then holds is not specified.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddTransposedLeft<T>(Span<T> result, ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Columns(result, new Factor<T>(left, 1, rows), right, rows, columns, terms, isFirst: false);

    /// <summary>As <see cref="AddTransposedLeft{T}"/>, but to zero: what the result held before is lost, and what lies behind the matrix is zero too.</summary>
    /// <inheritdoc cref="AddTransposedLeft{T}"/>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void SetTransposedLeft<T>(Span<T> result, ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T> =>
        Columns(result, new Factor<T>(left, 1, rows), right, rows, columns, terms, isFirst: true);

    /// <summary>result[r][c] += Σₜ left[r][t] · right[c][t].</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">A matrix of <paramref name="rows"/> × <paramref name="columns"/>; shares no memory with the others.</param>
    /// <param name="left">A matrix of <paramref name="rows"/> × <paramref name="terms"/>.</param>
    /// <param name="right">A matrix of <paramref name="columns"/> × <paramref name="terms"/>.</param>
    /// <param name="rows">Of the result.</param>
    /// <param name="columns">Of the result.</param>
    /// <param name="terms">Of each sum.</param>
    /// <exception cref="IndexOutOfRangeException">One of the buffers is too short; what the result then holds is not specified.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddTransposedRight<T>(Span<T> result, ReadOnlySpan<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!HasTerms(result.Length, left.Length, right.Length, rows, columns, terms))
        {
            return;
        }

        ref T origin = ref MemoryMarshal.GetReference(result), leftOrigin = ref MemoryMarshal.GetReference(left), rightOrigin = ref MemoryMarshal.GetReference(right);
        int tiled = HasTransposedPanels<T>(rows, columns)
            ? Strips(ref origin, new Factor<T>(left, terms, 1), new Factor<T>(right, terms, 1), hasPanels: true, rows - rows % 4, columns, terms, isFirst: false)
            : 0;
        int together = Math.Max(4, Block / terms & ~3);
        for (int start = 0; start < columns; start += together)
        {
            int end = Math.Min(columns, start + together), row = 0;
            for (; row <= rows - 4; row += 4)
            {
                ref T four = ref At(ref leftOrigin, row, terms);
                ref T target = ref At(ref origin, row, columns);
                int column = Math.Max(start, tiled);
                for (; column <= end - 2; column += 2)
                {
                    DotsOfFourAndTwo(ref four, ref At(ref rightOrigin, column, terms), ref Unsafe.Add(ref target, column), terms, columns);
                }

                if (column < end)
                {
                    DotsOfFourAndOne(ref four, ref At(ref rightOrigin, column, terms), ref Unsafe.Add(ref target, column), terms, columns);
                }
            }

            for (; row < rows; row++)
            {
                ref T one = ref At(ref leftOrigin, row, terms);
                ref T target = ref At(ref origin, row, columns);
                int column = start;
                for (; column <= end - 4; column += 4)
                {
                    DotsOfFourAndOne(ref At(ref rightOrigin, column, terms), ref one, ref Unsafe.Add(ref target, column), terms, 1);
                }

                for (; column < end; column++)
                {
                    Unsafe.Add(ref target, column) += Dot(ref one, ref At(ref rightOrigin, column, terms), terms);
                }
            }
        }
    }

    /// <summary>result[start + c] += Σᵣ matrix[r][c].</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">Where the rows are added; shares no memory with the matrix.</param>
    /// <param name="start">The place of the first column's sum.</param>
    /// <param name="matrix">A matrix of <paramref name="rows"/> × <paramref name="columns"/>.</param>
    /// <param name="rows">Of the matrix.</param>
    /// <param name="columns">Of the matrix.</param>
    /// <exception cref="IndexOutOfRangeException">One of the buffers is too short; what the result then holds is not specified.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void AddRows<T>(Span<T> result, int start, ReadOnlySpan<T> matrix, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (HasTerms(start < 0 ? -1 : result.Length - start, rows, matrix.Length, 1, columns, rows))
        {
            T one = T.One;
            AddToRow(ref Unsafe.Add(ref MemoryMarshal.GetReference(result), start), ref one, 0, ref MemoryMarshal.GetReference(matrix), 0, columns, rows);
        }
    }

    /// <summary>result[r][c] = row[start + c]; what lies behind the matrix is zero.</summary>
    /// <typeparam name="T">float or double.</typeparam>
    /// <param name="result">A matrix of <paramref name="rows"/> × <paramref name="columns"/>; shares no memory with the row.</param>
    /// <param name="row">What all rows are.</param>
    /// <param name="start">The place of the first column.</param>
    /// <param name="rows">Of the matrix.</param>
    /// <param name="columns">Of the matrix.</param>
    /// <exception cref="IndexOutOfRangeException">One of the buffers is too short; what the result then holds is not specified.</exception>
    public static void SetRows<T>(Span<T> result, ReadOnlySpan<T> row, int start, int rows, int columns)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        int done = 0;
        if (HasTerms(result.Length, rows, start < 0 ? -1 : row.Length - start, rows, columns, 1))
        {
            for (; done < rows * columns; done += columns)
            {
                row.Slice(start, columns).CopyTo(result[done..]);
            }
        }

        result[done..].Clear();
    }

    private static void Columns<T>(Span<T> result, Factor<T> left, ReadOnlySpan<T> right, int rows, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        if (!HasTerms(result.Length, left.Length, right.Length, rows, columns, terms))
        {
            result[(isFirst ? 0 : result.Length)..].Clear();
            return;
        }

        ref T origin = ref MemoryMarshal.GetReference(result), rightOrigin = ref MemoryMarshal.GetReference(right);
        int row = 0;
        if (rows >= FewestForTiles && terms >= FewestForTiles)
        {
            row = rows - rows % 2;
            Tiles(result, left, new Factor<T>(right, 1, columns), row, columns, terms, isFirst);
        }
        else if (terms < FewestForTiles)
        {
            // All rows at once for a single term; otherwise so few that they are still in the cache for the next one.
            int together = terms == 1 ? rows : FewestForTiles;
            for (int count; row < rows; row += count)
            {
                count = Math.Min(together, rows - row);
                for (int term = 0; term < terms; term++)
                {
                    OneTerm(
                        ref At(ref origin, row, columns), ref left.At(row, term), left.RowStride, ref At(ref rightOrigin, term, columns), count, columns, isFirst && term == 0);
                }
            }
        }

        result[(isFirst ? row * columns : result.Length)..].Clear();
        for (; row < rows; row++)
        {
            AddToRow(ref At(ref origin, row, columns), ref left.At(row, 0), left.TermStride, ref rightOrigin, 0, columns, terms);
        }
    }

    /// <summary>All columns of so many rows, an even number from four on: a strip of two vectors after the other.</summary>
    private static void Tiles<T>(Span<T> result, Factor<T> left, Factor<T> right, int rows, int columns, int terms, bool isFirst)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        ref T origin = ref MemoryMarshal.GetReference(result);
        int width = Vector<T>.Count;
        int column = Strips(ref origin, left, right, HasPanels<T>(rows, columns, terms), rows, columns, terms, isFirst);
        if (columns < width)
        {
            for (int row = 0; row < rows; row++)
            {
                result.Slice(row * columns, isFirst ? columns : 0).Clear();
                AddToRow(ref At(ref origin, row, columns), ref left.At(row, 0), left.TermStride, ref right.Origin, 0, columns, terms);
            }

            return;
        }

        // The last vector ends where the row does, and leaves alone what the one before it has done.
        for (; column < columns; column += width)
        {
            int start = Math.Min(column, columns - width);
            LastStrip(ref Unsafe.Add(ref origin, start), left, ref right.At(start, 0), rows, columns, terms, column - start, isFirst);
        }
    }

    /// <summary>False where there is nothing to add; throws where a buffer of such a length is too short for its matrix.</summary>
    private static bool HasTerms(int result, int left, int right, int rows, int columns, int terms)
    {
        if (rows <= 0 || columns <= 0 || terms <= 0)
        {
            return false;
        }

        return (long)rows * columns <= result && (long)rows * terms <= left && (long)terms * columns <= right ? true : throw new IndexOutOfRangeException();
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ref T At<T>(ref T origin, int row, int columns) => ref Unsafe.Add(ref origin, (nint)row * columns);

    /// <summary>A factor that may be read by rows or by columns: for each row of the left one, or column of the right one, its terms. Or tiles of the left one, of which only the first row and term have a place.</summary>
    private readonly ref struct Factor<T>(ReadOnlySpan<T> items, int rowStride, int termStride)
    {
        private readonly ReadOnlySpan<T> _items = items;

        public int Length => _items.Length;

        public ref T Origin => ref MemoryMarshal.GetReference(_items);

        public int RowStride { get; } = rowStride;

        public int TermStride { get; } = termStride;

        private bool IsInTiles => TermStride == 0;

        public static Factor<T> OfTiles(ReadOnlySpan<T> items, int terms) => new(items, terms, 0);

        /// <summary>The same from a term on.</summary>
        public Factor<T> From(int term) => new(_items[(term * TermStride)..], RowStride, TermStride);

        /// <summary>The distances of the rows and of the terms in a tile of so many rows.</summary>
        public (int Row, int Term) StridesInTile(int rows) => IsInTiles ? (1, rows) : (RowStride, TermStride);

        public ref T At(int row, int term) => ref Unsafe.Add(ref Origin, (nint)row * RowStride + (nint)term * TermStride);
    }
}
