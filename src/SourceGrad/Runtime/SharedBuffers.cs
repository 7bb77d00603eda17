using System.ComponentModel;

namespace SourceGrad.Runtime;

/// <summary>The buffers of a loop as one of the threads sees them that run it. They stay where they are until it is done.</summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly unsafe struct SharedBuffers
{
    private readonly PinnedBuffer* _first;

    internal SharedBuffers(PinnedBuffer* first)
    {
        _first = first;
    }

    /// <summary>A buffer by its position in <see cref="LoopBuffers"/>.</summary>
    /// <typeparam name="T">The type of its elements there.</typeparam>
    /// <param name="position">Counted from zero.</param>
    /// <returns>All its elements.</returns>
    public Span<T> Get<T>(int position)
        where T : unmanaged => new(_first[position].Start, _first[position].Length);
}
