using System;
using System.Collections.Generic;

namespace SourceGrad;

/// <summary>What a query gives of another sequence at each position: an element at most.</summary>
internal abstract class Query<TSource, TResult>(Sequence<TSource> source) : Sequence<TResult>
{
    protected readonly Sequence<TSource> source = source;

    public override int Bound => source.Bound;

    public override bool IsDense => source.IsDense;

    public override void Start() => source.Start();
}

internal sealed class SelectSequence<TSource, TResult>(Sequence<TSource> source, Func<TSource, TResult> selector) : Query<TSource, TResult>(source)
{
    public override bool TryGet(int position, out TResult element)
    {
        if (source.TryGet(position, out TSource item))
        {
            element = selector(item);
            return true;
        }

        element = default;
        return false;
    }
}

internal sealed class SelectIndexedSequence<TSource, TResult>(Sequence<TSource> source, Func<TSource, int, TResult> selector) : Query<TSource, TResult>(source)
{
    private int index;

    public override void Start()
    {
        source.Start();
        index = 0;
    }

    public override bool TryGet(int position, out TResult element)
    {
        if (source.TryGet(position, out TSource item))
        {
            element = selector(item, source.IsDense ? position : index++);
            return true;
        }

        element = default;
        return false;
    }
}

internal sealed class WhereSequence<TSource>(Sequence<TSource> source, Func<TSource, bool> predicate) : Query<TSource, TSource>(source)
{
    public override bool IsDense => false;

    public override bool TryGet(int position, out TSource element) => source.TryGet(position, out element) && predicate(element);
}

/// <summary>The first elements of a sequence; of a dense one simply fewer positions.</summary>
internal sealed class TakeSequence<TSource>(Sequence<TSource> source, int count) : Query<TSource, TSource>(source)
{
    private int taken;

    public override int Bound => source.IsDense ? Math.Min(source.Bound, Math.Max(count, 0)) : source.Bound;

    public override void Start()
    {
        source.Start();
        taken = 0;
    }

    public override bool TryGet(int position, out TSource element)
    {
        if (source.IsDense)
        {
            return source.TryGet(position, out element);
        }

        if (taken < count && source.TryGet(position, out element))
        {
            taken++;
            return true;
        }

        element = default;
        return false;
    }
}

internal sealed class SkipSequence<TSource>(Sequence<TSource> source, int count) : Query<TSource, TSource>(source)
{
    private int skipped;

    public override int Bound => source.IsDense ? Math.Max(source.Bound - Math.Max(count, 0), 0) : source.Bound;

    public override void Start()
    {
        source.Start();
        skipped = 0;
    }

    public override bool TryGet(int position, out TSource element)
    {
        if (source.IsDense)
        {
            return source.TryGet(position + Math.Max(count, 0), out element);
        }

        return source.TryGet(position, out element) && skipped++ >= count;
    }
}

/// <summary>Two dense sequences side by side.</summary>
internal sealed class ZipSequence<TFirst, TSecond, TResult>(Sequence<TFirst> first, Sequence<TSecond> second, Func<TFirst, TSecond, TResult> selector) : Sequence<TResult>
{
    public override int Bound => Math.Min(first.Bound, second.Bound);

    public override bool IsDense => true;

    public override void Start()
    {
        first.Start();
        second.Start();
    }

    public override bool TryGet(int position, out TResult element)
    {
        first.TryGet(position, out TFirst a);
        second.TryGet(position, out TSecond b);
        element = selector(a, b);
        return true;
    }
}

internal sealed class ConcatSequence<TSource>(Sequence<TSource> first, Sequence<TSource> second) : Sequence<TSource>
{
    public override int Bound => first.Bound + second.Bound;

    public override bool IsDense => first.IsDense && second.IsDense;

    public override void Start()
    {
        first.Start();
        second.Start();
    }

    public override bool TryGet(int position, out TSource element)
    {
        int bound = first.Bound;
        return position < bound ? first.TryGet(position, out element) : second.TryGet(position - bound, out element);
    }
}

internal sealed class RangeSequence(int start, int count) : Sequence<int>
{
    public override int Bound => count;

    public override bool IsDense => true;

    public override bool TryGet(int position, out int element)
    {
        element = start + position;
        return true;
    }
}

internal sealed class RepeatSequence<T>(T item, int count) : Sequence<T>
{
    public override int Bound => count;

    public override bool IsDense => true;

    public override bool TryGet(int position, out T element)
    {
        element = item;
        return true;
    }
}

internal sealed class ReverseSequence<T>(T[] items) : Sequence<T>
{
    public override int Bound => items.Length;

    public override bool IsDense => true;

    public override bool TryGet(int position, out T element)
    {
        element = items[items.Length - 1 - position];
        return true;
    }
}
