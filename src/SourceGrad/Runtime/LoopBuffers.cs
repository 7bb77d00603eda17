using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>The spans that a loop on several cores uses, at most <see cref="Most"/>, in the order in which <see cref="SharedBuffers.Get"/> counts them.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public ref struct LoopBuffers
{
    /// <summary>So many buffers at most.</summary>
    public const int Most = 24;

    // For pinning alone: each has the length that the buffer has in its own elements, since the bytes of a large one cannot be counted in an int.
    internal Span<byte> Buffer0, Buffer1, Buffer2, Buffer3, Buffer4, Buffer5, Buffer6, Buffer7;
    internal Span<byte> Buffer8, Buffer9, Buffer10, Buffer11, Buffer12, Buffer13, Buffer14, Buffer15;
    internal Span<byte> Buffer16, Buffer17, Buffer18, Buffer19, Buffer20, Buffer21, Buffer22, Buffer23;
    private uint _doubles;
    private uint _floats;

    internal int Count { get; private set; }

    /// <summary>Adds a buffer that the loop reads.</summary>
    /// <typeparam name="T">The type of its elements.</typeparam>
    /// <param name="buffer">The buffer.</param>
    /// <returns>This and the buffer.</returns>
    public readonly LoopBuffers Read<T>(ReadOnlySpan<T> buffer)
        where T : unmanaged => Write(MemoryMarshal.CreateSpan(ref MemoryMarshal.GetReference(buffer), buffer.Length));

    /// <summary>Adds a buffer of which each round of the loop has elements of its own, to read and to write.</summary>
    /// <inheritdoc cref="Read"/>
    public readonly LoopBuffers Write<T>(Span<T> buffer)
        where T : unmanaged
    {
        LoopBuffers all = this;
        all.At(all.Count++) = MemoryMarshal.CreateSpan(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(buffer)), buffer.Length);
        return all;
    }

    /// <summary>Adds a buffer that rounds add to, wherever they like: each thread gets one of its own, and they are added up in the end, in order.</summary>
    /// <param name="buffer">The buffer.</param>
    /// <returns>This and the buffer.</returns>
    public readonly LoopBuffers Sum(Span<double> buffer)
    {
        LoopBuffers all = Write(buffer);
        all._doubles |= 1u << Count;
        return all;
    }

    /// <inheritdoc cref="Sum(Span{double})"/>
    public readonly LoopBuffers Sum(Span<float> buffer)
    {
        LoopBuffers all = Write(buffer);
        all._floats |= 1u << Count;
        return all;
    }

    internal readonly BufferUse UseOf(int position) =>
        (_doubles >> position & 1) != 0 ? BufferUse.SumOfDoubles
        : (_floats >> position & 1) != 0 ? BufferUse.SumOfFloats
        : BufferUse.Shared;

    [System.Diagnostics.CodeAnalysis.UnscopedRef]
    private ref Span<byte> At(int position)
    {
        switch (position)
        {
            case 0: return ref Buffer0;
            case 1: return ref Buffer1;
            case 2: return ref Buffer2;
            case 3: return ref Buffer3;
            case 4: return ref Buffer4;
            case 5: return ref Buffer5;
            case 6: return ref Buffer6;
            case 7: return ref Buffer7;
            case 8: return ref Buffer8;
            case 9: return ref Buffer9;
            case 10: return ref Buffer10;
            case 11: return ref Buffer11;
            case 12: return ref Buffer12;
            case 13: return ref Buffer13;
            case 14: return ref Buffer14;
            case 15: return ref Buffer15;
            case 16: return ref Buffer16;
            case 17: return ref Buffer17;
            case 18: return ref Buffer18;
            case 19: return ref Buffer19;
            case 20: return ref Buffer20;
            case 21: return ref Buffer21;
            case 22: return ref Buffer22;
            case 23: return ref Buffer23;
            default: throw new InvalidOperationException($"A loop on several cores has at most {Most} buffers.");
        }
    }
}
