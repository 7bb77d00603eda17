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

    /// <summary>Rents an empty tape that grows as values are pushed.</summary>
    /// <typeparam name="T">The type of the recorded values.</typeparam>
    /// <returns>The tape; dispose it to give it back.</returns>
    public static Tape<T> Rent<T>() => Tape<T>.Rent(0);
}
