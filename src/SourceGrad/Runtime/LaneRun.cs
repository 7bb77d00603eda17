using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>Elements that a loop of generated code goes through one after the other: that all are there is checked once, before the loop.</summary>
/// <remarks><see cref="At{T}(Span{T}, int)"/> checks nothing: the generator calls it only with the numbers of the loop that the run was made for.</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class LaneRun
{
    /// <summary>The elements from <paramref name="start"/> on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">The first of them.</param>
    /// <param name="count">How many; none where it is not positive, wherever they would start.</param>
    /// <returns>The run.</returns>
    /// <exception cref="IndexOutOfRangeException">One of the elements does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Of<T>(Span<T> buffer, int start, int count)
    {
        if (count <= 0)
        {
            return default;
        }

        LaneMemory.Check(buffer.Length, start, count);
        return MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), (nint)(uint)start), count);
    }

    /// <inheritdoc cref="Of{T}(Span{T}, int, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> Of<T>(ReadOnlySpan<T> buffer, int start, int count)
    {
        if (count <= 0)
        {
            return default;
        }

        LaneMemory.Check(buffer.Length, start, count);
        return MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), (nint)(uint)start), count);
    }

    /// <summary>The vectors of a buffer, four to each place.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vectors">The buffer.</param>
    /// <param name="start">The first place.</param>
    /// <param name="count">How many places; none where it is not positive, wherever they would start.</param>
    /// <returns>The run.</returns>
    /// <exception cref="IndexOutOfRangeException">One of the vectors does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<LaneBlock<T>> Blocks<T>(Span<Vector<T>> vectors, int start, int count)
    {
        if (count <= 0)
        {
            return default;
        }

        LaneMemory.Check(vectors.Length / 4, start, count);
        ref Vector<T> first = ref Unsafe.Add(ref MemoryMarshal.GetReference(vectors), 4 * (nint)(uint)start);
        return MemoryMarshal.CreateSpan(ref Unsafe.As<Vector<T>, LaneBlock<T>>(ref first), count);
    }

    /// <summary>An element of a run, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="run">The run.</param>
    /// <param name="number">Which of its elements.</param>
    /// <returns>A reference to it.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(Span<T> run, int number) => ref Unsafe.Add(ref MemoryMarshal.GetReference(run), (nint)(uint)number);

    /// <inheritdoc cref="At{T}(Span{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref readonly T At<T>(ReadOnlySpan<T> run, int number) => ref Unsafe.Add(ref MemoryMarshal.GetReference(run), (nint)(uint)number);
}
