using System.Collections;

namespace SourceGrad.Generator.Infrastructure;

/// <summary>An immutable array with structural equality, if its items have it, and a hash that is computed once.</summary>
internal sealed class EquatableArray<T> : IEquatable<EquatableArray<T>>, IReadOnlyList<T>
    where T : notnull
{
    public static readonly EquatableArray<T> Empty = new([]);

    private readonly T[] _items;
    private int _hash;

    private EquatableArray(T[] items) => _items = items;

    public int Count => _items.Length;

    public T this[int index] => _items[index];

    public static EquatableArray<T> From(IEnumerable<T> items)
    {
        T[] copy = items.ToArray();
        return copy.Length == 0 ? Empty : new EquatableArray<T>(copy);
    }

    public static EquatableArray<T> Of(params T[] items) => From(items);

    /// <summary>Maps every item; returns this very array when no item changed.</summary>
    public EquatableArray<T> Map(Func<T, T> map)
    {
        T[]? changed = null;
        for (int i = 0; i < _items.Length; i++)
        {
            T mapped = map(_items[i]);
            if (changed is null && !ReferenceEquals(mapped, _items[i]))
            {
                changed = (T[])_items.Clone();
            }

            if (changed is not null)
            {
                changed[i] = mapped;
            }
        }

        return changed is null ? this : new EquatableArray<T>(changed);
    }

    public bool Equals(EquatableArray<T>? other)
    {
        if (ReferenceEquals(this, other))
        {
            return true;
        }

        if (other is null || other._items.Length != _items.Length || other.GetHashCode() != GetHashCode())
        {
            return false;
        }

        for (int i = 0; i < _items.Length; i++)
        {
            if (!_items[i].Equals(other._items[i]))
            {
                return false;
            }
        }

        return true;
    }

    public override bool Equals(object? obj) => Equals(obj as EquatableArray<T>);

    public override int GetHashCode()
    {
        if (_hash == 0)
        {
            int hash = 17;
            foreach (T item in _items)
            {
                hash = unchecked((hash * 31) + item.GetHashCode());
            }

            _hash = hash == 0 ? 1 : hash;
        }

        return _hash;
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)_items).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => _items.GetEnumerator();
}

/// <summary>Collection helpers that make equatable arrays read well at the call.</summary>
internal static class EquatableArray
{
    public static EquatableArray<T> ToEquatable<T>(this IEnumerable<T> items)
        where T : notnull => EquatableArray<T>.From(items);
}
