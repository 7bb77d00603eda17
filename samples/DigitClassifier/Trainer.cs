namespace DigitClassifier;

/// <summary>Mini-batch gradient descent with momentum.</summary>
internal sealed class Trainer
{
    private const double Momentum = 0.9;

    private readonly Options _options;
    private readonly DigitData _data;
    private readonly Random _random;
    private readonly Mlp _model;
    private readonly Mlp.Gradient _gradient;
    private readonly Mlp.Gradient _velocity;

    public Trainer(Options options, DigitData data, Random random)
    {
        _options = options;
        _data = data;
        _random = random;
        _model = new Mlp(options.Hidden, random);
        _gradient = _model.CreateGradient();
        _velocity = _model.CreateGradient();
    }

    /// <summary>The number of weights and biases.</summary>
    public int ParameterCount => _model.ParameterCount;

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
    public int Predict(Digit digit) => _model.Predict(digit.Image);

    private double Step(Digit[] batch)
    {
        double loss = 0;
        _gradient.Clear();
        foreach (Digit digit in batch)
        {
            // Adds the gradient of this image's share of the mean loss; the generator wrote LossVjp.
            loss += _model.LossVjp(digit.Image, digit.Label, 1.0 / batch.Length, _gradient);
        }

        _velocity.Multiply(Momentum);
        _velocity.AddScaled(_gradient, -_options.Rate);
        _model.AddScaled(_velocity, 1);
        return loss;
    }

    private double TestAccuracy() => (double)_data.Test.Count(digit => Predict(digit) == digit.Label) / _data.Test.Length;
}
