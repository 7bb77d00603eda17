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

    /// <summary>An element can be asked for without the ones before it, as C# does where nothing needs them.</summary>
    public virtual bool IsIndexed => true;

    /// <summary>What an enumeration asks for elements: a sequence of its own where it has to remember how far it has come.</summary>
    public virtual Sequence<T> Begin() => this;

    /// <summary>The same for a sequence whose turn comes later: nothing of it runs before its first element is asked for.</summary>
    public virtual Sequence<T> BeginLate() => Begin();

    /// <summary>The element at a position; asked for in ascending order, each once.</summary>
    public abstract bool TryGet(int position, out T element);

    /// <summary>Called when more is asked for after the last position: what happens on the way to finding that there is nothing.</summary>
    public virtual void Finish() { }

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
