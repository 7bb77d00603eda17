using System.Numerics;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Rosenbrock;

/// <summary>Each lane a variable: what its left neighbour's term gives is computed again rather than handed over.</summary>
internal static class RosenbrockLanes
{
    public static double Value(ReadOnlySpan<double> x)
    {
        ref double source = ref MemoryMarshal.GetReference(x);
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 0;
        for (; i < x.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            even += Term(ref source, i);
            odd += Term(ref source, i + Vector<double>.Count);
        }

        double sum = Vector.Sum(even + odd);
        for (; i + 1 < x.Length; i++)
        {
            double a = 1 - x[i], b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
        }

        return sum;
    }

    public static double ValueAndGradient(ReadOnlySpan<double> x, Span<double> gradient)
    {
        gradient = gradient[..x.Length];
        ref double source = ref MemoryMarshal.GetReference(x);
        ref double target = ref MemoryMarshal.GetReference(gradient);
        double a = 1 - x[0], b = x[1] - x[0] * x[0];
        double sum = a * a + 100 * b * b;
        gradient[0] = -2 * a - 400 * x[0] * b;
        Vector<double> even = Vector<double>.Zero, odd = Vector<double>.Zero;
        int i = 1;
        for (; i < x.Length - 2 * Vector<double>.Count; i += 2 * Vector<double>.Count)
        {
            even += Term(ref source, ref target, i);
            odd += Term(ref source, ref target, i + Vector<double>.Count);
        }

        sum += Vector.Sum(even + odd);
        double carried = 200 * (x[i] - x[i - 1] * x[i - 1]);
        for (; i + 1 < x.Length; i++)
        {
            a = 1 - x[i];
            b = x[i + 1] - x[i] * x[i];
            sum += a * a + 100 * b * b;
            gradient[i] = carried - 2 * a - 400 * x[i] * b;
            carried = 200 * b;
        }

        gradient[^1] = carried;
        return sum;
    }

    private static Vector<double> Term(ref double source, int i)
    {
        Vector<double> x = Vector.LoadUnsafe(ref source, (nuint)i), next = Vector.LoadUnsafe(ref source, (nuint)(i + 1));
        Vector<double> a = Vector<double>.One - x, b = next - x * x;
        return a * a + 100 * b * b;
    }

    private static Vector<double> Term(ref double source, ref double target, int i)
    {
        Vector<double> before = Vector.LoadUnsafe(ref source, (nuint)(i - 1));
        Vector<double> x = Vector.LoadUnsafe(ref source, (nuint)i), next = Vector.LoadUnsafe(ref source, (nuint)(i + 1));
        Vector<double> a = Vector<double>.One - x, b = next - x * x;
        Vector<double> hundredfold = 100 * b;
        (200 * (x - before * before) - 2 * (a + 2 * x * hundredfold)).StoreUnsafe(ref target, (nuint)i);
        return a * a + hundredfold * b;
    }
}
