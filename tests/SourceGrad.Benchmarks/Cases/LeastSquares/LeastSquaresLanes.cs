using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.LeastSquares;

/// <summary>Four vectors of points at a time; one lane accumulator for each coefficient, summed at the end.</summary>
internal static class LeastSquaresLanes
{
    private const int Together = 4;

    public static double Value(ReadOnlySpan<double> coefficients, int points) => Evaluate(coefficients, points, [], false);

    public static double ValueAndGradient(ReadOnlySpan<double> coefficients, int points, Span<double> gradient) =>
        Evaluate(coefficients, points, gradient[..coefficients.Length], true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Evaluate(ReadOnlySpan<double> coefficients, int points, Span<double> gradient, bool withGradient)
    {
        int m = coefficients.Length;
        Span<Vector<double>> accumulators = stackalloc Vector<double>[withGradient ? m : 0];
        ref Vector<double> accumulator = ref MemoryMarshal.GetReference(accumulators);
        ref double coefficient = ref MemoryMarshal.GetReference(coefficients);
        Vector<double> indices = Vector.CreateSequence(0.0, 1.0), sum = Vector<double>.Zero;
        Vector<double> step = new(2.0 / (points - 1)), count = new(points);
        for (int i = 0; i < points; i += Together * Vector<double>.Count)
        {
            Vector<double> at = indices + new Vector<double>(i), stride = new(Vector<double>.Count);
            Vector<double> ta = Point(at, step), tb = Point(at += stride, step), tc = Point(at += stride, step), td = Point(at += stride, step);
            at = indices + new Vector<double>(i);
            Vector<double> ra = Sign(ta), rb = Sign(tb), rc = Sign(tc), rd = Sign(td);

            // Lanes beyond the last point have power zero, and so no residual and no gradient.
            Vector<double> pa = Live(at, count), pb = Live(at += stride, count), pc = Live(at += stride, count), pd = Live(at += stride, count);
            (ra, rb, rc, rd) = (ra * pa, rb * pb, rc * pc, rd * pd);
            Vector<double> first = pa, second = pb, third = pc, fourth = pd;
            for (int j = 0; j < m; j++)
            {
                Vector<double> c = new(-Unsafe.Add(ref coefficient, j));
                ra = Vector.MultiplyAddEstimate(c, pa, ra);
                rb = Vector.MultiplyAddEstimate(c, pb, rb);
                rc = Vector.MultiplyAddEstimate(c, pc, rc);
                rd = Vector.MultiplyAddEstimate(c, pd, rd);
                pa *= ta;
                pb *= tb;
                pc *= tc;
                pd *= td;
            }

            sum += ra * ra + rb * rb + (rc * rc + rd * rd);
            if (withGradient)
            {
                // The powers again, from the start, with the residual as a factor.
                (pa, pb, pc, pd) = (ra * first, rb * second, rc * third, rd * fourth);
                for (int j = 0; j < m; j++)
                {
                    Unsafe.Add(ref accumulator, j) -= (pa + pb) + (pc + pd);
                    pa *= ta;
                    pb *= tb;
                    pc *= tc;
                    pd *= td;
                }
            }
        }

        for (int j = 0; j < gradient.Length; j++)
        {
            gradient[j] = Vector.Sum(accumulators[j]);
        }

        return Vector.Sum(sum) / 2;
    }

    private static Vector<double> Point(Vector<double> index, Vector<double> step) => index * step - Vector<double>.One;

    private static Vector<double> Sign(Vector<double> t) => Vector.ConditionalSelect(
        Vector.Equals(t, Vector<double>.Zero), Vector<double>.Zero, Runtime.Lanes.CopySign(Vector<double>.One, t));

    private static Vector<double> Live(Vector<double> index, Vector<double> count) =>
        Vector.ConditionalSelect(Vector.LessThan(index, count), Vector<double>.One, Vector<double>.Zero);
}
