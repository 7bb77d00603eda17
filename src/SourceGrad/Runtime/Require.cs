using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <summary>The checks of arguments that generated code makes before it touches anything.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Require
{
    /// <summary>Requires that a destination or a seed is as long as the buffer it belongs to.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The destination or seed.</param>
    /// <param name="length">The length it must have.</param>
    /// <param name="destinationName">The name of its parameter.</param>
    /// <param name="parameterName">The name of the parameter that it belongs to.</param>
    /// <exception cref="ArgumentException">The lengths differ.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Length<T>(ReadOnlySpan<T> destination, int length, string destinationName, string parameterName)
    {
        if (destination.Length != length)
        {
            ThrowLength(destination.Length, length, destinationName, parameterName);
        }
    }

    /// <summary>Requires that two arguments that are passed by reference are two variables.</summary>
    /// <typeparam name="T">Their type.</typeparam>
    /// <param name="written">One that is written.</param>
    /// <param name="other">Another one.</param>
    /// <param name="writtenName">The name of the written one's parameter.</param>
    /// <param name="otherName">The name of the other parameter.</param>
    /// <exception cref="ArgumentException">They are one variable.</exception>
    public static void Distinct<T>(ref readonly T written, ref readonly T other, string writtenName, string otherName)
    {
        if (Unsafe.AreSame(in written, in other))
        {
            ThrowOverlap(writtenName, otherName);
        }
    }

    /// <summary>Requires that an argument that is passed by reference and written is no element of a buffer.</summary>
    /// <typeparam name="T">Its type.</typeparam>
    /// <param name="written">The argument.</param>
    /// <param name="buffer">The buffer.</param>
    /// <param name="writtenName">The name of its parameter.</param>
    /// <param name="bufferName">The name of the buffer's parameter.</param>
    /// <exception cref="ArgumentException">It is an element of the buffer.</exception>
    public static void Outside<T>(ref readonly T written, ReadOnlySpan<T> buffer, string writtenName, string bufferName)
    {
        if (System.Runtime.InteropServices.MemoryMarshal.CreateReadOnlySpan(in written, 1).Overlaps(buffer))
        {
            ThrowOverlap(writtenName, bufferName);
        }
    }

    /// <summary>Requires that the gradient of an array of objects has as many.</summary>
    /// <param name="actual">How many it has.</param>
    /// <param name="expected">How many it must have.</param>
    /// <param name="destinationName">Its name.</param>
    /// <param name="parameterName">The name of the array.</param>
    /// <exception cref="ArgumentException">The numbers differ.</exception>
    public static void Count(int actual, int expected, string destinationName, string parameterName)
    {
        if (actual != expected)
        {
            ThrowLength(actual, expected, destinationName, parameterName);
        }
    }

    /// <summary>Requires that a destination or a seed has the shape of the two-dimensional array it belongs to, and is another one.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The destination or seed.</param>
    /// <param name="table">The array that it belongs to.</param>
    /// <param name="destinationName">The name of its parameter.</param>
    /// <param name="parameterName">The name of the parameter that it belongs to.</param>
    /// <exception cref="ArgumentException">The shapes differ, or both are one array.</exception>
    public static void Shape<T>(T[,] destination, T[,] table, string destinationName, string parameterName)
    {
        ArgumentNullException.ThrowIfNull(destination, destinationName);
        if (destination.GetLength(0) != table.GetLength(0) || destination.GetLength(1) != table.GetLength(1))
        {
            throw new ArgumentException(
                $"'{destinationName}' is {destination.GetLength(0)}×{destination.GetLength(1)}, but '{parameterName}' needs {table.GetLength(0)}×{table.GetLength(1)}.", destinationName);
        }

        if (ReferenceEquals(destination, table))
        {
            ThrowOverlap(destinationName, parameterName);
        }
    }

    /// <summary>Requires that a destination or a seed has the shape of the array of arrays it belongs to, and shares no row with it.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="destination">The destination or seed.</param>
    /// <param name="table">The array that it belongs to.</param>
    /// <param name="destinationName">The name of its parameter.</param>
    /// <param name="parameterName">The name of the parameter that it belongs to.</param>
    /// <exception cref="ArgumentException">The shapes differ, or a row is in both.</exception>
    public static void Shape<T>(T[][] destination, T[][] table, string destinationName, string parameterName)
    {
        Length<T[]>(destination, table.Length, destinationName, parameterName);
        for (int i = 0; i < table.Length; i++)
        {
            ReadOnlySpan<T> written = destination[i], row = table[i];
            if (written.Length != row.Length || written.Overlaps(row))
            {
                // Only now the names: they are strings of their own.
                Length(written, row.Length, $"{destinationName}[{i}]", $"{parameterName}[{i}]");
                Disjoint(written, row, $"{destinationName}[{i}]", $"{parameterName}[{i}]");
            }
        }
    }

    /// <summary>Requires that a buffer that is written shares no memory with another one.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="written">The buffer that is written.</param>
    /// <param name="other">The other buffer, read or written.</param>
    /// <param name="writtenName">The name of the written buffer's parameter.</param>
    /// <param name="otherName">The name of the other buffer's parameter.</param>
    /// <exception cref="ArgumentException">The buffers overlap.</exception>
    // What a compiler inlines here, once a call, it would leave out in the loops: it stops after so much.
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void Disjoint<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other, string writtenName, string otherName)
    {
        if (written.Overlaps(other))
        {
            ThrowOverlap(writtenName, otherName);
        }
    }

    /// <summary>As <see cref="Array.CopyTo(Array, int)"/> checks, with its exceptions.</summary>
    /// <param name="length">The length of the array that is copied.</param>
    /// <param name="destination">That of the other one.</param>
    /// <param name="index">Where the copy starts in it.</param>
    public static void FitsAt(int length, int destination, int index)
    {
        if (index < 0 || index > destination - length)
        {
            new byte[length].CopyTo(new byte[destination], index);
        }
    }

    /// <summary>What <c>CopyTo</c> requires: that the destination has room.</summary>
    /// <param name="length">How many elements are copied.</param>
    /// <param name="destinationLength">How many there is room for.</param>
    /// <exception cref="ArgumentException">There is too little room.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Fits(int length, int destinationLength)
    {
        if (length > destinationLength)
        {
            ThrowShort();
        }
    }

    [DoesNotReturn]
    private static void ThrowShort() => throw new ArgumentException("Destination is too short.", "destination");

    [DoesNotReturn]
    private static void ThrowLength(int actual, int expected, string destinationName, string parameterName) =>
        throw new ArgumentException(
            $"'{destinationName}' has {actual} elements, but '{parameterName}' needs {expected}.", destinationName);

    [DoesNotReturn]
    private static void ThrowOverlap(string writtenName, string otherName) =>
        throw new ArgumentException(
            $"'{writtenName}' is written and must not overlap '{otherName}' in memory.", writtenName);
}
