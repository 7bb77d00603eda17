using System.Buffers;
using System.Numerics;
using System.Runtime.InteropServices;

namespace SourceGrad.Benchmarks.Cases.Mlp;

/// <summary>The same in lanes: every product of matrices in tiles of four rows and two vectors that stay in registers.</summary>
internal static class MlpLanes<T>
    where T : unmanaged, IFloatingPointIeee754<T>
{
    public static T Value(MlpShape shape, ReadOnlySpan<T> parameters, Batch<T> batch) => Evaluate(shape, parameters, batch, [], false);

    public static T ValueAndGradient(MlpShape shape, ReadOnlySpan<T> parameters, Batch<T> batch, Span<T> gradient) =>
        Evaluate(shape, parameters, batch, gradient, true);

    private static T Evaluate(MlpShape shape, ReadOnlySpan<T> parameters, Batch<T> batch, Span<T> gradient, bool withGradient)
    {
        int count = batch.Count, neurons = count * shape.Neurons;
        T[] rented = ArrayPool<T>.Shared.Rent(CacheLine.Spare<T>() + 2 * neurons);
        int first = CacheLine.First(rented);
        Span<T> values = rented.AsSpan(first, neurons), adjoints = rented.AsSpan(first + neurons, neurons);
        ReadOnlySpan<T> x = batch.X;
        int at = 0;
        for (int layer = 0; layer < shape.Layers; layer++)
        {
            Span<T> y = values.Slice(at, count * shape.Outputs(layer));
            int inputs = shape.Inputs(layer), outputs = shape.Outputs(layer);
            ReadOnlySpan<T> own = parameters.Slice(shape.Start(layer), (inputs + 1) * outputs);
            Tiles<T>.Rows(x, own, y, count, outputs, inputs);
            AddBiases(y, own[(inputs * outputs)..], layer + 1 < shape.Layers);
            x = y;
            at += y.Length;
        }

        int last = count * shape.Outputs(shape.Layers - 1);
        T loss = shape.Loss<T>(x, batch, adjoints[^last..]);
        for (int layer = shape.Layers - 1; layer >= 0 && withGradient; layer--)
        {
            int inputs = shape.Inputs(layer), outputs = shape.Outputs(layer);
            int size = count * outputs, below = layer > 0 ? count * inputs : 0;
            at -= size;
            Span<T> yAdjoint = adjoints.Slice(at, size), xAdjoint = adjoints.Slice(at - below, below);
            ReadOnlySpan<T> input = layer > 0 ? values.Slice(at - below, below) : batch.X;
            ReadOnlySpan<T> own = parameters.Slice(shape.Start(layer), (inputs + 1) * outputs);
            Span<T> ownGradient = gradient.Slice(shape.Start(layer), (inputs + 1) * outputs);
            Tiles<T>.Columns(yAdjoint, 1, outputs, input, ownGradient, outputs, count, inputs);
            SumRows(yAdjoint, ownGradient[(inputs * outputs)..]);
            if (layer > 0)
            {
                Tiles<T>.Columns(yAdjoint, outputs, 1, own, xAdjoint, count, outputs, inputs);
                Deactivate(input, xAdjoint);
            }
        }

        ArrayPool<T>.Shared.Return(rented);
        return loss;
    }

    private static void AddBiases(Span<T> y, ReadOnlySpan<T> biases, bool activate)
    {
        for (int row = 0; row < y.Length; row += biases.Length)
        {
            int i = 0;
            for (; i <= biases.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                Vector<T> sum = new Vector<T>(y[(row + i)..]) + new Vector<T>(biases[i..]);
                (activate ? Tiles<T>.Tanh(sum) : sum).CopyTo(y[(row + i)..]);
            }

            for (; i < biases.Length; i++)
            {
                T sum = y[row + i] + biases[i];
                y[row + i] = activate ? T.Tanh(sum) : sum;
            }
        }
    }

    private static void SumRows(ReadOnlySpan<T> yAdjoint, Span<T> biases)
    {
        biases.Clear();
        for (int row = 0; row < yAdjoint.Length; row += biases.Length)
        {
            int i = 0;
            for (; i <= biases.Length - Vector<T>.Count; i += Vector<T>.Count)
            {
                (new Vector<T>(biases[i..]) + new Vector<T>(yAdjoint[(row + i)..])).CopyTo(biases[i..]);
            }

            for (; i < biases.Length; i++)
            {
                biases[i] += yAdjoint[row + i];
            }
        }
    }

    private static void Deactivate(ReadOnlySpan<T> y, Span<T> adjoint)
    {
        ref T source = ref MemoryMarshal.GetReference(y);
        ref T target = ref MemoryMarshal.GetReference(adjoint);
        int i = 0;
        for (; i <= adjoint.Length - Vector<T>.Count; i += Vector<T>.Count)
        {
            Vector<T> value = Vector.LoadUnsafe(ref source, (nuint)i);
            (Vector.LoadUnsafe(ref target, (nuint)i) * (Vector<T>.One - value * value)).StoreUnsafe(ref target, (nuint)i);
        }

        for (; i < adjoint.Length; i++)
        {
            adjoint[i] *= T.One - y[i] * y[i];
        }
    }
}
