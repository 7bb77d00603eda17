namespace DigitClassifier;

/// <summary>A layer of neurons: each sums its weighted inputs and its bias.</summary>
/// <param name="inputs">The number of inputs of each neuron.</param>
/// <param name="neurons">The number of neurons.</param>
internal sealed class Layer(int inputs, int neurons)
{
    /// <summary>Neuron by neuron, a weight for each input.</summary>
    public readonly double[] Weights = new double[neurons * inputs];

    /// <summary>One for each neuron.</summary>
    public readonly double[] Biases = new double[neurons];

    /// <summary>The sums of all neurons.</summary>
    public void Apply(ReadOnlySpan<double> x, Span<double> sums)
    {
        for (int j = 0; j < sums.Length; j++)
        {
            ReadOnlySpan<double> weights = Weights.AsSpan(j * x.Length, x.Length);
            double sum = Biases[j];
            for (int i = 0; i < x.Length; i++)
            {
                sum += weights[i] * x[i];
            }

            sums[j] = sum;
        }
    }

    /// <summary>Random weights that keep the spread of the values from layer to layer (Xavier's rule); the biases stay zero.</summary>
    public void Randomize(Random random)
    {
        // The sigmoid's slope is at most a quarter, so its weights are four times as wide as a linear layer's.
        double width = 4 * Math.Sqrt(6.0 / (inputs + neurons));
        for (int i = 0; i < Weights.Length; i++)
        {
            Weights[i] = (2 * random.NextDouble() - 1) * width;
        }
    }
}
