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

    /// <summary>Requires that a buffer that is written shares no memory with another one.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="written">The buffer that is written.</param>
    /// <param name="other">The other buffer, read or written.</param>
    /// <param name="writtenName">The name of the written buffer's parameter.</param>
    /// <param name="otherName">The name of the other buffer's parameter.</param>
    /// <exception cref="ArgumentException">The buffers overlap.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Disjoint<T>(ReadOnlySpan<T> written, ReadOnlySpan<T> other, string writtenName, string otherName)
    {
        if (written.Overlaps(other))
        {
            ThrowOverlap(writtenName, otherName);
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
