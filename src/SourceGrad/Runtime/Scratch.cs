using System.ComponentModel;

namespace SourceGrad.Runtime;

/// <summary>Rents working memory for generated code, in place of arrays that the method allocates.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Scratch
{
    /// <summary>A switch for tests: what is not cleared holds NaN then, so that whoever reads it before it is written is found out.</summary>
    internal static readonly bool IsFilled = AppContext.TryGetSwitch("SourceGrad.FillUnclearedScratch", out bool isOn) && isOn;

    /// <summary>Rents a buffer of exactly <paramref name="length"/> elements, all zero.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer; dispose it once to give it back.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    public static Scratch<T> Rent<T>(int length) => new(length, isCleared: true);

    /// <summary>Rents a buffer of exactly <paramref name="length"/> elements, which may hold anything: each is written before it is read.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer; dispose it once to give it back.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    public static Scratch<T> RentUncleared<T>(int length) => new(length, isCleared: false);

    /// <summary>The length of a buffer that has a row for each round of a loop.</summary>
    /// <param name="rounds">Of the loop; a negative number counts as zero.</param>
    /// <param name="length">Of a row.</param>
    /// <returns>Their product.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    /// <exception cref="OutOfMemoryException">No buffer can be so long.</exception>
    public static int Rows(int rounds, int length) => length < 0 ? throw new OverflowException() : Tape.Places(rounds, length);
}
