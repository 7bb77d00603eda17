namespace System.Numerics.Tensors;

internal static partial class TensorPrimitives
{
    public static T Sum<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i];
        }

        return sum;
    }

    public static T SumOfSquares<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        return sum;
    }

    public static T SumOfMagnitudes<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += T.Abs(x[i]);
        }

        return sum;
    }

    public static T Dot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        CheckSame(x.Length, y.Length);
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * y[i];
        }

        return sum;
    }

    public static T Norm<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T> => T.Sqrt(SumOfSquares(x));

    public static T Distance<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        CheckSame(x.Length, y.Length);
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T difference = x[i] - y[i];
            sum += difference * difference;
        }

        return T.Sqrt(sum);
    }

    public static T CosineSimilarity<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        CheckSame(x.Length, y.Length);
        T dot = T.Zero, xx = T.Zero, yy = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            dot += x[i] * y[i];
            xx += x[i] * x[i];
            yy += y[i] * y[i];
        }

        return dot / (T.Sqrt(xx) * T.Sqrt(yy));
    }

    public static T Product<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        T product = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            product *= x[i];
        }

        return product;
    }

    public static T ProductOfSums<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        CheckSame(x.Length, y.Length);
        T product = x[0] + y[0];
        for (int i = 1; i < x.Length; i++)
        {
            product *= x[i] + y[i];
        }

        return product;
    }

    public static T ProductOfDifferences<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        CheckSame(x.Length, y.Length);
        T product = x[0] - y[0];
        for (int i = 1; i < x.Length; i++)
        {
            product *= x[i] - y[i];
        }

        return product;
    }

    public static T Average<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        return Sum(x) / T.CreateChecked(x.Length);
    }

    public static T StdDev<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        T mean = Average(x), sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            T difference = x[i] - mean;
            sum += difference * difference;
        }

        return T.Sqrt(sum / T.CreateChecked(x.Length));
    }

    public static T Max<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        T best = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            best = T.Max(best, x[i]);
        }

        return best;
    }

    public static T Min<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        T best = x[0];
        for (int i = 1; i < x.Length; i++)
        {
            best = T.Min(best, x[i]);
        }

        return best;
    }

    public static int IndexOfMax<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        int best = x.Length == 0 ? -1 : 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] > x[best])
            {
                best = i;
            }
        }

        return best;
    }

    public static int IndexOfMin<T>(ReadOnlySpan<T> x)
        where T : IFloatingPointIeee754<T>
    {
        int best = x.Length == 0 ? -1 : 0;
        for (int i = 1; i < x.Length; i++)
        {
            if (x[i] < x[best])
            {
                best = i;
            }
        }

        return best;
    }

    public static void SoftMax<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        CheckDestination(x.Length, destination.Length);
        CheckOverlap(x, destination);
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += T.Exp(x[i]);
        }

        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = T.Exp(x[i]) / sum;
        }
    }
}
