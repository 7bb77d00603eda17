using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.MonteCarlo;

/// <summary>Each lane a path, two vectors of them together, transposed first.</summary>
internal static class MonteCarloLanes
{
    public static double Price(
        double spot, double rate, double volatility, double strike, double time, ReadOnlySpan<double> normals, int steps) =>
        Evaluate(spot, rate, volatility, strike, time, normals, steps, stackalloc double[3], false);

    public static double PriceAndGradient(
        double spot, double rate, double volatility, double strike, double time, ReadOnlySpan<double> normals, int steps, Span<double> gradient) =>
        Evaluate(spot, rate, volatility, strike, time, normals, steps, gradient, true);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Evaluate(
        double spot, double rate, double volatility, double strike, double time, ReadOnlySpan<double> normals, int steps, Span<double> gradient, bool withGradient)
    {
        int paths = normals.Length / steps, width = Vector<double>.Count, block = 2 * width;
        double dt = time / steps;
        Vector<double> drift = new((rate - volatility * volatility / 2) * dt), diffusion = new(volatility * Math.Sqrt(dt));
        Vector<double> strikes = new(strike), perStep = new(1.0 / steps);
        Vector<double> sum = Vector<double>.Zero, sumPrice = sum, sumTime = sum, sumNormal = sum;
        Span<double> rows = stackalloc double[block * steps];
        ref double source = ref MemoryMarshal.GetReference(rows);
        for (int start = 0; start < paths; start += block)
        {
            int count = Math.Min(block, paths - start);
            Transpose(normals.Slice(start * steps, count * steps), rows, steps, block);
            Vector<double> p0 = new(spot), p1 = p0, a0 = Vector<double>.Zero, a1 = a0, t0 = a0, t1 = a0, n0 = a0, n1 = a0, w0 = a0, w1 = a0;
            for (int step = 0; step < steps; step++)
            {
                Vector<double> z0 = Vector.LoadUnsafe(ref source, (nuint)(step * block));
                Vector<double> z1 = Vector.LoadUnsafe(ref source, (nuint)(step * block + width));
                p0 *= Runtime.Lanes.Exp(drift + diffusion * z0);
                p1 *= Runtime.Lanes.Exp(drift + diffusion * z1);
                a0 += p0;
                a1 += p1;
                if (withGradient)
                {
                    Vector<double> index = new(step + 1);
                    w0 += z0;
                    w1 += z1;
                    t0 = Vector.MultiplyAddEstimate(p0, index, t0);
                    t1 = Vector.MultiplyAddEstimate(p1, index, t1);
                    n0 = Vector.MultiplyAddEstimate(p0, w0, n0);
                    n1 = Vector.MultiplyAddEstimate(p1, w1, n1);
                }
            }

            Vector<double> payoff0 = a0 * perStep - strikes, payoff1 = a1 * perStep - strikes;
            Vector<double> live0 = Live(payoff0, 0, count), live1 = Live(payoff1, width, count);
            sum += (payoff0 & live0) + (payoff1 & live1);
            sumPrice += (a0 & live0) + (a1 & live1);
            sumTime += (t0 & live0) + (t1 & live1);
            sumNormal += (n0 & live0) + (n1 & live1);
        }

        return MonteCarloScalar.Finish(
            spot, rate, volatility, time, steps, paths, Vector.Sum(sum), Vector.Sum(sumPrice), Vector.Sum(sumTime), Vector.Sum(sumNormal), gradient);
    }

    /// <summary>All bits set in lanes of paths that exist and are in the money.</summary>
    private static Vector<double> Live(Vector<double> payoff, int first, int count) => Vector.AsVectorDouble(
        Vector.GreaterThanOrEqual(payoff, Vector<double>.Zero) & Vector.LessThan(Vector.CreateSequence((long)first, 1L), new Vector<long>(count)));

    private static void Transpose(ReadOnlySpan<double> normals, Span<double> rows, int steps, int block)
    {
        for (int path = 0; path < normals.Length / steps; path++)
        {
            ReadOnlySpan<double> row = normals.Slice(path * steps, steps);
            ref double target = ref rows[path];
            for (int step = 0; step < row.Length; step++)
            {
                Unsafe.Add(ref target, step * block) = row[step];
            }
        }
    }
}
