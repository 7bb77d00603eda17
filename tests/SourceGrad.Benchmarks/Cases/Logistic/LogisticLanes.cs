using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Logistic;

/// <summary>Blocks of rows: products in lanes along a row, exponentials and logarithms in lanes across rows.</summary>
internal static class LogisticLanes
{
    private const int Block = 64;

    public static double Value(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y) =>
        Evaluate(w, x, y, [], false);

    public static double ValueAndGradient(ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> gradient)
    {
        gradient[..w.Length].Clear();
        return Evaluate(w, x, y, gradient[..w.Length], true);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double Evaluate(
        ReadOnlySpan<double> w, ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> gradient, bool withGradient)
    {
        int d = w.Length, n = y.Length;
        Vector<double> scale = new(1.0 / n);
        Vector<double> losses = Vector<double>.Zero;
        Span<double> z = stackalloc double[Block];
        Span<double> labels = stackalloc double[Block];
        for (int start = 0; start < n; start += Block)
        {
            // Rows beyond the last have the label zero and so add log 2, which is taken off at the end.
            int rows = Math.Min(Block, n - start);
            labels[rows..].Clear();
            z[rows..].Clear();
            y.Slice(start, rows).CopyTo(labels);
            ReadOnlySpan<double> block = x.Slice(start * d, rows * d);
            Products(w, block, z[..rows]);
            for (int i = 0; i < Block; i += Vector<double>.Count)
            {
                Vector<double> label = new(labels[i..]);
                Vector<double> e = Runtime.Lanes.Exp(-label * new Vector<double>(z[i..]));
                losses += Runtime.Lanes.Log(Vector<double>.One + e);
                if (withGradient)
                {
                    (-label * scale * e / (Vector<double>.One + e)).CopyTo(z[i..]);
                }
            }

            if (withGradient)
            {
                AddRows(block, z[..rows], gradient);
            }
        }

        int padding = (Block - n % Block) % Block;
        return (Vector.Sum(losses) - padding * Math.Log(2)) / n;
    }

    private static void Products(ReadOnlySpan<double> w, ReadOnlySpan<double> rows, Span<double> z)
    {
        ref double weights = ref MemoryMarshal.GetReference(w);
        int i = 0;
        for (; i + 4 <= z.Length; i += 4)
        {
            ref double a = ref Unsafe.AsRef(in rows[i * w.Length]);
            ref double b = ref Unsafe.Add(ref a, w.Length), c = ref Unsafe.Add(ref b, w.Length), d = ref Unsafe.Add(ref c, w.Length);
            Vector<double> za = Vector<double>.Zero, zb = za, zc = za, zd = za;
            int j = 0;
            for (; j <= w.Length - Vector<double>.Count; j += Vector<double>.Count)
            {
                Vector<double> weight = Vector.LoadUnsafe(ref weights, (nuint)j);
                za = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref a, (nuint)j), za);
                zb = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref b, (nuint)j), zb);
                zc = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref c, (nuint)j), zc);
                zd = Vector.MultiplyAddEstimate(weight, Vector.LoadUnsafe(ref d, (nuint)j), zd);
            }

            double sa = Vector.Sum(za), sb = Vector.Sum(zb), sc = Vector.Sum(zc), sd = Vector.Sum(zd);
            for (; j < w.Length; j++)
            {
                double weight = w[j];
                sa += weight * Unsafe.Add(ref a, j);
                sb += weight * Unsafe.Add(ref b, j);
                sc += weight * Unsafe.Add(ref c, j);
                sd += weight * Unsafe.Add(ref d, j);
            }

            (z[i], z[i + 1], z[i + 2], z[i + 3]) = (sa, sb, sc, sd);
        }

        for (; i < z.Length; i++)
        {
            double sum = 0;
            for (int j = 0; j < w.Length; j++)
            {
                sum += w[j] * rows[i * w.Length + j];
            }

            z[i] = sum;
        }
    }

    private static void AddRows(ReadOnlySpan<double> rows, ReadOnlySpan<double> z, Span<double> gradient)
    {
        ref double target = ref MemoryMarshal.GetReference(gradient);
        int i = 0;
        for (; i + 4 <= z.Length; i += 4)
        {
            ref double a = ref Unsafe.AsRef(in rows[i * gradient.Length]);
            ref double b = ref Unsafe.Add(ref a, gradient.Length), c = ref Unsafe.Add(ref b, gradient.Length), d = ref Unsafe.Add(ref c, gradient.Length);
            Vector<double> za = new(z[i]), zb = new(z[i + 1]), zc = new(z[i + 2]), zd = new(z[i + 3]);
            int j = 0;
            for (; j <= gradient.Length - Vector<double>.Count; j += Vector<double>.Count)
            {
                Vector<double> sum = Vector.LoadUnsafe(ref target, (nuint)j);
                sum = Vector.MultiplyAddEstimate(za, Vector.LoadUnsafe(ref a, (nuint)j), sum);
                sum = Vector.MultiplyAddEstimate(zb, Vector.LoadUnsafe(ref b, (nuint)j), sum);
                sum = Vector.MultiplyAddEstimate(zc, Vector.LoadUnsafe(ref c, (nuint)j), sum);
                sum = Vector.MultiplyAddEstimate(zd, Vector.LoadUnsafe(ref d, (nuint)j), sum);
                sum.StoreUnsafe(ref target, (nuint)j);
            }

            for (; j < gradient.Length; j++)
            {
                gradient[j] += z[i] * Unsafe.Add(ref a, j) + z[i + 1] * Unsafe.Add(ref b, j) + z[i + 2] * Unsafe.Add(ref c, j) + z[i + 3] * Unsafe.Add(ref d, j);
            }
        }

        for (; i < z.Length; i++)
        {
            for (int j = 0; j < gradient.Length; j++)
            {
                gradient[j] += z[i] * rows[i * gradient.Length + j];
            }
        }
    }
}
