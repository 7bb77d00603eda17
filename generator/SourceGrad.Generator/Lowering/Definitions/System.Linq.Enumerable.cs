using System;
using System.Collections.Generic;
using SourceGrad;

namespace System.Linq;

/// <summary>Queries that give sequences, and what asks for single elements.</summary>
internal static partial class Enumerable
{
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector) =>
        new SelectSequence<TSource, TResult>(Of(source), selector);

    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, int, TResult> selector) =>
        new SelectIndexedSequence<TSource, TResult>(Of(source), selector);

    public static IEnumerable<TSource> Where<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) =>
        new WhereSequence<TSource>(Of(source), predicate);

    public static IEnumerable<TSource> Take<TSource>(this IEnumerable<TSource> source, int count) => new TakeSequence<TSource>(Of(source), count);

    public static IEnumerable<TSource> Skip<TSource>(this IEnumerable<TSource> source, int count) => new SkipSequence<TSource>(Of(source), count);

    public static IEnumerable<TResult> Zip<TFirst, TSecond, TResult>(
        this IEnumerable<TFirst> first, IEnumerable<TSecond> second, Func<TFirst, TSecond, TResult> resultSelector)
    {
        if (Of(first).IsDense && Of(second).IsDense)
        {
            return new DenseZipSequence<TFirst, TSecond, TResult>(Of(first), Of(second), resultSelector);
        }

        return new ZipSequence<TFirst, TSecond, TResult>(Of(first), Of(second), resultSelector);
    }

    public static IEnumerable<(TFirst First, TSecond Second)> Zip<TFirst, TSecond>(this IEnumerable<TFirst> first, IEnumerable<TSecond> second) =>
        Zip(first, second, (a, b) => (a, b));

    public static IEnumerable<(int Index, TSource Item)> Index<TSource>(this IEnumerable<TSource> source) =>
        new SelectIndexedSequence<TSource, (int Index, TSource Item)>(Of(source), (item, index) => (index, item));

    public static IEnumerable<TSource> Concat<TSource>(this IEnumerable<TSource> first, IEnumerable<TSource> second) =>
        new ConcatSequence<TSource>(Of(first), Of(second));

    public static IEnumerable<TSource> Append<TSource>(this IEnumerable<TSource> source, TSource element) =>
        new ConcatSequence<TSource>(Of(source), new RepeatSequence<TSource>(element, 1));

    public static IEnumerable<TSource> Prepend<TSource>(this IEnumerable<TSource> source, TSource element) =>
        new ConcatSequence<TSource>(new RepeatSequence<TSource>(element, 1), Of(source));

    public static IEnumerable<TSource> Reverse<TSource>(this IEnumerable<TSource> source) => new ReverseSequence<TSource>(Of(source));

    public static IEnumerable<TSource> Reverse<TSource>(this TSource[] source) => new ReverseSequence<TSource>(new ArraySequence<TSource>(source));

    public static IEnumerable<int> Range(int start, int count) =>
        count < 0 ? throw new ArgumentOutOfRangeException("count") : new RangeSequence(start, count);

    public static IEnumerable<TResult> Repeat<TResult>(TResult element, int count) =>
        count < 0 ? throw new ArgumentOutOfRangeException("count") : new RepeatSequence<TResult>(element, count);

    public static IEnumerable<TSource> AsEnumerable<TSource>(this IEnumerable<TSource> source) => source;

    public static TSource[] ToArray<TSource>(this IEnumerable<TSource> source)
    {
        TSource[] items = new TSource[Of(source).Bound];
        int count = 0;
        foreach (TSource item in source)
        {
            items[count] = item;
            count++;
        }

        if (Of(source).IsDense)
        {
            return items;
        }

        TSource[] found = new TSource[count];
        Array.Copy(items, found, count);
        return found;
    }

    public static List<TSource> ToList<TSource>(this IEnumerable<TSource> source)
    {
        TSource[] items = new TSource[Of(source).Bound];
        int count = 0;
        foreach (TSource item in source)
        {
            items[count] = item;
            count++;
        }

        return new List<TSource>(items, count);
    }

    public static int Count<TSource>(this IEnumerable<TSource> source)
    {
        int count = 0;
        foreach (TSource item in source)
        {
            count++;
        }

        return Of(source).IsDense ? Of(source).Bound : count;
    }

    public static int Count<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate) => Count(Where(source, predicate));

    public static bool Any<TSource>(this IEnumerable<TSource> source)
    {
        if (Of(source).IsDense && Of(source).IsIndexed)
        {
            return Of(source).Bound > 0;
        }

        foreach (TSource item in source)
        {
            return true;
        }

        return false;
    }

    public static bool Any<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (TSource item in source)
        {
            if (predicate(item))
            {
                return true;
            }
        }

        return false;
    }

    public static bool All<TSource>(this IEnumerable<TSource> source, Func<TSource, bool> predicate)
    {
        foreach (TSource item in source)
        {
            if (!predicate(item))
            {
                return false;
            }
        }

        return true;
    }

    public static TSource First<TSource>(this IEnumerable<TSource> source)
    {
        foreach (TSource item in source)
        {
            return item;
        }

        throw new InvalidOperationException("Sequence contains no elements");
    }

    public static TSource Last<TSource>(this IEnumerable<TSource> source)
    {
        TSource last = default;
        if (Of(source).IsDense && Of(source).IsIndexed)
        {
            Sequence<TSource> begun = Of(source).Begin();
            if (begun.Bound == 0)
            {
                throw new InvalidOperationException("Sequence contains no elements");
            }

            begun.TryGet(begun.Bound - 1, out last);
            return last;
        }

        bool any = false;
        foreach (TSource item in source)
        {
            last = item;
            any = true;
        }

        return any ? last : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static TSource Aggregate<TSource>(this IEnumerable<TSource> source, Func<TSource, TSource, TSource> func)
    {
        bool any = false;
        TSource result = default;
        foreach (TSource item in source)
        {
            result = any ? func(result, item) : item;
            any = true;
        }

        return any ? result : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static TAccumulate Aggregate<TSource, TAccumulate>(
        this IEnumerable<TSource> source, TAccumulate seed, Func<TAccumulate, TSource, TAccumulate> func)
    {
        TAccumulate result = seed;
        foreach (TSource item in source)
        {
            result = func(result, item);
        }

        return result;
    }

    public static TResult Aggregate<TSource, TAccumulate, TResult>(
        this IEnumerable<TSource> source, TAccumulate seed, Func<TAccumulate, TSource, TAccumulate> func, Func<TAccumulate, TResult> resultSelector) =>
        resultSelector(Aggregate(source, seed, func));

    private static Sequence<T> Of<T>(IEnumerable<T> source) => (Sequence<T>)source;
}
