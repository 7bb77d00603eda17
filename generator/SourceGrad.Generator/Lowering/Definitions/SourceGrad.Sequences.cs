using System;
using System.Collections.Generic;

namespace SourceGrad;

/// <summary>What a query gives of another sequence at each position: an element at most.</summary>
internal abstract class Query<TSource, TResult>(Sequence<TSource> source) : Sequence<TResult>
{
    protected readonly Sequence<TSource> source = source;

    public override int Bound => source.Bound;

    public override bool IsDense => source.IsDense;

    public override bool IsIndexed => source.IsIndexed;

    public override void Finish() => source.Finish();
}

internal sealed class SelectSequence<TSource, TResult>(Sequence<TSource> source, Func<TSource, TResult> selector) : Query<TSource, TResult>(source)
{
    public override Sequence<TResult> Begin() => new SelectSequence<TSource, TResult>(source.Begin(), selector);

    public override Sequence<TResult> BeginLate() => new SelectSequence<TSource, TResult>(source.BeginLate(), selector);

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

    public override bool IsIndexed => false;

    public override Sequence<TResult> Begin() => new SelectIndexedSequence<TSource, TResult>(source.Begin(), selector);

    public override Sequence<TResult> BeginLate() => new SelectIndexedSequence<TSource, TResult>(source.BeginLate(), selector);

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

    public override bool IsIndexed => false;

    public override Sequence<TSource> Begin() => new WhereSequence<TSource>(source.Begin(), predicate);

    public override Sequence<TSource> BeginLate() => new WhereSequence<TSource>(source.BeginLate(), predicate);

    public override bool TryGet(int position, out TSource element) => source.TryGet(position, out element) && predicate(element);
}

/// <summary>The first elements of a sequence; of a dense one simply fewer positions.</summary>
internal sealed class TakeSequence<TSource>(Sequence<TSource> source, int count) : Query<TSource, TSource>(source)
{
    private int taken;

    public override int Bound => source.IsDense ? Math.Min(source.Bound, Math.Max(count, 0)) : source.Bound;

    public override Sequence<TSource> Begin() => new TakeSequence<TSource>(source.Begin(), count);

    public override Sequence<TSource> BeginLate() => new TakeSequence<TSource>(source.BeginLate(), count);

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

    public override void Finish()
    {
        if (source.IsDense ? source.Bound < count : taken < count)
        {
            source.Finish();
        }
    }
}

internal sealed class SkipSequence<TSource>(Sequence<TSource> source, int count) : Query<TSource, TSource>(source)
{
    private int skipped;

    public override int Bound => source.IsDense ? Math.Max(source.Bound - Math.Max(count, 0), 0) : source.Bound;

    public override Sequence<TSource> Begin()
    {
        Sequence<TSource> begun = source.Begin();
        if (begun.IsDense && !begun.IsIndexed)
        {
            for (int position = 0; position < Math.Min(begun.Bound, count); position++)
            {
                begun.TryGet(position, out TSource _);
            }
        }

        return new SkipSequence<TSource>(begun, count);
    }

    public override Sequence<TSource> BeginLate()
    {
        Sequence<TSource> begun = source.BeginLate();
        if (begun.IsDense && !begun.IsIndexed)
        {
            return new LateSkipSequence<TSource>(begun, count);
        }

        return new SkipSequence<TSource>(begun, count);
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
internal sealed class DenseZipSequence<TFirst, TSecond, TResult>(Sequence<TFirst> first, Sequence<TSecond> second, Func<TFirst, TSecond, TResult> selector) : Sequence<TResult>
{
    public override int Bound => Math.Min(first.Bound, second.Bound);

    public override bool IsDense => true;

    public override bool IsIndexed => false;

    public override Sequence<TResult> Begin() => new DenseZipSequence<TFirst, TSecond, TResult>(first.Begin(), second.BeginLate(), selector);

    public override Sequence<TResult> BeginLate() => new DenseZipSequence<TFirst, TSecond, TResult>(first.BeginLate(), second.BeginLate(), selector);

    public override bool TryGet(int position, out TResult element)
    {
        first.TryGet(position, out TFirst a);
        second.TryGet(position, out TSecond b);
        element = selector(a, b);
        return true;
    }

    // The first one is asked first, and gives an element in vain where it has one more.
    public override void Finish()
    {
        if (first.Bound <= second.Bound)
        {
            first.Finish();
        }
        else
        {
            first.TryGet(second.Bound, out TFirst _);
            second.Finish();
        }
    }
}

/// <summary>Two sequences side by side, of which at least one leaves positions out.</summary>
internal sealed class ZipSequence<TFirst, TSecond, TResult>(Sequence<TFirst> first, Sequence<TSecond> second, Func<TFirst, TSecond, TResult> selector) : Sequence<TResult>
{
    private int next;
    private bool isOver;

    public override int Bound => first.Bound;

    public override bool IsDense => false;

    public override bool IsIndexed => false;

    public override Sequence<TResult> Begin() => new ZipSequence<TFirst, TSecond, TResult>(first.Begin(), second.BeginLate(), selector);

    public override Sequence<TResult> BeginLate() => new ZipSequence<TFirst, TSecond, TResult>(first.BeginLate(), second.BeginLate(), selector);

    public override bool TryGet(int position, out TResult element)
    {
        element = default;
        if (isOver || !first.TryGet(position, out TFirst a))
        {
            return false;
        }

        bool found = false;
        while (!found && next < second.Bound)
        {
            found = second.TryGet(next, out TSecond b);
            next++;
            if (found)
            {
                element = selector(a, b);
            }
        }

        if (!found)
        {
            isOver = true;
            second.Finish();
        }

        return found;
    }

    public override void Finish()
    {
        if (!isOver)
        {
            first.Finish();
        }
    }
}

internal sealed class ConcatSequence<TSource>(Sequence<TSource> first, Sequence<TSource> second) : Sequence<TSource>
{
    public override int Bound => first.Bound + second.Bound;

    public override bool IsDense => first.IsDense && second.IsDense;

    public override bool IsIndexed => false;

    public override Sequence<TSource> Begin() => new ConcatSequence<TSource>(first.Begin(), second.BeginLate());

    public override Sequence<TSource> BeginLate() => new ConcatSequence<TSource>(first.BeginLate(), second.BeginLate());

    public override bool TryGet(int position, out TSource element)
    {
        int bound = first.Bound;
        if (position < bound)
        {
            return first.TryGet(position, out element);
        }

        if (position == bound)
        {
            first.Finish();
        }

        return second.TryGet(position - bound, out element);
    }

    public override void Finish()
    {
        if (second.Bound == 0)
        {
            first.Finish();
        }

        second.Finish();
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

/// <summary>The elements of a sequence from the last to the first. They are found when the enumeration begins.</summary>
internal sealed class ReverseSequence<T>(Sequence<T> source) : Sequence<T>
{
    public override int Bound => source.Bound;

    public override bool IsDense => source.IsDense;

    public override Sequence<T> Begin() => new BackwardSequence<T>(System.Linq.Enumerable.ToArray(source));

    public override Sequence<T> BeginLate() => new LateBackwardSequence<T>(source);

    public override bool TryGet(int position, out T element) => Begin().TryGet(position, out element);
}

internal sealed class BackwardSequence<T>(T[] items) : Sequence<T>
{
    public override int Bound => items.Length;

    public override bool IsDense => true;

    public override bool TryGet(int position, out T element)
    {
        element = items[items.Length - 1 - position];
        return true;
    }
}
