using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>A record of values: an array by position, or a stack, as the generated code that rented it needs.</summary>
/// <remarks>
/// Disposed tapes wait in a list of their thread, so that renting allocates nothing once a thread has warmed up. The array
/// comes from the shared pool, which holds some thirty of one length; the first waiting tapes keep theirs, more of them the smaller it is, but no others, so that a deep
/// recursion or one huge call does not hold memory for ever.
/// </remarks>
/// <typeparam name="T">The type of the recorded values.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public sealed class Tape<T> : IDisposable
{
    private const int KeptBytes = 32 * 1024;
    private const int KeptArrays = 8;
    private const int SmallBytes = 1024;
    private const int KeptSmallArrays = 256;
    private const int FirstGrowth = 64;

    [ThreadStatic]
    private static Tape<T>? _waiting;

    private T[] _items = [];
    private int _start;
    private int _capacity;
    private int _count;
    private Tape<T>? _next;
    private int _position;
    private bool _isRented;

    private Tape()
    {
    }

    /// <summary>The elements by position; as many as the capacity that the tape was rented with.</summary>
    public Span<T> Items
    {
        // As in Workspace: called once, and what the JIT compiler inlines is counted.
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => MemoryMarshal.CreateSpan(ref CacheLine.At(_items, _start), _capacity);
    }

    /// <summary>Appends a value.</summary>
    /// <param name="item">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void Push(T item)
    {
        T[] items = _items;
        int count = _count;
        if ((uint)count < (uint)items.Length)
        {
            items[count] = item;
            _count = count + 1;
        }
        else
        {
            GrowAndPush(item);
        }
    }

    /// <summary>Removes the last value.</summary>
    /// <returns>The value.</returns>
    /// <exception cref="InvalidOperationException">The tape is empty.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public T Pop()
    {
        T[] items = _items;
        int last = _count - 1;
        if ((uint)last >= (uint)items.Length)
        {
            ThrowEmpty();
        }

        _count = last;
        return items[last];
    }

    /// <summary>Gives the tape back. A second call does nothing.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        if (!_isRented)
        {
            return;
        }

        _isRented = false;
        (_count, _capacity, _start) = (0, 0, 0);
        Tape<T>? next = _waiting;
        _position = next is null ? 0 : next._position + 1;
        long bytes = (long)_items.Length * Unsafe.SizeOf<T>();
        if (bytes > KeptBytes || _position >= (bytes <= SmallBytes ? KeptSmallArrays : KeptArrays))
        {
            Release();
        }
        else if (RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            Array.Clear(_items);
        }

        _next = next;
        _waiting = this;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal static Tape<T> Rent(int capacity)
    {
        Tape<T>? tape = _waiting;
        if (tape is null)
        {
            tape = new Tape<T>();
        }
        else
        {
            _waiting = tape._next;
            tape._next = null;
        }

        tape._isRented = true;
        tape._capacity = Math.Max(capacity, 0);
        if (capacity > 0 && !CacheLine.Fits<T>(tape._items, capacity))
        {
            tape.Release();
            tape._items = CacheLine.Rent<T>(capacity, out tape._start);
        }
        else
        {
            tape._start = CacheLine.Start(tape._items, tape._capacity);
        }

        return tape;
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void GrowAndPush(T item)
    {
        // A disposed tape waits with count 0 and perhaps no array: a late Push must not leave values for the next renter.
        ObjectDisposedException.ThrowIf(!_isRented, this);
        int length = (int)Math.Min(Math.Max(2L * _count, FirstGrowth), Array.MaxLength);
        if (length <= _count)
        {
            throw new OutOfMemoryException("The tape cannot grow any further.");
        }

        T[] grown = ArrayPool<T>.Shared.Rent(length);
        Array.Copy(_items, grown, _count);
        Release();
        _items = grown;
        _items[_count++] = item;
    }

    private void Release()
    {
        T[] items = _items;
        _items = [];
        if (items.Length > 0)
        {
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    [DoesNotReturn]
    private static void ThrowEmpty() => throw new InvalidOperationException("The tape is empty.");
}
