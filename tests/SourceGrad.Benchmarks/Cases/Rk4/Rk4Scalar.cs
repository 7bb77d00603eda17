using System.Buffers;

namespace SourceGrad.Benchmarks.Cases.Rk4;

/// <summary>Records one state a step; each sweep is one loop a step, in which the neighbour's slopes are carried along.</summary>
internal static class Rk4Scalar
{
    public static double ValueAndGradient(ReadOnlySpan<double> x, int steps, Span<double> gradient)
    {
        int n = x.Length;
        gradient = gradient[..n];
        gradient.Clear();
        double[] rented = ArrayPool<double>.Shared.Rent((steps + 2) * n);
        Span<double> states = rented.AsSpan(0, (steps + 1) * n);
        Span<double> adjoint = rented.AsSpan((steps + 1) * n, n);
        double h = 2.0 / steps, half = h / 2, sixth = h / 6, third = h / 3;
        states[..n].Clear();
        for (int step = 0; step < steps; step++)
        {
            ReadOnlySpan<double> y = states.Slice(step * n, n);
            Span<double> next = states.Slice((step + 1) * n, n);

            // Left of the first state there is the constant 1.
            double yBefore = 1, u1Before = 1, u2Before = 1, u3Before = 1;
            for (int i = 0; i < y.Length; i++)
            {
                double xi = x[i], yi = y[i];
                double k1 = xi * yBefore, k2 = xi * u1Before, k3 = xi * u2Before, k4 = xi * u3Before;
                yBefore = yi;
                u1Before = yi + half * k1;
                u2Before = yi + half * k2;
                u3Before = yi + h * k3;
                next[i] = yi + sixth * (k1 + 2 * k2 + 2 * k3 + k4);
            }
        }

        double sum = 0;
        ReadOnlySpan<double> last = states.Slice(steps * n, n);
        for (int i = 0; i < last.Length; i++)
        {
            sum += last[i] * last[i];
            adjoint[i] = 2 * last[i];
        }

        for (int step = steps - 1; step >= 0; step--)
        {
            Reverse(x, states.Slice(step * n, n), adjoint, gradient, h);
        }

        ArrayPool<double>.Shared.Return(rented);
        return sum;
    }

    private static void Reverse(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> adjoint, Span<double> gradient, double h)
    {
        // The stage before state i is computed from states i - 1 to i - 4; a window of them is carried.
        double half = h / 2, sixth = h / 6, third = h / 3;
        double w1 = 0, w2 = 0, w3 = 0, w4 = 0;
        for (int i = x.Length - 1; i >= 0; i--)
        {
            double before = i > 0 ? y[i - 1] : 1;
            double before2 = i > 1 ? y[i - 2] : 1;
            double before3 = i > 2 ? y[i - 3] : 1;
            double before4 = i > 3 ? y[i - 4] : 1;
            double x1 = i > 0 ? x[i - 1] : 0, x2 = i > 1 ? x[i - 2] : 0, x3 = i > 2 ? x[i - 3] : 0;
            double u1 = before + half * x1 * before2;
            double u2 = before + half * x1 * (before2 + half * x2 * before3);
            double u3 = before + h * x1 * (before2 + half * x2 * (before3 + half * x3 * before4));

            double a = adjoint[i];
            double k4 = sixth * a, k3 = third * a + h * w4, k2 = third * a + half * w3, k1 = sixth * a + half * w2;
            gradient[i] += k4 * u3 + k3 * u2 + k2 * u1 + k1 * before;
            adjoint[i] = a + w4 + w3 + w2 + w1;
            (w1, w2, w3, w4) = (k1 * x[i], k2 * x[i], k3 * x[i], k4 * x[i]);
        }
    }
}
