namespace DigitClassifier;

/// <summary>Mini-batch gradient descent with momentum.</summary>
internal sealed class Trainer
{
    private const double Momentum = 0.9;

    private readonly Options _options;
    private readonly DigitData _data;
    private readonly Random _random;
    private readonly double[] _gradient;
    private readonly double[] _velocity;

    public Trainer(Options options, DigitData data, Random random)
    {
        _options = options;
        _data = data;
        _random = random;
        Parameters = Network.CreateParameters(options.Hidden, random);
        _gradient = new double[Parameters.Length];
        _velocity = new double[Parameters.Length];
    }

    /// <summary>The weights and biases as they are now.</summary>
    public double[] Parameters { get; }

    /// <summary>Shows the network every training image once, and then tests it.</summary>
    public Epoch Run(int number)
    {
        _random.Shuffle(_data.Training);
        double loss = 0;
        foreach (Digit[] batch in _data.Training.Chunk(_options.Batch))
        {
            loss += Step(batch);
        }

        return new Epoch(number, loss / _data.Training.Length, TestAccuracy());
    }

    /// <summary>The digit that the network reads in an image.</summary>
    public int Predict(Digit digit) => Network.Predict(Parameters, digit.Image, _options.Hidden);

    private double Step(Digit[] batch)
    {
        (int first, int second, int third) = _options.Hidden;
        double loss = 0;
        Array.Clear(_gradient);
        foreach (Digit digit in batch)
        {
            // Adds the gradient of this image's share of the mean loss; the generator wrote LossVjp.
            loss += Network.LossVjp(Parameters, digit.Image, digit.Label, first, second, third, 1.0 / batch.Length, _gradient);
        }

        for (int i = 0; i < Parameters.Length; i++)
        {
            _velocity[i] = Momentum * _velocity[i] - _options.Rate * _gradient[i];
            Parameters[i] += _velocity[i];
        }

        return loss;
    }

    private double TestAccuracy() => (double)_data.Test.Count(digit => Predict(digit) == digit.Label) / _data.Test.Length;
}
