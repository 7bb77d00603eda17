using System.Buffers;
using System.ComponentModel;
using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

/// <summary>Zeroed working memory from the shared pool. Dispose it once; the span must not be used after that.</summary>
/// <typeparam name="T">The element type.</typeparam>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly struct Scratch<T> : IDisposable
{
    private readonly T[]? _items;
    private readonly int _length;

    internal Scratch(int length)
    {
        if (length < 0)
        {
            ThrowNegative();
        }

        _items = ArrayPool<T>.Shared.Rent(length);
        _length = length;
        Array.Clear(_items, 0, length);
    }

    /// <summary>The memory: exactly as long as was asked for.</summary>
    public Span<T> Span
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(_items, 0, _length);
    }

    /// <summary>Gives the memory back.</summary>
    public void Dispose()
    {
        if (_items is { Length: > 0 })
        {
            ArrayPool<T>.Shared.Return(_items, RuntimeHelpers.IsReferenceOrContainsReferences<T>());
        }
    }

    [DoesNotReturn]
    private static void ThrowNegative() => throw new OverflowException();
}
