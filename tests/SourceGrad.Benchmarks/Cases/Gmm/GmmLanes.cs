using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Gmm;

/// <summary>
/// Each lane a point, four vectors of them together, transposed first. Two rows of a factor at a time, so that a centered
/// coordinate is loaded once for both; what all points share is summed in lane accumulators.
/// </summary>
internal static class GmmLanes
{
    private const int Together = 4;

    private static int Block => Together * Vector<double>.Count;

    public static double Value(in GmmInput input) => Evaluate(input, [], [], [], [], false);

    public static double ValueAndGradient(
        in GmmInput input, Span<double> alphasGradient, Span<double> meansGradient, Span<double> qGradient, Span<double> lGradient) =>
        Evaluate(input, alphasGradient, meansGradient, qGradient, lGradient, true);

    private static double Evaluate(
        in GmmInput input, Span<double> alphasGradient, Span<double> meansGradient, Span<double> qGradient, Span<double> lGradient, bool withGradient)
    {
        int k = input.K, d = input.D, n = input.N, triangle = d * (d - 1) / 2, width = Vector<double>.Count;
        int products = k * d * Block, sums = withGradient ? (2 * k * d + k + k * triangle) * width : 0;
        double[] rented = ArrayPool<double>.Shared.Rent(CacheLine.Spare<double>() + 2 * d * Block + products + k * Block + sums + k * d + k + k * triangle);
        GmmScratch scratch = new(k, d, Block, width, withGradient, CacheLine.First(rented));
        rented.AsSpan(scratch.MeansSums, sums).Clear();
        Span<double> diagonals = rented.AsSpan(scratch.Diagonals, k * d);
        Span<double> offsets = rented.AsSpan(scratch.Offsets, k);
        double prior = GmmPrior.Add(input, diagonals, offsets, lGradient);
        ToRows(input.L, rented.AsSpan(scratch.Rows, k * triangle), k, d);

        Vector<double> likelihood = Vector<double>.Zero;
        for (int start = 0; start < n; start += Block)
        {
            int points = Math.Min(Block, n - start);
            Transpose(input.X.AsSpan(start * d, points * d), rented.AsSpan(scratch.Points, d * Block), d);
            for (int c = 0; c < k; c++)
            {
                Forward(rented, scratch, input.Means, c);
            }

            likelihood += Weights(rented, scratch, points);
            if (withGradient)
            {
                for (int c = 0; c < k; c++)
                {
                    Reverse(rented, scratch, input.Means, c);
                }
            }
        }

        double value = prior + Vector.Sum(likelihood);
        if (withGradient)
        {
            Sum(rented.AsSpan(scratch.MeansSums), meansGradient);
            Sum(rented.AsSpan(scratch.QSums), qGradient);
            Sum(rented.AsSpan(scratch.AlphasSums), alphasGradient);
            SubtractColumns(rented.AsSpan(scratch.LSums), lGradient, k, d);
            value -= GmmPrior.Finish(input, diagonals, alphasGradient, meansGradient, qGradient);
        }
        else
        {
            value -= GmmPrior.Normalization(input);
        }

        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    private static void ToRows(ReadOnlySpan<double> l, Span<double> rows, int k, int d)
    {
        int index = 0;
        for (int c = 0; c < k; c++)
        {
            for (int column = 0; column < d; column++)
            {
                for (int row = column + 1; row < d; row++)
                {
                    rows[c * (d * (d - 1) / 2) + row * (row - 1) / 2 + column] = l[index++];
                }
            }
        }
    }

    private static void Transpose(ReadOnlySpan<double> x, Span<double> points, int d)
    {
        int count = x.Length / d, block = Block;
        for (int j = 0; j < d; j++)
        {
            for (int i = 0; i < block; i++)
            {
                points[j * block + i] = i < count ? x[i * d + j] : 0;
            }
        }
    }

    /// <summary>The products of a component with all points of the block, and its terms.</summary>
    private static void Forward(double[] memory, GmmScratch scratch, double[] means, int component)
    {
        int d = scratch.D, block = Block, width = Vector<double>.Count;
        ref double origin = ref MemoryMarshal.GetArrayDataReference(memory);
        ref double centered = ref Unsafe.Add(ref origin, scratch.Centered);
        ref double product = ref Unsafe.Add(ref origin, scratch.Products + component * d * block);
        ref double diagonal = ref Unsafe.Add(ref origin, scratch.Diagonals + component * d);
        ref double factor = ref Unsafe.Add(ref origin, scratch.Rows + component * d * (d - 1) / 2);
        Center(ref Unsafe.Add(ref origin, scratch.Points), ref centered, ref means[component * d], d);
        Vector<double> sa = Vector<double>.Zero, sb = sa, sc = sa, sd = sa;
        int row = 0;
        for (; row + 1 < d; row += 2)
        {
            ref double upper = ref Unsafe.Add(ref factor, row * (row - 1) / 2);
            ref double lower = ref Unsafe.Add(ref upper, row);
            ref double own = ref Unsafe.Add(ref centered, row * block);
            Vector<double> scale = new(Unsafe.Add(ref diagonal, row)), corner = new(Unsafe.Add(ref lower, row));
            Vector<double> next = new(Unsafe.Add(ref diagonal, row + 1));
            Vector<double> a0 = scale * Load(ref own, 0), b0 = scale * Load(ref own, width), c0 = scale * Load(ref own, 2 * width), d0 = scale * Load(ref own, 3 * width);
            Vector<double> a1 = corner * Load(ref own, 0), b1 = corner * Load(ref own, width), c1 = corner * Load(ref own, 2 * width), d1 = corner * Load(ref own, 3 * width);
            own = ref Unsafe.Add(ref own, block);
            a1 = Vector.MultiplyAddEstimate(next, Load(ref own, 0), a1);
            b1 = Vector.MultiplyAddEstimate(next, Load(ref own, width), b1);
            c1 = Vector.MultiplyAddEstimate(next, Load(ref own, 2 * width), c1);
            d1 = Vector.MultiplyAddEstimate(next, Load(ref own, 3 * width), d1);
            ref double column = ref centered;
            for (int j = 0; j < row; j++)
            {
                Vector<double> first = new(Unsafe.Add(ref upper, j)), second = new(Unsafe.Add(ref lower, j));
                Vector<double> x = Load(ref column, 0);
                a0 = Vector.MultiplyAddEstimate(first, x, a0);
                a1 = Vector.MultiplyAddEstimate(second, x, a1);
                x = Load(ref column, width);
                b0 = Vector.MultiplyAddEstimate(first, x, b0);
                b1 = Vector.MultiplyAddEstimate(second, x, b1);
                x = Load(ref column, 2 * width);
                c0 = Vector.MultiplyAddEstimate(first, x, c0);
                c1 = Vector.MultiplyAddEstimate(second, x, c1);
                x = Load(ref column, 3 * width);
                d0 = Vector.MultiplyAddEstimate(first, x, d0);
                d1 = Vector.MultiplyAddEstimate(second, x, d1);
                column = ref Unsafe.Add(ref column, block);
            }

            Store(ref Unsafe.Add(ref product, row * block), a0, b0, c0, d0);
            Store(ref Unsafe.Add(ref product, (row + 1) * block), a1, b1, c1, d1);
            sa = Vector.MultiplyAddEstimate(a0, a0, Vector.MultiplyAddEstimate(a1, a1, sa));
            sb = Vector.MultiplyAddEstimate(b0, b0, Vector.MultiplyAddEstimate(b1, b1, sb));
            sc = Vector.MultiplyAddEstimate(c0, c0, Vector.MultiplyAddEstimate(c1, c1, sc));
            sd = Vector.MultiplyAddEstimate(d0, d0, Vector.MultiplyAddEstimate(d1, d1, sd));
        }

        if (row < d)
        {
            ref double upper = ref Unsafe.Add(ref factor, row * (row - 1) / 2);
            ref double own = ref Unsafe.Add(ref centered, row * block);
            Vector<double> scale = new(Unsafe.Add(ref diagonal, row));
            Vector<double> a0 = scale * Load(ref own, 0), b0 = scale * Load(ref own, width), c0 = scale * Load(ref own, 2 * width), d0 = scale * Load(ref own, 3 * width);
            for (int j = 0; j < row; j++)
            {
                Vector<double> first = new(Unsafe.Add(ref upper, j));
                ref double column = ref Unsafe.Add(ref centered, j * block);
                a0 += first * Load(ref column, 0);
                b0 += first * Load(ref column, width);
                c0 += first * Load(ref column, 2 * width);
                d0 += first * Load(ref column, 3 * width);
            }

            Store(ref Unsafe.Add(ref product, row * block), a0, b0, c0, d0);
            (sa, sb, sc, sd) = (sa + a0 * a0, sb + b0 * b0, sc + c0 * c0, sd + d0 * d0);
        }

        Vector<double> offset = new(Unsafe.Add(ref origin, scratch.Offsets + component)), half = new(-0.5);
        Store(ref Unsafe.Add(ref origin, scratch.Terms + component * block), offset + half * sa, offset + half * sb, offset + half * sc, offset + half * sd);
    }

    /// <summary>Makes weights of the terms, zero for points beyond the last, and returns the likelihoods.</summary>
    private static Vector<double> Weights(double[] memory, GmmScratch scratch, int points)
    {
        ref double terms = ref memory[scratch.Terms];
        Vector<double> likelihood = Vector<double>.Zero;
        for (int i = 0; i < Block; i += Vector<double>.Count)
        {
            Vector<double> largest = Load(ref terms, i);
            for (int c = 1; c < scratch.K; c++)
            {
                largest = Vector.MaxNative(largest, Load(ref terms, c * Block + i));
            }

            Vector<double> sum = Vector<double>.Zero;
            for (int c = 0; c < scratch.K; c++)
            {
                Vector<double> e = Runtime.Lanes.Exp(Load(ref terms, c * Block + i) - largest);
                e.StoreUnsafe(ref terms, (nuint)(c * Block + i));
                sum += e;
            }

            Vector<long> live = Vector.LessThan(Vector.CreateSequence((long)i, 1L), new Vector<long>(points));
            likelihood += Vector.ConditionalSelect(live, largest + Runtime.Lanes.Log(sum), Vector<double>.Zero);
            Vector<double> scale = Vector.ConditionalSelect(live, Vector<double>.One / sum, Vector<double>.Zero);
            for (int c = 0; c < scratch.K; c++)
            {
                (Load(ref terms, c * Block + i) * scale).StoreUnsafe(ref terms, (nuint)(c * Block + i));
            }
        }

        return likelihood;
    }

    /// <summary>Adds what a component gets from the block to the lane accumulators.</summary>
    private static void Reverse(double[] memory, GmmScratch scratch, double[] means, int component)
    {
        int d = scratch.D, block = Block, width = Vector<double>.Count;
        ref double origin = ref MemoryMarshal.GetArrayDataReference(memory);
        ref double centered = ref Unsafe.Add(ref origin, scratch.Centered);
        ref double product = ref Unsafe.Add(ref origin, scratch.Products + component * d * block);
        ref double lSums = ref Unsafe.Add(ref origin, scratch.LSums + component * d * (d - 1) / 2 * width);
        ref double meansSums = ref Unsafe.Add(ref origin, scratch.MeansSums + component * d * width);
        ref double qSums = ref Unsafe.Add(ref origin, scratch.QSums + component * d * width);
        Center(ref Unsafe.Add(ref origin, scratch.Points), ref centered, ref means[component * d], d);
        ref double weights = ref Unsafe.Add(ref origin, scratch.Terms + component * block);
        Vector<double> wa = Load(ref weights, 0), wb = Load(ref weights, width), wc = Load(ref weights, 2 * width), wd = Load(ref weights, 3 * width);
        Add(ref Unsafe.Add(ref origin, scratch.AlphasSums + component * width), (wa + wb) + (wc + wd));
        for (int row = 0; row < d; row += 2)
        {
            // Beyond an odd last row the second one is that row again, with weight zero.
            int other = Math.Min(row + 1, d - 1);
            ref double p = ref Unsafe.Add(ref product, row * block);
            Vector<double> a0 = wa * Load(ref p, 0), b0 = wb * Load(ref p, width), c0 = wc * Load(ref p, 2 * width), d0 = wd * Load(ref p, 3 * width);
            p = ref Unsafe.Add(ref product, other * block);
            Vector<double> a1 = wa * Load(ref p, 0), b1 = wb * Load(ref p, width), c1 = wc * Load(ref p, 2 * width), d1 = wd * Load(ref p, 3 * width);
            ref double x = ref Unsafe.Add(ref centered, row * block);
            Vector<double> xa = Load(ref x, 0), xb = Load(ref x, width), xc = Load(ref x, 2 * width), xd = Load(ref x, 3 * width);
            Add(ref Unsafe.Add(ref meansSums, row * width), (a0 + b0) + (c0 + d0));
            Add(ref Unsafe.Add(ref qSums, row * width), -(a0 * xa + b0 * xb + (c0 * xc + d0 * xd)));
            ref double upper = ref Unsafe.Add(ref lSums, row * (row - 1) / 2 * width);
            ref double lower = ref Unsafe.Add(ref upper, row * width);
            if (other > row)
            {
                ref double y = ref Unsafe.Add(ref centered, other * block);
                Add(ref Unsafe.Add(ref meansSums, other * width), (a1 + b1) + (c1 + d1));
                Add(ref Unsafe.Add(ref qSums, other * width), -(a1 * Load(ref y, 0) + b1 * Load(ref y, width) + (c1 * Load(ref y, 2 * width) + d1 * Load(ref y, 3 * width))));
                Add(ref Unsafe.Add(ref lower, row * width), a1 * xa + b1 * xb + (c1 * xc + d1 * xd));
                AddTwoRows(ref centered, ref upper, ref lower, row, block, a0, b0, c0, d0, a1, b1, c1, d1);
            }
            else
            {
                for (int column = 0; column < row; column++)
                {
                    ref double y = ref Unsafe.Add(ref centered, column * block);
                    Add(ref Unsafe.Add(ref upper, column * width), a0 * Load(ref y, 0) + b0 * Load(ref y, width) + (c0 * Load(ref y, 2 * width) + d0 * Load(ref y, 3 * width)));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void AddTwoRows(
        ref double centered, ref double upper, ref double lower, int columns, int block,
        Vector<double> a0, Vector<double> b0, Vector<double> c0, Vector<double> d0, Vector<double> a1, Vector<double> b1, Vector<double> c1, Vector<double> d1)
    {
        int width = Vector<double>.Count;
        ref double column = ref centered;
        for (int j = 0; j < columns; j++)
        {
            Vector<double> x = Load(ref column, 0);
            Vector<double> first = Vector.MultiplyAddEstimate(a0, x, Load(ref upper, j * width)), second = Vector.MultiplyAddEstimate(a1, x, Load(ref lower, j * width));
            x = Load(ref column, width);
            first = Vector.MultiplyAddEstimate(b0, x, first);
            second = Vector.MultiplyAddEstimate(b1, x, second);
            x = Load(ref column, 2 * width);
            first = Vector.MultiplyAddEstimate(c0, x, first);
            second = Vector.MultiplyAddEstimate(c1, x, second);
            x = Load(ref column, 3 * width);
            Vector.MultiplyAddEstimate(d0, x, first).StoreUnsafe(ref upper, (nuint)(j * width));
            Vector.MultiplyAddEstimate(d1, x, second).StoreUnsafe(ref lower, (nuint)(j * width));
            column = ref Unsafe.Add(ref column, block);
        }
    }

    private static void Center(ref double points, ref double centered, ref double means, int d)
    {
        int width = Vector<double>.Count;
        for (int j = 0; j < d; j++)
        {
            Vector<double> mean = new(Unsafe.Add(ref means, j));
            int at = j * Block;
            Store(
                ref Unsafe.Add(ref centered, at), Load(ref points, at) - mean, Load(ref points, at + width) - mean, Load(ref points, at + 2 * width) - mean, Load(ref points, at + 3 * width) - mean);
        }
    }

    private static void Sum(ReadOnlySpan<double> lanes, Span<double> sums)
    {
        for (int i = 0; i < sums.Length; i++)
        {
            sums[i] = Vector.Sum(new Vector<double>(lanes[(i * Vector<double>.Count)..]));
        }
    }

    private static void SubtractColumns(ReadOnlySpan<double> lanes, Span<double> lGradient, int k, int d)
    {
        int index = 0;
        for (int c = 0; c < k; c++)
        {
            for (int column = 0; column < d; column++)
            {
                for (int row = column + 1; row < d; row++)
                {
                    int at = c * (d * (d - 1) / 2) + row * (row - 1) / 2 + column;
                    lGradient[index++] -= Vector.Sum(new Vector<double>(lanes[(at * Vector<double>.Count)..]));
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Load(ref double origin, int offset) => Vector.LoadUnsafe(ref Unsafe.Add(ref origin, offset));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Add(ref double target, Vector<double> value) => (Vector.LoadUnsafe(ref target) + value).StoreUnsafe(ref target);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Store(ref double target, Vector<double> a, Vector<double> b, Vector<double> c, Vector<double> d)
    {
        a.StoreUnsafe(ref target);
        b.StoreUnsafe(ref target, (nuint)Vector<double>.Count);
        c.StoreUnsafe(ref target, (nuint)(2 * Vector<double>.Count));
        d.StoreUnsafe(ref target, (nuint)(3 * Vector<double>.Count));
    }
}
