using System;
using SourceGrad;

namespace System.Collections.Generic;

/// <summary>
/// A list over an array of its own. It never grows by itself: room is made in front of the statement that adds to it.
/// </summary>
internal sealed class List<T> : Sequence<T>, IReadOnlyList<T>
{
    private T[] items;
    private int count;

    public List() => items = new T[0];

    public List(int capacity) => items = capacity < 0 ? throw new ArgumentOutOfRangeException("capacity") : new T[capacity];

    public List(IEnumerable<T> collection)
    {
        items = System.Linq.Enumerable.ToArray(collection);
        count = items.Length;
    }

    internal List(T[] items, int count)
    {
        this.items = items;
        this.count = count;
    }

    public override int Bound => count;

    public override bool IsDense => true;

    public int Count => count;

    public T this[int index]
    {
        get => index < 0 || index >= count ? throw new ArgumentOutOfRangeException("index", "Index was out of range. Must be non-negative and less than the size of the collection.") : items[index];

        set
        {
            if (index < 0 || index >= count)
            {
                throw new ArgumentOutOfRangeException("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
            }

            items[index] = value;
        }
    }

    public override bool TryGet(int position, out T element)
    {
        element = items[position];
        return true;
    }

    public void Add(T item)
    {
        items[count] = item;
        count++;
    }

    public void AddRange(IEnumerable<T> collection)
    {
        foreach (T item in collection)
        {
            Add(item);
        }
    }

    public void Clear() => count = 0;

    public void RemoveAt(int index)
    {
        if (index < 0 || index >= count)
        {
            throw new ArgumentOutOfRangeException("index", "Index was out of range. Must be non-negative and less than the size of the collection.");
        }

        count--;
        for (int i = index; i < count; i++)
        {
            items[i] = items[i + 1];
        }
    }

    public T[] ToArray()
    {
        T[] copy = new T[count];
        Array.Copy(items, copy, count);
        return copy;
    }

    public void Reverse()
    {
        for (int i = 0; i < count / 2; i++)
        {
            T item = items[i];
            items[i] = items[count - 1 - i];
            items[count - 1 - i] = item;
        }
    }

    internal void Allocate(int capacity) => items = new T[capacity];

    internal void Reserve(int more)
    {
        T[] larger = new T[count + more];
        Array.Copy(items, larger, count);
        items = larger;
    }
}
