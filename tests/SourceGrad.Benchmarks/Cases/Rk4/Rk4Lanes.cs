using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Rk4;

/// <summary>
/// Records one state a step. Lanes run along the states; the neighbour's stage is computed again from the states before it,
/// which unaligned loads bring, so that each sweep is one loop a step.
/// </summary>
internal static class Rk4Lanes
{
    // Room for the neighbours on the left and for the vector that overhangs on the right.
    private const int Left = 4, Right = 24;

    public static double Value(ReadOnlySpan<double> x, int steps) => Evaluate(x, steps, [], false);

    public static double ValueAndGradient(ReadOnlySpan<double> x, int steps, Span<double> gradient) =>
        Evaluate(x, steps, gradient[..x.Length], true);

    private static double Evaluate(ReadOnlySpan<double> x, int steps, Span<double> gradient, bool withGradient)
    {
        int n = x.Length, row = Left + n + Right;
        double[] rented = ArrayPool<double>.Shared.Rent(CacheLine.Spare<double>() + ((withGradient ? steps : 1) + 9) * row);
        Span<double> all = rented.AsSpan(CacheLine.First(rented));
        all[..(9 * row)].Clear();
        ref double memory = ref MemoryMarshal.GetReference(all);
        ref double inputs = ref Unsafe.Add(ref memory, Left);
        ref double states = ref Unsafe.Add(ref memory, 7 * row + Left);
        x.CopyTo(all.Slice(Left, n));
        double h = 2.0 / steps;
        Start(ref states);
        for (int step = 0; step < steps; step++)
        {
            // Without a gradient two rows take turns.
            ref double y = ref Unsafe.Add(ref states, (withGradient ? step : step & 1) * row);
            ref double next = ref Unsafe.Add(ref states, (withGradient ? step + 1 : (step + 1) & 1) * row);
            Start(ref next);
            Forward(ref inputs, ref y, ref next, n, h);
        }

        ReadOnlySpan<double> last = all.Slice((7 + (withGradient ? steps : steps & 1)) * row + Left, n);
        double sum = 0;
        for (int i = 0; i < n; i++)
        {
            sum += last[i] * last[i];
        }

        if (withGradient)
        {
            // Rows 1 to 6: adjoints of two steps in turn, the products w4 to w2 and the gradient, all zero beyond the last state.
            for (int i = 0; i < n; i++)
            {
                all[row + Left + i] = 2 * last[i];
            }

            for (int step = steps - 1; step >= 0; step--)
            {
                Reverse(ref inputs, ref Unsafe.Add(ref states, step * row), ref Unsafe.Add(ref memory, row + Left), row, n, h);
            }

            all.Slice(6 * row + Left, n).CopyTo(gradient);
        }

        ArrayPool<double>.Shared.Return(rented);
        return sum;
    }

    private static void Start(ref double row)
    {
        for (int i = -Left; i < 0; i++)
        {
            Unsafe.Add(ref row, i) = 1;
        }
    }

    private static void Forward(ref double x, ref double y, ref double next, int n, double h)
    {
        Vector<double> half = new(h / 2), full = new(h), sixth = new(h / 6), two = new(2);
        for (int i = 0; i < n; i += Vector<double>.Count)
        {
            Vector<double> k1, k2, k3, k4;
            Vector<double> y0 = Load(ref y, i), y1 = Load(ref y, i - 1), y2 = Load(ref y, i - 2), y3 = Load(ref y, i - 3), y4 = Load(ref y, i - 4);
            Vector<double> x0 = Load(ref x, i), x1 = Load(ref x, i - 1), x2 = Load(ref x, i - 2), x3 = Load(ref x, i - 3);
            Vector<double> k1At1 = x1 * y2, k1At2 = x2 * y3, k1At3 = x3 * y4;
            Vector<double> u1At2 = y2 + half * k1At2, u1At3 = y3 + half * k1At3;
            Vector<double> u2At2 = y2 + half * (x2 * u1At3);
            k1 = x0 * y1;
            k2 = x0 * (y1 + half * k1At1);
            k3 = x0 * (y1 + half * (x1 * u1At2));
            k4 = x0 * (y1 + full * (x1 * u2At2));
            (y0 + sixth * (k1 + two * (k2 + k3) + k4)).StoreUnsafe(ref next, (nuint)i);
        }
    }

