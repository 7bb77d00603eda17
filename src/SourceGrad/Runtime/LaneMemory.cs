using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>How generated code moves lanes to and from buffers.</summary>
/// <remarks>
/// <see cref="Load{T}(ReadOnlySpan{T}, int)"/>, <see cref="Gather{T}"/>, <see cref="Store{T}"/>, <see cref="Scatter{T}"/>, <see cref="Add{T}"/>, <see cref="ScatterAdd{T}"/> and <see cref="Row{T}"/> check nothing: the generator calls them only in loops whose bounds
/// it has made sure of. Everything else checks.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class LaneMemory
{
    /// <summary>As much of the elements from <paramref name="start"/> on as there is: never more than <paramref name="count"/>, perhaps none.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">The first element; may lie outside.</param>
    /// <param name="count">How many; may be negative or too many.</param>
    /// <returns>The part.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> ReadOnlyPart<T>(ReadOnlySpan<T> buffer, int start, int count)
    {
        int length = Math.Min(count, buffer.Length - start);
        return (start | length) < 0 ? default : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), length);
    }

    /// <inheritdoc cref="ReadOnlyPart{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Part<T>(Span<T> buffer, int start, int count)
    {
        // A start beyond the end leaves a negative length. Slice would check once more what is checked here.
        int length = Math.Min(count, buffer.Length - start);
        return (start | length) < 0 ? default : MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), length);
    }

    /// <summary>Rows that follow each other, checked once for all.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="start">The first element; may lie outside.</param>
    /// <param name="count">The length of a row; may be negative or too much.</param>
    /// <param name="rows">How many.</param>
    /// <returns>All of them; nothing where they are not all there.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> ReadOnlyWholeRows<T>(ReadOnlySpan<T> buffer, int start, int count, int rows)
    {
        long length = (long)count * rows;
        return (uint)start > (uint)buffer.Length || (ulong)length > (uint)(buffer.Length - start)
            ? default
            : MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), (int)length);
    }

    /// <inheritdoc cref="ReadOnlyWholeRows{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> WholeRows<T>(Span<T> buffer, int start, int count, int rows)
    {
        long length = (long)count * rows;
        return (uint)start > (uint)buffer.Length || (ulong)length > (uint)(buffer.Length - start)
            ? default
            : MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(buffer), start), (int)length);
    }

    /// <summary>One of <see cref="ReadOnlyWholeRows{T}"/>, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="rows">The rows.</param>
    /// <param name="start">The first element of this one.</param>
    /// <param name="count">The length of a row.</param>
    /// <returns>The row.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ReadOnlySpan<T> ReadOnlyRow<T>(ReadOnlySpan<T> rows, int start, int count) =>
        MemoryMarshal.CreateReadOnlySpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), start), count);

    /// <inheritdoc cref="ReadOnlyRow{T}"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Span<T> Row<T>(Span<T> rows, int start, int count) =>
        MemoryMarshal.CreateSpan(ref Unsafe.Add(ref MemoryMarshal.GetReference(rows), start), count);

    /// <summary>Sets all elements to zero but those of a range, as far as that is there.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="from">The first element that is left as it is.</param>
    /// <param name="to">The first one after those; no more than <paramref name="from"/> for none.</param>
    /// <param name="shift">What is to be added to both, which may be more than an int then.</param>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static void ClearOutside<T>(Span<T> buffer, int from, int to, int shift = 0)
    {
        long start = Math.Clamp((long)from + shift, 0, buffer.Length), end = Math.Clamp((long)to + shift, start, buffer.Length);
        buffer[..(int)start].Clear();
        buffer[(int)end..].Clear();
    }

    /// <summary>The four vectors from <paramref name="first"/> on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="vectors">The buffer.</param>
    /// <param name="first">Of the four.</param>
    /// <returns>A reference to them.</returns>
    /// <exception cref="IndexOutOfRangeException">One of the vectors does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref LaneBlock<T> Block<T>(Span<Vector<T>> vectors, int first)
    {
        Check(vectors.Length, first, 4);
        return ref Unsafe.As<Vector<T>, LaneBlock<T>>(ref Unsafe.Add(ref MemoryMarshal.GetReference(vectors), (nint)(uint)first));
    }

    /// <summary>The elements from <paramref name="index"/> on, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <returns>One element a lane.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(ReadOnlySpan<T> buffer, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(buffer), (nuint)(uint)index);

    /// <inheritdoc cref="Load{T}(ReadOnlySpan{T}, int)"/>
    /// <remarks>A conversion would be one call more that the JIT compiler has to inline, and in a long method it leaves some of them.</remarks>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Load<T>(Span<T> buffer, int index) =>
        Vector.LoadUnsafe(ref MemoryMarshal.GetReference(buffer), (nuint)(uint)index);

    /// <summary>The elements from <paramref name="index"/> on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <returns>One element a lane.</returns>
    /// <exception cref="IndexOutOfRangeException">One of the elements does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadChecked<T>(ReadOnlySpan<T> buffer, int index)
    {
        Check(buffer.Length, index, Vector<T>.Count);
        return Load(buffer, index);
    }

    /// <inheritdoc cref="LoadChecked{T}(ReadOnlySpan{T}, int)"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> LoadChecked<T>(Span<T> buffer, int index)
    {
        Check(buffer.Length, index, Vector<T>.Count);
        return Load(buffer, index);
    }

    /// <summary>Stores to the elements from <paramref name="index"/> on, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="lanes">One element a lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store<T>(Span<T> buffer, int index, Vector<T> lanes) =>
        lanes.StoreUnsafe(ref MemoryMarshal.GetReference(buffer), (nuint)(uint)index);

    /// <summary>Stores to the elements from <paramref name="index"/> on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="lanes">One element a lane.</param>
    /// <exception cref="IndexOutOfRangeException">One of the elements does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreChecked<T>(Span<T> buffer, int index, Vector<T> lanes)
    {
        Check(buffer.Length, index, Vector<T>.Count);
        Store(buffer, index, lanes);
    }

    /// <summary>Adds to the elements from <paramref name="index"/> on, unchecked.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="lanes">One summand a lane.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Add<T>(Span<T> buffer, int index, Vector<T> lanes)
    {
        ref T first = ref MemoryMarshal.GetReference(buffer);
        (Vector.LoadUnsafe(ref first, (nuint)(uint)index) + lanes).StoreUnsafe(ref first, (nuint)(uint)index);
    }

    /// <summary>Adds to the elements from <paramref name="index"/> on.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <param name="index">Of the first lane.</param>
    /// <param name="lanes">One summand a lane.</param>
    /// <exception cref="IndexOutOfRangeException">One of the elements does not exist.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddChecked<T>(Span<T> buffer, int index, Vector<T> lanes)
    {
        Check(buffer.Length, index, Vector<T>.Count);
        Add(buffer, index, lanes);
    }

    /// <summary>How many whole rows of that width there are.</summary>
    /// <param name="length">Elements of a matrix, row by row.</param>
    /// <param name="width">Elements of a row.</param>
    /// <returns>None where the width is not positive.</returns>
    public static int Rows(int length, int width) => width > 0 ? length / width : 0;

    /// <summary>In each lane its number: 0, 1, 2, …</summary>
    /// <typeparam name="T">The type of a lane.</typeparam>
    /// <returns>The numbers.</returns>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Numbers<T>()
        where T : INumber<T>
    {
#if NET9_0_OR_GREATER
        return Vector<T>.Indices;
#else
        Unsafe.SkipInit(out Vector<T> lanes);
        ref T lane = ref Unsafe.As<Vector<T>, T>(ref lanes);
        for (int k = 0; k < Vector<T>.Count; k++)
        {
            Unsafe.Add(ref lane, k) = T.CreateTruncating(k);
        }

        return lanes;
#endif
    }

    /// <summary>So many elements from the index on exist.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    internal static void Check(int length, int index, int count)
    {
        // One comparison, as in Span.Slice: an index below zero is a large one.
        if ((ulong)(uint)index + (uint)count > (uint)length)
        {
            Throw();
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void CheckEnds(int length, int index, int stride, int count)
    {
        long last = index + ((long)(count - 1) * stride);
        if ((uint)index >= (uint)length || (ulong)last >= (ulong)length)
        {
            Throw();
        }
    }

    [DoesNotReturn]
    private static void Throw() => throw new IndexOutOfRangeException();
}
