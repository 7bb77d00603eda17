using System.Numerics;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.LogSumExp;

/// <summary>The same in lanes.</summary>
internal static class LogSumExpLanes
{
    public static double Value(ReadOnlySpan<double> x)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        double largest = Largest(x);
        Vector<double> shift = new(largest);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            even += Runtime.Lanes.Exp(Vector.LoadUnsafe(ref source, (nuint)i) - shift);
            odd += Runtime.Lanes.Exp(Vector.LoadUnsafe(ref source, (nuint)(i + Vector<double>.Count)) - shift);
        }

        double sum = Vector.Sum(even + odd);
        for (; i < x.Length; i++)
        {
            sum += Math.Exp(x[i] - largest);
        }

        return largest + Math.Log(sum);
    }

    public static double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient = gradient[..x.Length];
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(gradient);
        double largest = Largest(x);
        Vector<double> shift = new(largest);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i <= x.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            Vector<double> first = Runtime.Lanes.Exp(Vector.LoadUnsafe(ref source, (nuint)i) - shift);
            Vector<double> second = Runtime.Lanes.Exp(Vector.LoadUnsafe(ref source, (nuint)(i + Vector<double>.Count)) - shift);
            first.StoreUnsafe(ref target, (nuint)i);
            second.StoreUnsafe(ref target, (nuint)(i + Vector<double>.Count));
            even += first;
            odd += second;
        }

        double sum = Vector.Sum(even + odd);
        for (; i < x.Length; i++)
        {
            double e = Math.Exp(x[i] - largest);
            gradient[i] = e;
            sum += e;
        }

        double scale = 1 / sum;
        for (i = 0; i <= x.Length - Vector<double>.Count; i += Vector<double>.Count)
        {
            (Vector.LoadUnsafe(ref target, (nuint)i) * scale).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < gradient.Length; i++)
        {
            gradient[i] *= scale;
        }

        return largest + Math.Log(sum);
    }

    private static double Largest(ReadOnlySpan<double> x)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        Vector<double> a = new(double.NegativeInfinity), b = a, c = a, d = a;
        int i = 0;
        for (; i <= x.Length - 4 * Vector<double>.Count; i += 4 * Vector<double>.Count)
        {
            a = Vector.MaxNative(a, Vector.LoadUnsafe(ref source, (nuint)i));
            b = Vector.MaxNative(b, Vector.LoadUnsafe(ref source, (nuint)(i + Vector<double>.Count)));
            c = Vector.MaxNative(c, Vector.LoadUnsafe(ref source, (nuint)(i + 2 * Vector<double>.Count)));
            d = Vector.MaxNative(d, Vector.LoadUnsafe(ref source, (nuint)(i + 3 * Vector<double>.Count)));
        }

        a = Vector.MaxNative(Vector.MaxNative(a, b), Vector.MaxNative(c, d));
        double largest = double.NegativeInfinity;
        for (int lane = 0; lane < Vector<double>.Count; lane++)
        {
            largest = Math.Max(largest, a[lane]);
        }

        for (; i < x.Length; i++)
        {
            largest = Math.Max(largest, x[i]);
        }

        return largest;
    }
}
