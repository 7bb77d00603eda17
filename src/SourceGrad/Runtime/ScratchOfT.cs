using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Runtime;

/// <summary>Working memory, of what the thread gave back before or from the shared pool. Dispose it once; the span must not be used after that.</summary>
/// <remarks>None of it is inlined: it is called once for a buffer, and the JIT compiler stops to inline in a method where it has inlined much.</remarks>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Scratch<T> : IDisposable
{
    private readonly T[]? _items;
    private readonly int _length;
    private readonly int _start;

    [MethodImpl(MethodImplOptions.NoInlining)]
    internal Scratch(int length, bool isCleared)
    {
        if (length < 0)
        {
            ThrowNegative();
        }

        if (length > 0)
        {
            _items = CacheLine.Rent<T>(length, out _start);
            _length = length;
            if (isCleared)
            {
                Span.Clear();
            }
            else if (Scratch.IsFilled && !RuntimeHelpers.IsReferenceOrContainsReferences<T>() && length <= int.MaxValue / Unsafe.SizeOf<T>())
            {
                Unsafe.InitBlockUnaligned(ref Unsafe.As<T, byte>(ref MemoryMarshal.GetReference(Span)), byte.MaxValue, (uint)(length * Unsafe.SizeOf<T>()));
            }
        }
    }

    /// <summary>The memory: exactly as long as was asked for.</summary>
    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.NoInlining)]
        get => _items is null ? default : MemoryMarshal.CreateSpan(ref CacheLine.At(_items, _start), _length);
    }

    /// <summary>Gives the memory back.</summary>
    [MethodImpl(MethodImplOptions.NoInlining)]
    public void Dispose()
    {
        if (_items is not null)
        {
            KeptArrays<T>.Return(_items);
        }
    }

    [DoesNotReturn]
    private static void ThrowNegative() => throw new OverflowException();
}
