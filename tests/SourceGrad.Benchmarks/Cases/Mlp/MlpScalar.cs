using System.Buffers;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Mlp;

/// <summary>Forward, then backward, layer by layer over the batch; rows by reference, so that no loop checks bounds.</summary>
internal static class MlpScalar<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static T ValueAndGradient(MlpShape shape, ReadOnlySpan<T> parameters, Batch<T> batch, Span<T> gradient)
    {
        int count = batch.Count, neurons = count * shape.Neurons;
        T[] rented = ArrayPool<T>.Shared.Rent(2 * neurons);
        Span<T> values = rented.AsSpan(0, neurons), adjoints = rented.AsSpan(neurons, neurons);
        ReadOnlySpan<T> x = batch.X;
        int at = 0;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Span<T> y = values.Slice(at, count * shape.Outputs(layer));
            Forward(parameters[shape.Start(layer)..], x, y, count, shape.Inputs(layer), shape.Outputs(layer));
            if (layer + 1 < shape.Layers)
            {
                for (int i = 0; i < y.Length; i++)
                {
                    y[i] = T.Tanh(y[i]);
                }
            }

            x = y;
            at += y.Length;
        }

        int outputs = count * shape.Outputs(shape.Layers - 1);
        T loss = shape.Loss<T>(x, batch, adjoints[^outputs..]);
        for (int layer = shape.Layers - 1; layer >= 0; layer--)
        {
            int size = count * shape.Outputs(layer), below = layer > 0 ? count * shape.Inputs(layer) : 0;
            at -= size;
            Span<T> yAdjoint = adjoints.Slice(at, size), xAdjoint = adjoints.Slice(at - below, below);
            ReadOnlySpan<T> input = layer > 0 ? values.Slice(at - below, below) : batch.X;
            Reverse(
                parameters[shape.Start(layer)..], input, yAdjoint, xAdjoint, gradient[shape.Start(layer)..shape.Start(layer + 1)], count, shape.Inputs(layer), shape.Outputs(layer));
            for (int i = 0; i < xAdjoint.Length; i++)
            {
                xAdjoint[i] *= T.One - input[i] * input[i];
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return loss;
    }

    private static void Forward(ReadOnlySpan<T> layer, ReadOnlySpan<T> x, Span<T> y, int count, int inputs, int outputs)
    {
        for (int b = 0; b < count; b++)
        {
            ref T row = ref Unsafe.AsRef(in x[b * inputs]);
            for (int o = 0; o < outputs; o++)
            {
                ref T weights = ref Unsafe.AsRef(in layer[o * inputs]);
                T sum = layer[outputs * inputs + o];
                for (int i = 0; i < inputs; i++)
                {
                    sum += Unsafe.Add(ref weights, i) * Unsafe.Add(ref row, i);
                }

                y[b * outputs + o] = sum;
            }
        }
    }

    private static void Reverse(
        ReadOnlySpan<T> layer, ReadOnlySpan<T> x, ReadOnlySpan<T> yAdjoint, Span<T> xAdjoint, Span<T> gradient, int count, int inputs, int outputs)
    {
        gradient.Clear();
        xAdjoint.Clear();
        for (int b = 0; b < count; b++)
        {
            ref T row = ref Unsafe.AsRef(in x[b * inputs]);
            ref T rowAdjoint = ref Unsafe.Add(ref MemoryMarshal.GetReference(xAdjoint), xAdjoint.IsEmpty ? 0 : b * inputs);
            for (int o = 0; o < outputs; o++)
            {
                T adjoint = yAdjoint[b * outputs + o];
                ref T weights = ref Unsafe.AsRef(in layer[o * inputs]);
                ref T target = ref gradient[o * inputs];
                gradient[outputs * inputs + o] += adjoint;
                if (xAdjoint.IsEmpty)
                {
                    for (int i = 0; i < inputs; i++)
                    {
                        Unsafe.Add(ref target, i) += adjoint * Unsafe.Add(ref row, i);
                    }

                    continue;
                }

                for (int i = 0; i < inputs; i++)
                {
                    Unsafe.Add(ref target, i) += adjoint * Unsafe.Add(ref row, i);
                    Unsafe.Add(ref rowAdjoint, i) += adjoint * Unsafe.Add(ref weights, i);
                }
            }
        }
    }
}
