namespace SourceGrad.Benchmarks.Cases.Mlp;

internal static partial class MlpPrimalSingle
{
    /// <summary>The mean squared error of a network, in single precision, with three hidden layers and one output.</summary>
    /// <param name="parameters">Layer by layer: the weights, a row for each neuron, and then the biases.</param>
    /// <param name="x">A row for each example.</param>
    /// <param name="y">What the output should be.</param>
    /// <param name="first">The neurons in the first hidden layer.</param>
    /// <param name="second">The neurons in the second hidden layer.</param>
    /// <param name="third">The neurons in the third hidden layer.</param>
    [Differentiable(nameof(parameters))]
    public static float Regression(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<float> y, int first, int second, int third)
    {
        int batch = y.Length;
        int inputs = x.Length / batch;
        int start2 = first * (inputs + 1);
        int start3 = start2 + second * (first + 1);
        int start4 = start3 + third * (second + 1);
        float[] a = new float[batch * first];
        float[] b = new float[batch * second];
        float[] c = new float[batch * third];
        float[] output = new float[batch];
        Dense(parameters.Slice(0, start2), x, a, batch, inputs, first);
        Activate(a);
        Dense(parameters.Slice(start2, second * (first + 1)), a, b, batch, first, second);
        Activate(b);
        Dense(parameters.Slice(start3, third * (second + 1)), b, c, batch, second, third);
        Activate(c);
        Dense(parameters.Slice(start4, third + 1), c, output, batch, third, 1);
        float loss = 0;
        for (int i = 0; i < batch; i++)
        {
            float difference = output[i] - y[i];
            loss += difference * difference;
        }

        return loss / batch;
    }

    /// <summary>The mean cross-entropy of a network, in single precision, with two hidden layers and ten classes.</summary>
    [Differentiable(nameof(parameters))]
    public static float Classifier(
        ReadOnlySpan<float> parameters, ReadOnlySpan<float> x, ReadOnlySpan<int> labels, int first, int second)
    {
        const int classes = 10;
        int batch = labels.Length;
        int inputs = x.Length / batch;
        int start2 = first * (inputs + 1);
        int start3 = start2 + second * (first + 1);
        float[] a = new float[batch * first];
        float[] b = new float[batch * second];
        float[] scores = new float[batch * classes];
        Dense(parameters.Slice(0, start2), x, a, batch, inputs, first);
        Activate(a);
        Dense(parameters.Slice(start2, second * (first + 1)), a, b, batch, first, second);
        Activate(b);
        Dense(parameters.Slice(start3, classes * (second + 1)), b, scores, batch, second, classes);
        float loss = 0;
        for (int i = 0; i < batch; i++)
        {
            float largest = scores[i * classes];
            for (int j = 1; j < classes; j++)
            {
                largest = MathF.Max(largest, scores[i * classes + j]);
            }

            float sum = 0;
            for (int j = 0; j < classes; j++)
            {
                sum += MathF.Exp(scores[i * classes + j] - largest);
            }

            loss += largest + MathF.Log(sum) - scores[i * classes + labels[i]];
        }

        return loss / batch;
    }

    private static void Dense(ReadOnlySpan<float> layer, ReadOnlySpan<float> x, Span<float> y, int batch, int inputs, int outputs)
    {
        for (int b = 0; b < batch; b++)
        {
            for (int o = 0; o < outputs; o++)
            {
                float sum = layer[outputs * inputs + o];
                for (int i = 0; i < inputs; i++)
                {
                    sum += layer[o * inputs + i] * x[b * inputs + i];
                }

                y[b * outputs + o] = sum;
            }
        }
    }

    private static void Activate(Span<float> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = MathF.Tanh(y[i]);
        }
    }
}
