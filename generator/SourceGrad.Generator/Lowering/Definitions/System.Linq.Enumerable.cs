using System;
using System.Collections.Generic;
using SourceGrad;

namespace System.Linq;

internal static class Enumerable
{
    public static IEnumerable<TResult> Select<TSource, TResult>(this IEnumerable<TSource> source, Func<TSource, TResult> selector) =>
        new SelectSequence<TSource, TResult>((Sequence<TSource>)source, selector);

    public static double Sum(this IEnumerable<double> source)
    {
        double sum = 0;
        foreach (double item in source)
        {
            sum += item;
        }

        return sum;
    }

    public static double Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, double> selector)
    {
        double sum = 0;
        foreach (TSource item in source)
        {
            sum += selector(item);
        }

        return sum;
    }
}