    private static void Reverse(ref double x, ref double y, ref double rows, int row, int n, double h)
    {
        ref double adjoint = ref rows;
        ref double w4 = ref Unsafe.Add(ref rows, row);
        ref double w3 = ref Unsafe.Add(ref rows, 2 * row);
        ref double w2 = ref Unsafe.Add(ref rows, 3 * row);
        ref double w1 = ref Unsafe.Add(ref rows, 4 * row);
        ref double gradient = ref Unsafe.Add(ref rows, 5 * row);
        Vector<double> half = new(h / 2), full = new(h), sixth = new(h / 6), third = new(h / 3);

        // From the right, where the products of the neighbours are already there.
        int last = (n - 1) / Vector<double>.Count * Vector<double>.Count;
        for (int i = last; i >= 0; i -= Vector<double>.Count)
        {
            Vector<double> a = Load(ref adjoint, i), x0 = Load(ref x, i);
            (sixth * a * x0).StoreUnsafe(ref w4, (nuint)i);
        }

        for (int i = last; i >= 0; i -= Vector<double>.Count)
        {
            Vector<double> a = Load(ref adjoint, i), x0 = Load(ref x, i);
            ((third * a + full * Load(ref w4, i + 1)) * x0).StoreUnsafe(ref w3, (nuint)i);
        }

        for (int i = last; i >= 0; i -= Vector<double>.Count)
        {
            Vector<double> a = Load(ref adjoint, i), x0 = Load(ref x, i);
            ((third * a + half * Load(ref w3, i + 1)) * x0).StoreUnsafe(ref w2, (nuint)i);
        }

        for (int i = last; i >= 0; i -= Vector<double>.Count)
        {
            Vector<double> a = Load(ref adjoint, i), x0 = Load(ref x, i);
            ((sixth * a + half * Load(ref w2, i + 1)) * x0).StoreUnsafe(ref w1, (nuint)i);
        }

        for (int i = 0; i <= last; i += Vector<double>.Count)
        {
            Vector<double> a = Load(ref adjoint, i);
            Vector<double> w4Next = Load(ref w4, i + 1), w3Next = Load(ref w3, i + 1), w2Next = Load(ref w2, i + 1), w1Next = Load(ref w1, i + 1);
            Vector<double> y1 = Load(ref y, i - 1), y2 = Load(ref y, i - 2), y3 = Load(ref y, i - 3), y4 = Load(ref y, i - 4);
            Vector<double> x1 = Load(ref x, i - 1), x2 = Load(ref x, i - 2), x3 = Load(ref x, i - 3);
            Vector<double> u1At2 = y2 + half * (x2 * y3);
            Vector<double> u2At2 = y2 + half * (x2 * (y3 + half * (x3 * y4)));
            Vector<double> u1 = y1 + half * (x1 * y2), u2 = y1 + half * (x1 * u1At2), u3 = y1 + full * (x1 * u2At2);
            Vector<double> k4 = sixth * a, k3 = third * a + full * w4Next, k2 = third * a + half * w3Next, k1 = sixth * a + half * w2Next;
            (Load(ref gradient, i) + (k4 * u3 + k3 * u2) + (k2 * u1 + k1 * y1)).StoreUnsafe(ref gradient, (nuint)i);
            (a + (w4Next + w3Next) + (w2Next + w1Next)).StoreUnsafe(ref adjoint, (nuint)i);
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double row, int i) => Vector.LoadUnsafe(ref Unsafe.Add(ref row, i));
}
