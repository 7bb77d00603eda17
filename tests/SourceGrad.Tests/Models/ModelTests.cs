namespace SourceGrad.Tests.Models;

/// <summary>A model as users write it: fields, properties, scratch memory of its own, settings that are not trained.</summary>
public partial class Perceptron
{
    private readonly double[] _weights;
    private readonly double[] _bias;
    private readonly double[] _output;

    [NoGradient]
    private readonly double[] _activations;

    public Perceptron(int inputs, int hidden)
    {
        Random random = new(3);
        _weights = [.. Enumerable.Range(0, inputs * hidden).Select(_ => random.NextDouble() - 0.5)];
        _bias = [.. Enumerable.Range(0, hidden).Select(_ => random.NextDouble() - 0.5)];
        _output = [.. Enumerable.Range(0, hidden).Select(_ => random.NextDouble() - 0.5)];
        _activations = new double[hidden];
    }

    public double Offset { get; set; } = 0.25;

    [NoGradient]
    public double Slope { get; set; } = 1.5;

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public double Loss([NoGradient] ReadOnlySpan<double> x, [NoGradient] double target)
    {
        double sum = Offset;
        for (int j = 0; j < _bias.Length; j++)
        {
            double z = _bias[j];
            for (int i = 0; i < x.Length; i++)
            {
                z += _weights[j * x.Length + i] * x[i];
            }

            _activations[j] = Activate(z);
            sum += _output[j] * _activations[j];
        }

        double error = sum - target;
        return error * error;
    }

    [Differentiable(nameof(Offset), nameof(x))]
    public double Shifted(double x) => Offset * x * x * Slope;

    private double Activate(double z) => Math.Tanh(Slope * z);
}

public partial class Base
{
    public double Scale { get; set; } = 2;
}

public partial class Derived : Base
{
    public double Shift = 3;

    [Differentiable]
    public double F(double x) => Scale * x + Shift * Shift;
}

public sealed partial record Quadratic(double A, double B)
{
    public double C { get; set; } = 1;

    [Differentiable]
    public double At(double x) => (A * x + B) * x + C;
}

public partial struct Line(double slope)
{
    public double Intercept;

    [Differentiable]
    public readonly double At(double x) => slope * x + Intercept;
}

public record struct Weights(double A, double B)
{
    public double Sum(double x, int rounds)
    {
        double sum = 0;
        for (int k = 0; k < rounds; k++)
        {
            sum += new Weights(A, k).A * x;
        }

        return sum + B;
    }
}

public sealed partial class Weighted
{
    public Weights Weights = new(2, 3);

    [Differentiable]
    public double Total(double[] x)
    {
        double total = 0;
        foreach (double value in x)
        {
            total += Weights.Sum(value, 3);
        }

        return total;
    }
}

public sealed class ModelTests
{
    private static readonly double[] s_x = [0.3, -0.7, 1.1];

    [Fact]
    public void GradientWithRespectToFields()
    {
        Perceptron model = new(3, 4);
        double[] parameters = new double[model.ParameterCount];
        model.CopyParametersTo(parameters);
        Assert.Equal(12 + 4 + 4 + 1, model.ParameterCount);
        double F(double[] p)
        {
            Perceptron other = new(3, 4);
            other.SetParameters(p);
            return other.Loss(s_x, 0.4);
        }

        Perceptron.Gradient gradient = model.CreateGradient();
        double value = model.LossValueAndGradient(s_x, 0.4, gradient);

        Assert.Equal(model.Loss(s_x, 0.4), value, 1e-14);
        double[] flat = new double[gradient.Length];
        gradient.CopyTo(flat);
        Differences.AssertGradient(F, parameters, flat);

        // The Vjp adds.
        model.LossVjp(s_x, 0.4, -1, gradient);
        gradient.CopyTo(flat);
        Assert.All(flat, g => Assert.Equal(0, g, 1e-14));
    }

    [Fact]
    public void StepsDownhill()
    {
        Perceptron model = new(3, 4);
        Perceptron.Gradient gradient = model.CreateGradient(), total = model.CreateGradient();
        double first = model.Loss(s_x, 0.4);
        for (int step = 0; step < 50; step++)
        {
            model.LossValueAndGradient(s_x, 0.4, gradient);
            total.Clear();
            total.AddScaled(gradient, 0.5);
            model.AddScaled(total, -0.05);
        }

        Assert.True(model.Loss(s_x, 0.4) < first / 100);
    }

    [Fact]
    public void ChosenFieldsAndParameters()
    {
        Perceptron model = new(1, 1);
        Perceptron.Gradient gradient = model.CreateGradient();
        double value = model.ShiftedValueAndGradient(2, out double x, gradient);
        Assert.Equal(0.25 * 4 * 1.5, value);
        Assert.Equal(0.25 * 2 * 2 * 1.5, x);
        Assert.Equal(4 * 1.5, gradient.Offset);
    }

    [Fact]
    public void InheritedMembers()
    {
        Derived model = new();
        Derived.Gradient gradient = model.CreateGradient();
        model.FValueAndGradient(5, out double x, gradient);
        Assert.Equal((2.0, 5.0, 6.0), (x, gradient.Scale, gradient.Shift));
    }

    [Fact]
    public void RecordsAndStructs()
    {
        Quadratic model = new(1, 2);
        Quadratic.Gradient gradient = model.CreateGradient();
        model.AtValueAndGradient(3, out double x, gradient);
        Assert.Equal((8.0, 9.0, 3.0, 1.0), (x, gradient.A, gradient.B, gradient.C));

        Line line = new(2) { Intercept = 1 };
        Line.Gradient other = line.CreateGradient();
        Assert.Equal(7, line.AtValueAndGradient(3, out x, other));
        Assert.Equal((2.0, 3.0, 1.0), (x, other.slope, other.Intercept));
    }

    /// <summary>A property that is an argument is read: the loops around it do not change the field.</summary>
    [Fact]
    public void MemberOfAFieldInALoop()
    {
        Weighted model = new();
        Weighted.Gradient gradient = model.CreateGradient();
        double[] x = new double[2];
        Assert.Equal(12, model.TotalValueAndGradient([0.5, 0.5], x, gradient));
        Assert.Equal([6.0, 6.0], x);
        Assert.Equal((3.0, 2.0), (gradient.Weights.A, gradient.Weights.B));
    }

    [Fact]
    public void WrongShape()
    {
        Perceptron small = new(3, 2), large = new(3, 4);
        Assert.Throws<ArgumentException>(() => large.LossValueAndGradient(s_x, 0.4, small.CreateGradient()));
        Assert.Throws<ArgumentNullException>(() => large.LossValueAndGradient(s_x, 0.4, null!));
        Assert.Throws<ArgumentException>(() => large.SetParameters(new double[3]));
    }
}
