namespace System.Numerics.Tensors;

/// <summary>
/// Plain loops, which the generator turns into vector code like any other. The kernels of the package add in another order and
/// approximate some functions, so values agree to rounding.
/// </summary>
internal static partial class TensorPrimitives
{
    private delegate T Function<T>(T x);

    private delegate T Function2<T>(T x, T y);

    private delegate T Function3<T>(T x, T y, T z);

    private static void CheckDestination(int length, int destination)
    {
        if (length > destination)
        {
            throw new ArgumentException("Destination is too short.", "destination");
        }
    }

    private static void CheckOverlap<T>(ReadOnlySpan<T> input, Span<T> destination)
    {
        if (input.Overlaps(destination, out int offset) && offset != 0)
        {
            throw new ArgumentException("The destination span may only overlap with an input span if the two spans start at the same memory location.", "destination");
        }
    }

    private static void CheckSame(int length, int other)
    {
        if (length != other)
        {
            throw new ArgumentException("Input span arguments must all have the same length.");
        }
    }

    private static void CheckAny(int length)
    {
        if (length == 0)
        {
            throw new ArgumentException("Input span arguments must not be empty.");
        }
    }

    private static void Map<T>(ReadOnlySpan<T> x, Span<T> destination, Function<T> function)
    {
        CheckDestination(x.Length, destination.Length);
        CheckOverlap(x, destination);
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = function(x[i]);
        }
    }

    private static void Map<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination, Function2<T> function)
    {
        CheckSame(x.Length, y.Length);
        CheckDestination(x.Length, destination.Length);
        CheckOverlap(x, destination);
        CheckOverlap(y, destination);
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = function(x[i], y[i]);
        }
    }

    private static void Map<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> z, Span<T> destination, Function3<T> function)
    {
        CheckSame(x.Length, y.Length);
        CheckSame(x.Length, z.Length);
        CheckDestination(x.Length, destination.Length);
        CheckOverlap(x, destination);
        CheckOverlap(y, destination);
        CheckOverlap(z, destination);
        for (int i = 0; i < x.Length; i++)
        {
            destination[i] = function(x[i], y[i], z[i]);
        }
    }
}
