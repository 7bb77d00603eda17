using SourceGrad;

namespace DigitClassifier;

/// <summary>A network with three hidden layers of sigmoids: the loss below is all that there is to write by hand.</summary>
internal static partial class Network
{
    /// <summary>The number of digits to tell apart.</summary>
    public const int Classes = 10;

    /// <summary>How badly the network is surprised by one image: minus the logarithm of the probability it gives to the label.</summary>
    /// <param name="parameters">Layer by layer, neuron by neuron: a weight for each input and then the bias.</param>
    /// <param name="pixels">The image, each pixel from 0 to 1.</param>
    /// <param name="label">The digit that the image shows.</param>
    /// <param name="first">The number of neurons in the first hidden layer.</param>
    /// <param name="second">The number of neurons in the second hidden layer.</param>
    /// <param name="third">The number of neurons in the third hidden layer.</param>
    [Differentiable(nameof(parameters), Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Loss(
        ReadOnlySpan<double> parameters, ReadOnlySpan<double> pixels, int label, int first, int second, int third)
    {
        int inputs = pixels.Length;
        ReadOnlySpan<double> firstLayer = parameters.Slice(0, first * (inputs + 1));
        ReadOnlySpan<double> secondLayer = parameters.Slice(firstLayer.Length, second * (first + 1));
        ReadOnlySpan<double> thirdLayer = parameters.Slice(firstLayer.Length + secondLayer.Length, third * (second + 1));
        ReadOnlySpan<double> lastLayer = parameters.Slice(
            firstLayer.Length + secondLayer.Length + thirdLayer.Length, Classes * (third + 1));

        Span<double> a = stackalloc double[first];
        for (int j = 0; j < first; j++)
        {
            ReadOnlySpan<double> weights = firstLayer.Slice(j * (inputs + 1), inputs + 1);
            double sum = weights[inputs];
            for (int i = 0; i < inputs; i++)
            {
                sum += weights[i] * pixels[i];
            }

            a[j] = Sigmoid(sum);
        }

        Span<double> b = stackalloc double[second];
        for (int j = 0; j < second; j++)
        {
            ReadOnlySpan<double> weights = secondLayer.Slice(j * (first + 1), first + 1);
            double sum = weights[first];
            for (int i = 0; i < first; i++)
            {
                sum += weights[i] * a[i];
            }

            b[j] = Sigmoid(sum);
        }

        Span<double> c = stackalloc double[third];
        for (int j = 0; j < third; j++)
        {
            ReadOnlySpan<double> weights = thirdLayer.Slice(j * (second + 1), second + 1);
            double sum = weights[second];
            for (int i = 0; i < second; i++)
            {
                sum += weights[i] * b[i];
            }

            c[j] = Sigmoid(sum);
        }

        Span<double> scores = stackalloc double[Classes];
        double largest = double.NegativeInfinity;
        for (int j = 0; j < Classes; j++)
        {
            ReadOnlySpan<double> weights = lastLayer.Slice(j * (third + 1), third + 1);
            double sum = weights[third];
            for (int i = 0; i < third; i++)
            {
                sum += weights[i] * c[i];
            }

            scores[j] = sum;
            largest = Math.Max(largest, sum);
        }

        // log(sum of exp(score)), with the largest score taken out so that no exponential overflows.
        double total = 0;
        for (int j = 0; j < Classes; j++)
        {
            total += Math.Exp(scores[j] - largest);
        }

        return largest + Math.Log(total) - scores[label];
    }

    /// <summary>The digit that the network finds most probable, which is the one it would be least surprised by.</summary>
    public static int Predict(ReadOnlySpan<double> parameters, ReadOnlySpan<double> pixels, HiddenLayers hidden)
    {
        int best = 0;
        double smallest = double.PositiveInfinity;
        for (int digit = 0; digit < Classes; digit++)
        {
            double loss = Loss(parameters, pixels, digit, hidden.First, hidden.Second, hidden.Third);
            if (loss < smallest)
            {
                (best, smallest) = (digit, loss);
            }
        }

        return best;
    }

    /// <summary>Random weights that keep the spread of the values from layer to layer (Xavier's rule), and zero biases.</summary>
    public static double[] CreateParameters(HiddenLayers hidden, Random random)
    {
        int[] sizes = [Digit.Pixels, hidden.First, hidden.Second, hidden.Third, Classes];
        List<double> parameters = [];
        foreach ((int inputs, int outputs) in sizes.Zip(sizes.Skip(1)))
        {
            // The sigmoid's slope is at most a quarter, so its weights are four times as wide as a linear layer's.
            double width = 4 * Math.Sqrt(6.0 / (inputs + outputs));
            for (int neuron = 0; neuron < outputs; neuron++)
            {
                for (int input = 0; input < inputs; input++)
                {
                    parameters.Add((2 * random.NextDouble() - 1) * width);
                }

                parameters.Add(0);
            }
        }

        return [.. parameters];
    }

    private static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));
}
