using System.Numerics;

namespace SourceGrad.Benchmarks.Cases.Mlp;

/// <summary>The sizes of a network's layers, and what the handwritten gradients share: where things lie, and the loss.</summary>
internal sealed class MlpShape(params int[] sizes)
{
    /// <summary>The number of layers of weights.</summary>
    public int Layers => sizes.Length - 1;

    public int ParameterCount => Start(Layers);

    public int Inputs(int layer) => sizes[layer];

    public int Outputs(int layer) => sizes[layer + 1];

    /// <summary>Where the parameters of a layer start.</summary>
    public int Start(int layer) => Enumerable.Range(0, layer).Sum(i => (sizes[i] + 1) * sizes[i + 1]);

    /// <summary>The neurons of all layers but the inputs.</summary>
    public int Neurons => sizes.Skip(1).Sum();

    /// <summary>The loss, and its adjoint of each output: squared error of one output, else cross-entropy.</summary>
    public T Loss<T>(ReadOnlySpan<T> outputs, Batch<T> batch, Span<T> adjoints)
        where T : unmanaged, IFloatingPointIeee754<T>
    {
        T loss = T.Zero, scale = T.One / T.CreateTruncating(batch.Count);
        int classes = sizes[^1];
        for (int i = 0; i < batch.Count; i++)
        {
            if (classes == 1)
            {
                T difference = outputs[i] - batch.Y[i];
                loss += difference * difference;
                adjoints[i] = scale * (difference + difference);
                continue;
            }

            ReadOnlySpan<T> scores = outputs.Slice(i * classes, classes);
            Span<T> shares = adjoints.Slice(i * classes, classes);
            T largest = scores[0], sum = T.Zero;
            for (int j = 1; j < scores.Length; j++)
            {
                largest = T.Max(largest, scores[j]);
            }

            for (int j = 0; j < scores.Length; j++)
            {
                shares[j] = T.Exp(scores[j] - largest);
                sum += shares[j];
            }

            loss += largest + T.Log(sum) - scores[batch.Labels[i]];
            T factor = scale / sum;
            for (int j = 0; j < shares.Length; j++)
            {
                shares[j] *= factor;
            }

            shares[batch.Labels[i]] -= scale;
        }

        return loss * scale;
    }
}
