using SourceGrad;

namespace DigitClassifier;

/// <summary>A network with three hidden layers of sigmoids: the loss below is all that there is to write by hand.</summary>
internal sealed partial class Mlp
{
    /// <summary>The number of digits to tell apart.</summary>
    public const int Classes = 10;

    private readonly Layer _first;
    private readonly Layer _second;
    private readonly Layer _third;
    private readonly Layer _last;

    /// <param name="hidden">The sizes of the hidden layers.</param>
    /// <param name="random">Where the weights come from.</param>
    public Mlp(HiddenLayers hidden, Random random)
    {
        _first = new Layer(Digit.Pixels, hidden.First);
        _second = new Layer(hidden.First, hidden.Second);
        _third = new Layer(hidden.Second, hidden.Third);
        _last = new Layer(hidden.Third, Classes);
        foreach (Layer layer in new[] { _first, _second, _third, _last })
        {
            layer.Randomize(random);
        }
    }

    /// <summary>How badly the network is surprised by one image: minus the logarithm of the probability it gives to the label.</summary>
    /// <param name="pixels">The image, each pixel from 0 to 1.</param>
    /// <param name="label">The digit that the image shows.</param>
    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public double Loss([NoGradient] ReadOnlySpan<double> pixels, int label)
    {
        Span<double> a = stackalloc double[_first.Biases.Length];
        _first.Apply(pixels, a);
        Squash(a);

        Span<double> b = stackalloc double[_second.Biases.Length];
        _second.Apply(a, b);
        Squash(b);

        Span<double> c = stackalloc double[_third.Biases.Length];
        _third.Apply(b, c);
        Squash(c);

        Span<double> scores = stackalloc double[Classes];
        _last.Apply(c, scores);

        // log(sum of exp(score)), with the largest score taken out so that no exponential overflows.
        double largest = double.NegativeInfinity;
        foreach (double score in scores)
        {
            largest = Math.Max(largest, score);
        }

        double total = 0;
        foreach (double score in scores)
        {
            total += Math.Exp(score - largest);
        }

        return largest + Math.Log(total) - scores[label];
    }

    /// <summary>The digit that the network finds most probable, which is the one it would be least surprised by.</summary>
    public int Predict(ReadOnlySpan<double> pixels)
    {
        int best = 0;
        double smallest = double.PositiveInfinity;
        for (int digit = 0; digit < Classes; digit++)
        {
            double loss = Loss(pixels, digit);
            if (loss < smallest)
            {
                (best, smallest) = (digit, loss);
            }
        }

        return best;
    }

    private static void Squash(Span<double> sums)
    {
        for (int j = 0; j < sums.Length; j++)
        {
            sums[j] = 1 / (1 + Math.Exp(-sums[j]));
        }
    }
}
