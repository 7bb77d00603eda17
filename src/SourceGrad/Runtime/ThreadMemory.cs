using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>A thread's working memory, from which buffers are cut one after the other, and all from one on are given back at once: methods are left in the order opposite to that in which they are entered.</summary>
/// <remarks>
/// It grows to at most 256 KB a thread, and stays where it is: each buffer begins with a line of the cache, and large ones that follow each other at different places of a page, which
/// <see cref="CacheLine"/> says why. What is larger than that, or does not fit, comes from the shared pool.
/// </remarks>
internal sealed class ThreadMemory
{
    private const int MostBytes = 32 * 1024, FirstRoom = 16 * 1024, MostRoom = 256 * 1024;

    [ThreadStatic]
    private static ThreadMemory? s_own;

    private readonly List<(Array Items, Action<Array> Return)> _pooled = [];
    private byte[] _room = [];
    private int _first;
    private int _top;
    private int _wanted = FirstRoom;

    private ThreadMemory()
    {
    }

    /// <summary>What the calling thread has.</summary>
    public static ThreadMemory Own => s_own ??= new ThreadMemory();

    /// <summary>What is rented now.</summary>
    public Mark Now => new(_top, _pooled.Count);

    private int Room => _room.Length - _first;

    /// <summary>A buffer of so many elements, which hold anything.</summary>
    /// <exception cref="OverflowException">The length is negative.</exception>
    public Span<T> Rent<T>(int length)
    {
        if (length <= 0)
        {
            return length == 0 ? default : ThrowNegative<T>();
        }

        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || length > MostBytes / Unsafe.SizeOf<T>())
        {
            return Pooled<T>(length);
        }

        int bytes = length * Unsafe.SizeOf<T>(), start = _top, top = start + CacheLine.Whole(bytes) + CacheLine.StepAfter(bytes);
        if (top > Room && !Grow(top))
        {
            return Pooled<T>(length);
        }

        _top = top;
        return MemoryMarshal.CreateSpan(ref Unsafe.As<byte, T>(ref Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(_room), _first + start)), length);
    }

    /// <summary>Gives back what was rented since.</summary>
    public void Return(Mark mark)
    {
        _top = mark.Top;
        while (_pooled.Count > mark.Pooled)
        {
            (Array items, Action<Array> back) = _pooled[^1];
            _pooled.RemoveAt(_pooled.Count - 1);
            back(items);
        }

        if (_wanted > Room)
        {
            Grow(_wanted);
        }
    }

    /// <summary>Sets all bytes, which makes NaN of reals.</summary>
    public static void Fill<T>(Span<T> buffer)
    {
        for (int i = 0; i < buffer.Length; i++)
        {
            Unsafe.InitBlockUnaligned(ref Unsafe.As<T, byte>(ref buffer[i]), byte.MaxValue, (uint)Unsafe.SizeOf<T>());
        }
    }

    private Span<T> Pooled<T>(int length)
    {
        T[] items = CacheLine.Rent<T>(length, out int start);
        _pooled.Add((items, Pool<T>.Back));
        return MemoryMarshal.CreateSpan(ref CacheLine.At(items, start), length);
    }

    /// <summary>So much room, as soon as nothing is rented; false if there is less now.</summary>
    private bool Grow(int bytes)
    {
        _wanted = Math.Min((int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(bytes, _wanted)), MostRoom);
        if (_top > 0 || _wanted <= Room)
        {
            return false;
        }

        _room = GC.AllocateUninitializedArray<byte>(_wanted + CacheLine.Bytes, pinned: true);
        _first = CacheLine.ToNext(ref MemoryMarshal.GetArrayDataReference(_room));
        return bytes <= Room;
    }

    [DoesNotReturn]
    private static Span<T> ThrowNegative<T>() => throw new OverflowException();

    /// <summary>What was rented at some time.</summary>
    /// <param name="Top">Where the next buffer would have begun.</param>
    /// <param name="Pooled">How many came from the pool.</param>
    public readonly record struct Mark(int Top, int Pooled);

    private static class Pool<T>
    {
        public static readonly Action<Array> Back = items => ArrayPool<T>.Shared.Return((T[])items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
    }
}
