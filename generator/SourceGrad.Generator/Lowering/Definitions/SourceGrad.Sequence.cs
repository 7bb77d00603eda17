using System.Collections;
using System.Collections.Generic;

namespace SourceGrad;

/// <summary>
/// What can be enumerated: positions from zero up to a bound that is known when the enumeration starts, each with an element or
/// without one. <c>foreach</c> over one is a counted loop, so that queries become loops as one would write them by hand.
/// </summary>
internal abstract class Sequence<T> : IEnumerable<T>
{
    /// <summary>One more than the last position that may have an element.</summary>
    public abstract int Bound { get; }

    /// <summary>Every position has an element.</summary>
    public abstract bool IsDense { get; }

    /// <summary>Called before an enumeration.</summary>
    public virtual void Start() { }

    /// <summary>The element at a position; asked for in ascending order, each once.</summary>
    public abstract bool TryGet(int position, out T element);

    IEnumerator<T> IEnumerable<T>.GetEnumerator() => null;

    IEnumerator IEnumerable.GetEnumerator() => null;
}

/// <summary>An array as a sequence, and as the interfaces that arrays implement.</summary>
internal sealed class ArraySequence<T>(T[] items) : Sequence<T>, IReadOnlyList<T>
{
    public override int Bound => items.Length;

    public override bool IsDense => true;

    public int Count => items.Length;

    public T this[int index] => items[index];

    public override bool TryGet(int position, out T element)
    {
        element = items[position];
        return true;
    }
}
