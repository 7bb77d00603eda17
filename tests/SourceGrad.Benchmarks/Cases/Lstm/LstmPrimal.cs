namespace SourceGrad.Benchmarks.Cases.Lstm;

internal static partial class LstmPrimal
{
    /// <summary>
    /// The loss of a diagonal LSTM that predicts a sequence of characters, as ADBench defines it. A layer's parameters are four weights
    /// and then four biases for each unit; the extra parameters scale the input, and scale and shift the output.
    /// </summary>
    [Differentiable(nameof(parameters), nameof(extra))]
    public static double Loss(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> extra, ReadOnlySpan<double> initial, ReadOnlySpan<double> sequence, int layers)
    {
        int d = extra.Length / 3;
        int characters = sequence.Length / d;
        double[] hidden = new double[layers * d];
        double[] cell = new double[layers * d];
        for (int layer = 0; layer < layers; layer++)
        {
            for (int i = 0; i < d; i++)
            {
                hidden[layer * d + i] = initial[2 * layer * d + i];
                cell[layer * d + i] = initial[(2 * layer + 1) * d + i];
            }
        }

        double[] input = new double[d];
        double[] prediction = new double[d];
        double total = 0;
        for (int t = 0; t < characters - 1; t++)
        {
            for (int i = 0; i < d; i++)
            {
                input[i] = sequence[t * d + i] * extra[i];
            }

            for (int layer = 0; layer < layers; layer++)
            {
                int weights = layer * 8 * d;
                int biases = weights + 4 * d;
                for (int i = 0; i < d; i++)
                {
                    double before = hidden[layer * d + i];
                    double forget = Sigmoid(input[i] * parameters[weights + i] + parameters[biases + i]);
                    double ingate = Sigmoid(before * parameters[weights + d + i] + parameters[biases + d + i]);
                    double outgate = Sigmoid(input[i] * parameters[weights + 2 * d + i] + parameters[biases + 2 * d + i]);
                    double change = Math.Tanh(before * parameters[weights + 3 * d + i] + parameters[biases + 3 * d + i]);
                    double state = cell[layer * d + i] * forget + ingate * change;
                    double output = outgate * Math.Tanh(state);
                    cell[layer * d + i] = state;
                    hidden[layer * d + i] = output;
                    input[i] = output;
                }
            }

            double sum = 2;
            for (int i = 0; i < d; i++)
            {
                prediction[i] = input[i] * extra[d + i] + extra[2 * d + i];
                sum += Math.Exp(prediction[i]);
            }

            double normalization = Math.Log(sum);
            for (int i = 0; i < d; i++)
            {
                total += sequence[(t + 1) * d + i] * (prediction[i] - normalization);
            }
        }

        return -total / (d * (characters - 1));
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
