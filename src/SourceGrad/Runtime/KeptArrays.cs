using System.Buffers;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <summary>A few small arrays that a thread gave back, for its next call: methods rent the same ones again and again, and of each size the shared pool keeps one at hand.</summary>
/// <remarks>What was given back last is taken first: generated code gives back in the order opposite to that in which it rents. At most 256 KB a thread and element type wait here.</remarks>
/// <typeparam name="T">The element type.</typeparam>
internal sealed class KeptArrays<T>
{
    private const int Most = 8;
    private const int MostBytes = 32 * 1024;

    /// <summary>A much longer array waits for who needs it, but the pool has none that are shorter than its shortest.</summary>
    private const int MostTimes = 4, Shortest = 16;

    [ThreadStatic]
    private static KeptArrays<T>? _own;

    private readonly T[][] _waiting = new T[Most][];
    private int _count;

    /// <summary>An array of at least so many elements, which hold anything.</summary>
    /// <param name="length">The number, not zero.</param>
    public static T[] Rent(int length)
    {
        if (_own is { } own)
        {
            T[][] waiting = own._waiting;
            for (int i = own._count - 1; i >= 0; i--)
            {
                T[] items = waiting[i];
                if (items.Length >= length && items.Length / MostTimes <= Math.Max(length, Shortest / MostTimes))
                {
                    waiting[i] = waiting[--own._count];
                    return items;
                }
            }
        }

        return ArrayPool<T>.Shared.Rent(length);
    }

    /// <summary>Gives an array back that was rented here.</summary>
    /// <param name="items">The array.</param>
    public static void Return(T[] items)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || (long)items.Length * Unsafe.SizeOf<T>() > MostBytes)
        {
            ArrayPool<T>.Shared.Return(items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
            return;
        }

        KeptArrays<T> own = _own ??= new KeptArrays<T>();
        if (own._count == Most)
        {
            // The one that nobody has wanted for longest makes room.
            ArrayPool<T>.Shared.Return(own._waiting[0]);
            Array.Copy(own._waiting, 1, own._waiting, 0, Most - 1);
            own._count--;
        }

        own._waiting[own._count++] = items;
    }
}
