using System;
using System.Collections.Generic;
using SourceGrad;

namespace System.Linq;

/// <summary>Sums, averages and extremes.</summary>
internal static partial class Enumerable
{
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
        foreach (TSource each in source)
        {
            double item = selector(each);
            sum += item;
        }

        return sum;
    }

    public static float Sum(this IEnumerable<float> source)
    {
        double sum = 0;
        foreach (float item in source)
        {
            sum += item;
        }

        return (float)sum;
    }

    public static float Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, float> selector)
    {
        double sum = 0;
        foreach (TSource each in source)
        {
            float item = selector(each);
            sum += item;
        }

        return (float)sum;
    }

    public static int Sum(this IEnumerable<int> source)
    {
        int sum = 0;
        foreach (int item in source)
        {
            checked { sum += item; }
        }

        return sum;
    }

    public static int Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector)
    {
        int sum = 0;
        foreach (TSource each in source)
        {
            int item = selector(each);
            checked { sum += item; }
        }

        return sum;
    }

    public static long Sum(this IEnumerable<long> source)
    {
        long sum = 0;
        foreach (long item in source)
        {
            checked { sum += item; }
        }

        return sum;
    }

    public static long Sum<TSource>(this IEnumerable<TSource> source, Func<TSource, long> selector)
    {
        long sum = 0;
        foreach (TSource each in source)
        {
            long item = selector(each);
            checked { sum += item; }
        }

        return sum;
    }

    public static double Average(this IEnumerable<double> source)
    {
        double sum = 0;
        int count = 0;
        foreach (double item in source)
        {
            sum += item;
            count++;
        }

        return count == 0 ? throw new InvalidOperationException("Sequence contains no elements") : sum / count;
    }

    public static double Average<TSource>(this IEnumerable<TSource> source, Func<TSource, double> selector) => Average(Select(source, selector));

    public static float Average(this IEnumerable<float> source)
    {
        double sum = 0;
        int count = 0;
        foreach (float item in source)
        {
            sum += item;
            count++;
        }

        return count == 0 ? throw new InvalidOperationException("Sequence contains no elements") : (float)(sum / count);
    }

    public static float Average<TSource>(this IEnumerable<TSource> source, Func<TSource, float> selector) => Average(Select(source, selector));

    public static double Average(this IEnumerable<int> source)
    {
        long sum = 0;
        int count = 0;
        foreach (int item in source)
        {
            sum += item;
            count++;
        }

        return count == 0 ? throw new InvalidOperationException("Sequence contains no elements") : (double)sum / count;
    }

    public static double Average<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector) => Average(Select(source, selector));

    public static double Max(this IEnumerable<double> source)
    {
        bool any = false;
        double best = double.NaN;
        foreach (double item in source)
        {
            if (item > best || double.IsNaN(best))
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static double Max<TSource>(this IEnumerable<TSource> source, Func<TSource, double> selector) => Max(Select(source, selector));

    public static double Min(this IEnumerable<double> source)
    {
        bool any = false;
        double best = double.NaN;
        foreach (double item in source)
        {
            if (!any || item < best || double.IsNaN(item))
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static double Min<TSource>(this IEnumerable<TSource> source, Func<TSource, double> selector) => Min(Select(source, selector));

    public static float Max(this IEnumerable<float> source)
    {
        bool any = false;
        float best = float.NaN;
        foreach (float item in source)
        {
            if (item > best || float.IsNaN(best))
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static float Max<TSource>(this IEnumerable<TSource> source, Func<TSource, float> selector) => Max(Select(source, selector));

    public static float Min(this IEnumerable<float> source)
    {
        bool any = false;
        float best = float.NaN;
        foreach (float item in source)
        {
            if (!any || item < best || float.IsNaN(item))
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static float Min<TSource>(this IEnumerable<TSource> source, Func<TSource, float> selector) => Min(Select(source, selector));

    public static int Max(this IEnumerable<int> source)
    {
        bool any = false;
        int best = 0;
        foreach (int item in source)
        {
            if (!any || item > best)
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static int Max<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector) => Max(Select(source, selector));

    public static int Min(this IEnumerable<int> source)
    {
        bool any = false;
        int best = 0;
        foreach (int item in source)
        {
            if (!any || item < best)
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static int Min<TSource>(this IEnumerable<TSource> source, Func<TSource, int> selector) => Min(Select(source, selector));

    public static long Max(this IEnumerable<long> source)
    {
        bool any = false;
        long best = 0;
        foreach (long item in source)
        {
            if (!any || item > best)
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static long Max<TSource>(this IEnumerable<TSource> source, Func<TSource, long> selector) => Max(Select(source, selector));

    public static long Min(this IEnumerable<long> source)
    {
        bool any = false;
        long best = 0;
        foreach (long item in source)
        {
            if (!any || item < best)
            {
                best = item;
            }

            any = true;
        }

        return (Of(source).IsDense ? Of(source).Bound > 0 : any) ? best : throw new InvalidOperationException("Sequence contains no elements");
    }

    public static long Min<TSource>(this IEnumerable<TSource> source, Func<TSource, long> selector) => Min(Select(source, selector));
}
