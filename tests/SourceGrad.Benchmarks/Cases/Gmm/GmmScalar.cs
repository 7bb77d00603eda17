using System.Buffers;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Gmm;

/// <summary>
/// One sweep over the points: the products of all components are kept until the weights are known. The gradient of the means
/// is linear in the sum of the weighted products, so that the transposed factor is applied once, at the end.
/// </summary>
internal static class GmmScalar
{
    public static double ValueAndGradient(
        in GmmInput input, Span<double> alphasGradient, Span<double> meansGradient, Span<double> qGradient, Span<double> lGradient)
    {
        int k = input.K, d = input.D, n = input.N, triangle = d * (d - 1) / 2;
        alphasGradient.Clear();
        meansGradient.Clear();
        qGradient.Clear();
        double[] rented = ArrayPool<double>.Shared.Rent(3 * k * d + 3 * k);
        Span<double> diagonals = rented.AsSpan(0, k * d), centered = rented.AsSpan(k * d, k * d), products = rented.AsSpan(2 * k * d, k * d);
        Span<double> offsets = rented.AsSpan(3 * k * d, k), terms = rented.AsSpan(3 * k * d + k, k);
        double prior = GmmPrior.Add(input, diagonals, offsets, lGradient);
        double likelihood = 0;
        for (int i = 0; i < n; i++)
        {
            ReadOnlySpan<double> x = input.X.AsSpan(i * d, d);
            double largest = double.NegativeInfinity;
            for (int c = 0; c < k; c++)
            {
                double square = Product(
                    x, input.Means.AsSpan(c * d, d), diagonals.Slice(c * d, d), input.L.AsSpan(c * triangle, triangle), centered.Slice(c * d, d), products.Slice(c * d, d));
                terms[c] = offsets[c] - 0.5 * square;
                largest = Math.Max(largest, terms[c]);
            }

            double sum = 0;
            for (int c = 0; c < k; c++)
            {
                terms[c] = Math.Exp(terms[c] - largest);
                sum += terms[c];
            }

            likelihood += largest + Math.Log(sum);
            for (int c = 0; c < k; c++)
            {
                double weight = terms[c] / sum;
                alphasGradient[c] += weight;
                AddOuter(
                    weight, centered.Slice(c * d, d), products.Slice(c * d, d), meansGradient.Slice(c * d, d), qGradient.Slice(c * d, d), lGradient.Slice(c * triangle, triangle));
            }
        }

        double value = likelihood + prior - GmmPrior.Finish(input, diagonals, alphasGradient, meansGradient, qGradient);
        ArrayPool<double>.Shared.Return(rented);
        return value;
    }

    private static double Product(
        ReadOnlySpan<double> x, ReadOnlySpan<double> mean, ReadOnlySpan<double> diagonal, ReadOnlySpan<double> l, Span<double> centered, Span<double> product)
    {
        ref double c = ref MemoryMarshal.GetReference(centered);
        ref double p = ref MemoryMarshal.GetReference(product);
        ref double factor = ref MemoryMarshal.GetReference(l);
        int d = x.Length;
        for (int j = 0; j < d; j++)
        {
            double value = x[j] - mean[j];
            Unsafe.Add(ref c, j) = value;
            Unsafe.Add(ref p, j) = diagonal[j] * value;
        }

        double square = 0;
        for (int column = 0; column < d; column++)
        {
            double value = Unsafe.Add(ref c, column);
            double finished = Unsafe.Add(ref p, column);
            square += finished * finished;
            for (int row = column + 1; row < d; row++)
            {
                Unsafe.Add(ref p, row) += factor * value;
                factor = ref Unsafe.Add(ref factor, 1);
            }
        }

        return square;
    }

    private static void AddOuter(
        double weight, ReadOnlySpan<double> centered, Span<double> product, Span<double> meansGradient, Span<double> qGradient, Span<double> lGradient)
    {
        ref double p = ref MemoryMarshal.GetReference(product);
        ref double target = ref MemoryMarshal.GetReference(lGradient);
        int d = centered.Length;
        for (int j = 0; j < d; j++)
        {
            double value = weight * Unsafe.Add(ref p, j);
            Unsafe.Add(ref p, j) = value;
            meansGradient[j] += value;
            qGradient[j] -= value * centered[j];
        }

        for (int column = 0; column < d; column++)
        {
            double value = centered[column];
            for (int row = column + 1; row < d; row++)
            {
                target -= Unsafe.Add(ref p, row) * value;
                target = ref Unsafe.Add(ref target, 1);
            }
        }
    }
}
