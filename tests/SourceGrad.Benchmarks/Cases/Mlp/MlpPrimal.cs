namespace SourceGrad.Benchmarks.Cases.Mlp;

internal static partial class MlpPrimal
{
    /// <summary>The mean squared error of a network with three hidden layers and one output.</summary>
    /// <param name="parameters">Layer by layer: the weights, a row for each neuron, and then the biases.</param>
    /// <param name="x">A row for each example.</param>
    /// <param name="y">What the output should be.</param>
    /// <param name="first">The neurons in the first hidden layer.</param>
    /// <param name="second">The neurons in the second hidden layer.</param>
    /// <param name="third">The neurons in the third hidden layer.</param>
    [Differentiable(nameof(parameters))]
    public static double Regression(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> x, ReadOnlySpan<double> y, int first, int second, int third)
    {
        int batch = y.Length;
        int inputs = x.Length / batch;
        int start2 = first * (inputs + 1);
        int start3 = start2 + second * (first + 1);
        int start4 = start3 + third * (second + 1);
        double[] a = new double[batch * first];
        double[] b = new double[batch * second];
        double[] c = new double[batch * third];
        double[] output = new double[batch];
        Dense(parameters.Slice(0, start2), x, a, batch, inputs, first);
        Activate(a);
        Dense(parameters.Slice(start2, second * (first + 1)), a, b, batch, first, second);
        Activate(b);
        Dense(parameters.Slice(start3, third * (second + 1)), b, c, batch, second, third);
        Activate(c);
        Dense(parameters.Slice(start4, third + 1), c, output, batch, third, 1);
        double loss = 0;
        for (int i = 0; i < batch; i++)
        {
            double difference = output[i] - y[i];
            loss += difference * difference;
        }

        return loss / batch;
    }

    /// <summary>The mean cross-entropy of a network with two hidden layers and ten classes.</summary>
    [Differentiable(nameof(parameters))]
    public static double Classifier(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> x, ReadOnlySpan<int> labels, int first, int second)
    {
        const int classes = 10;
        int batch = labels.Length;
        int inputs = x.Length / batch;
        int start2 = first * (inputs + 1);
        int start3 = start2 + second * (first + 1);
        double[] a = new double[batch * first];
        double[] b = new double[batch * second];
        double[] scores = new double[batch * classes];
        Dense(parameters.Slice(0, start2), x, a, batch, inputs, first);
        Activate(a);
        Dense(parameters.Slice(start2, second * (first + 1)), a, b, batch, first, second);
        Activate(b);
        Dense(parameters.Slice(start3, classes * (second + 1)), b, scores, batch, second, classes);
        double loss = 0;
        for (int i = 0; i < batch; i++)
        {
            double largest = scores[i * classes];
            for (int j = 1; j < classes; j++)
            {
                largest = Math.Max(largest, scores[i * classes + j]);
            }

            double sum = 0;
            for (int j = 0; j < classes; j++)
            {
                sum += Math.Exp(scores[i * classes + j] - largest);
            }

            loss += largest + Math.Log(sum) - scores[i * classes + labels[i]];
        }

        return loss / batch;
    }

    private static void Dense(ReadOnlySpan<double> layer, ReadOnlySpan<double> x, Span<double> y, int batch, int inputs, int outputs)
    {
        for (int b = 0; b < batch; b++)
        {
            for (int o = 0; o < outputs; o++)
            {
                double sum = layer[outputs * inputs + o];
                for (int i = 0; i < inputs; i++)
                {
                    sum += layer[o * inputs + i] * x[b * inputs + i];
                }

                y[b * outputs + o] = sum;
            }
        }
    }

    private static void Activate(Span<double> y)
    {
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = Math.Tanh(y[i]);
        }
    }
}
