using System.ComponentModel;

namespace SourceGrad.Runtime;

/// <summary>Rents the storage in which generated code keeps, for the reverse sweep, values that it cannot compute again.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class Tape
{
    /// <summary>Rents a tape of fixed size, which is read and written by position. The elements start undefined.</summary>
    /// <typeparam name="T">The type of the recorded values.</typeparam>
    /// <param name="capacity">
    /// The number of elements. A negative number counts as zero, because a loop with a negative trip count records nothing.
    /// </param>
    /// <returns>The tape; dispose it to give it back.</returns>
    public static Tape<T> Rent<T>(int capacity) => Tape<T>.Rent(capacity);

    /// <summary>The size of a tape that two loops in each other fill.</summary>
    /// <param name="rounds">Of the outer loop; a negative number counts as zero.</param>
    /// <param name="values">That each of its rounds records; a negative number counts as zero.</param>
    /// <returns>Their product.</returns>
    /// <exception cref="OutOfMemoryException">No tape can be so long.</exception>
    public static int Places(int rounds, int values)
    {
        long places = (long)Math.Max(rounds, 0) * Math.Max(values, 0);
        return places <= Array.MaxLength ? (int)places : throw new OutOfMemoryException("The tape of a loop in a loop would be longer than an array can be.");
    }

    /// <summary>Rents an empty tape that grows as values are pushed.</summary>
    /// <typeparam name="T">The type of the recorded values.</typeparam>
    /// <returns>The tape; dispose it to give it back.</returns>
    public static Tape<T> Rent<T>() => Tape<T>.Rent(0);
}
