using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>
/// Where in a rented array the elements begin: at the start of a line of the processor's cache, and large buffers at different places of a page.
/// </summary>
/// <remarks>
/// Arrays begin at any multiple of eight bytes, or of four. A vector that lies across two lines takes two accesses. And the arrays of a pool, as they have powers of two as lengths,
/// begin at nearly the same place of a page each; a processor that compares the last twelve bits of addresses first then takes a load from one of them for a load of
/// what was just stored to another, and waits. The collector may move an array after that; it is then as fast as any other.
/// </remarks>
internal static class CacheLine
{
    /// <summary>Of a line.</summary>
    public const int Bytes = 64;

    /// <summary>Of a page: places so far apart, or a multiple of it, share a place of the first-level cache.</summary>
    public const int Page = 4096;

    private const int Step = 512;
    private const int LeastAlignment = sizeof(int);

    [ThreadStatic]
    private static int _rented;

    /// <summary>Rents an array in which so many elements fit from their start on.</summary>
    /// <param name="length">The number of elements, not zero.</param>
    /// <param name="start">The bytes before the first of them.</param>
    public static T[] Rent<T>(int length, out int start)
    {
        int spare = Spare<T>(length);
        T[] items = ArrayPool<T>.Shared.Rent(length <= Array.MaxLength - spare ? length + spare : length);
        start = Start(items, length);
        return items;
    }

    /// <summary>Whether so many elements fit wherever their start is chosen.</summary>
    public static bool Fits<T>(T[] items, int length) => items.Length - length >= Spare<T>(length);

    /// <summary>The bytes before the first of so many elements; zero where they do not fit, or the collector has to find references in them.</summary>
    public static int Start<T>(T[] items, int length)
    {
        if (RuntimeHelpers.IsReferenceOrContainsReferences<T>() || !Fits(items, length))
        {
            return 0;
        }

        int line = ToNext(ref First(items));
        return IsLarge<T>(length) ? line + (int)((uint)_rented++ * Step % Page) : line;
    }

    /// <summary>The element that comes so many bytes after the array's first one.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static ref T At<T>(T[] items, int start) => ref Unsafe.AddByteOffset(ref First(items), start);

    /// <summary>The first place from here on where a line begins. The memory must not be the collector's, which may move it.</summary>
    public static ref T Align<T>(ref T place) => ref Unsafe.AddByteOffset(ref place, ToNext(ref place));

    /// <summary>The bytes that are left in a line from here on, none at its start.</summary>
    public static int ToNext<T>(ref T place) => (int)(-Unsafe.ByteOffset(ref Unsafe.NullRef<T>(), ref place) & (Bytes - 1));

    /// <summary>So many bytes, in whole lines.</summary>
    public static int Whole(int bytes) => (bytes + Bytes - 1) & -Bytes;

    /// <summary>The bytes to leave out after a buffer of so many, so that another of the same length begins at a different place of a page.</summary>
    public static int StepAfter(int bytes) => bytes >= Page ? Step : 0;

    /// <summary>So many elements more, and every start that may be chosen is among them.</summary>
    private static int Spare<T>(int length)
    {
        int bytes = Bytes - LeastAlignment + (IsLarge<T>(length) ? Page - Step : 0);
        return RuntimeHelpers.IsReferenceOrContainsReferences<T>() ? 0 : (bytes + Unsafe.SizeOf<T>() - 1) / Unsafe.SizeOf<T>();
    }

    private static bool IsLarge<T>(int length) => (long)length * Unsafe.SizeOf<T>() >= Page;

    private static ref T First<T>(T[] items) => ref MemoryMarshal.GetArrayDataReference(items);
}
