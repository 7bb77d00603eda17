using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <summary>Working memory for generated code, in place of arrays that the method allocates, and for what it calls: buffers of the thread's own memory, or of the shared pool where they are large.</summary>
/// <remarks>
/// Dispose it once, on the same thread, and after those that were opened later; no buffer of it may be used after that. None of it is inlined: it is called once for a buffer, and the
/// JIT compiler stops to inline in a method where it has inlined much.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Workspace : IDisposable
{
    /// <summary>A switch for tests: what is not cleared holds NaN then, so that whoever reads it before it is written is found out.</summary>
    internal static readonly bool IsFilled = AppContext.TryGetSwitch("SourceGrad.FillUnclearedScratch", out bool isOn) && isOn;

    private readonly ThreadMemory? _memory;
    private readonly ThreadMemory.Mark _mark;

    private Workspace(ThreadMemory memory)
    {
        _memory = memory;
        _mark = memory.Now;
    }

    /// <summary>What is rented from here on goes back when the result is disposed.</summary>
    /// <returns>A workspace without buffers.</returns>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public static Workspace Open() => new(ThreadMemory.Own);

    /// <summary>The length of a buffer that has a row for each round of a loop.</summary>
    /// <param name="rounds">Of the loop; a negative number counts as zero.</param>
    /// <param name="length">Of a row.</param>
    /// <returns>Their product.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    /// <exception cref="OutOfMemoryException">No buffer can be so long.</exception>
    public static int Rows(int rounds, int length) => length < 0 ? throw new OverflowException() : Tape.Places(rounds, length);

    /// <summary>Rents a buffer of exactly <paramref name="length"/> elements, all zero.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> Rent<T>(int length)
    {
        Span<T> buffer = _memory!.Rent<T>(length);
        buffer.Clear();
        return buffer;
    }

    /// <summary>Rents a buffer of exactly <paramref name="length"/> elements, which may hold anything: each is written before it is read.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    /// <param name="length">The number of elements.</param>
    /// <returns>The buffer.</returns>
    /// <exception cref="OverflowException">The length is negative, as for an array.</exception>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public Span<T> RentUncleared<T>(int length)
    {
        Span<T> buffer = _memory!.Rent<T>(length);
        if (IsFilled && !RuntimeHelpers.IsReferenceOrContainsReferences<T>())
        {
            ThreadMemory.Fill(buffer);
        }

        return buffer;
    }

    /// <summary>Gives all its buffers back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose() => _memory?.Return(_mark);
}
