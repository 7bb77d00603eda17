using System.ComponentModel;

namespace SourceGrad.Runtime;

/// <summary>Rents zeroed working memory for generated code, in place of arrays that the method allocates.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    /// <summary>Rents a buffer of exactly <paramref name="length"/> elements, all zero.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer; dispose it once to give it back.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    public static Scratch<T> Rent<T>(int length) => new(length);

    /// <summary>The length of a buffer that has a row for each round of a loop.</summary>
    /// <param name="rounds">Of the loop; a negative number counts as zero.</param>
    /// <param name="length">Of a row.</param>
    /// <returns>Their product.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    /// <exception cref="OutOfMemoryException">No buffer can be so long.</exception>
    public static int Rows(int rounds, int length) => length < 0 ? throw new OverflowException() : Tape.Places(rounds, length);
}
