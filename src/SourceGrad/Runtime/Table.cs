using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>Rows of tables as spans, for generated code.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Table
{
    /// <summary>One row of a two-dimensional array.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="table">The array.</param>
    /// <param name="index">The row.</param>
    /// <returns>The row's memory, as long as the array has columns.</returns>
    /// <exception cref="IndexOutOfRangeException">There is no such row.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Row<T>(T[,] table, int index)
    {
        int columns = table.GetLength(1);
        if ((uint)index >= (uint)table.GetLength(0))
        {
            throw new IndexOutOfRangeException();
        }

        return columns == 0 ? [] : MemoryMarshal.CreateSpan(ref table[index, 0], columns);
    }

    /// <summary>A two-dimensional array as one span, row by row.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="table">The array.</param>
    /// <returns>All its elements.</returns>
    public static Span<T> Flat<T>(T[,] table) => table.Length == 0 ? [] : MemoryMarshal.CreateSpan(ref table[0, 0], table.Length);

    /// <summary>The number of elements in all rows.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="table">An array of arrays.</param>
    /// <returns>The sum of the rows' lengths.</returns>
    public static int Count<T>(T[][] table)
    {
        int count = 0;
        foreach (T[] row in table)
        {
            count += row.Length;
        }

        return count;
    }

    /// <summary>A new array of arrays of the same shape.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="table">An array of arrays.</param>
    /// <returns>Rows as long as the table's, their elements the default.</returns>
    public static T[][] Like<T>(T[][] table) => Array.ConvertAll(table, row => new T[row.Length]);

    /// <summary>Sets all elements of all rows to their default.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="table">An array of arrays.</param>
    public static void Clear<T>(T[][] table)
    {
        foreach (T[] row in table)
        {
            Array.Clear(row);
        }
    }
}
