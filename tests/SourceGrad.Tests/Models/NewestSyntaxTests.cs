namespace SourceGrad.Tests.Models;

/// <summary>Members of extension blocks, which the conformance table's compiler does not know yet.</summary>
public static class Extensions
{
    extension(double x)
    {
        public double Squared => x * x;

        public double Cubed()
        {
            x *= x * x;
            return x;
        }

        public static double Half(double y) => y / 2;
    }

    extension(double[] values)
    {
        public double Total()
        {
            double sum = 0;
            foreach (double value in values)
            {
                sum += value * value;
            }

            return sum;
        }
    }

    extension(ref Movable point)
    {
        public void Scale(double factor) => point.X *= factor;
    }
}

public struct Movable
{
    public double X;
}

/// <summary>A property with code over storage that only it sees.</summary>
public sealed class Clamped
{
    public double Low { get => field * 2; set => field = value * value; }

    public double High { get; set => field = value + 1; } = 3;
}

/// <summary>Operators that change the object they are called on.</summary>
public sealed class Accumulator
{
    public double Sum { get; private set; }

    public void operator +=(double x) => Sum += x * x;

    public void operator ++() => Sum *= 2;
}

public static partial class NewestSyntax
{
    [Differentiable]
    public static double Extended(double x, double y) => x.Squared * y.Cubed() + double.Half(x * y) + y;

    [Differentiable]
    public static double ExtendedBuffer(ReadOnlySpan<double> x)
    {
        Movable point = new() { X = x.ToArray().Total() };
        point.Scale(x[0]);
        return point.X;
    }

    [Differentiable]
    public static double Stored(double x, double y)
    {
        Clamped clamped = new() { Low = x };
        clamped.Low += y;
        for (int i = 0; i < 3; i++)
        {
            clamped.High *= y;
        }

        return clamped.Low * clamped.High;
    }

    [Differentiable]
    public static double Accumulated(double x, double y)
    {
        Accumulator sum = new();
        for (int i = 0; i < 3; i++)
        {
            sum += x * i;
            sum++;
        }

        sum += y;
        return sum.Sum;
    }
}

public sealed class NewestSyntaxTests
{
    [Theory]
    [InlineData("extension members")]
    [InlineData("property over field")]
    [InlineData("operators in place")]
    public void Differentiates(string name)
    {
        (Func<double[], double> f, double[] gradient) = name switch
        {
            "extension members" => ((Func<double[], double>)(v => NewestSyntax.Extended(v[0], v[1])), Both(NewestSyntax.ExtendedGradient(1.5, 0.7))),
            "property over field" => (v => NewestSyntax.Stored(v[0], v[1]), Both(NewestSyntax.StoredGradient(1.5, 0.7))),
            _ => (v => NewestSyntax.Accumulated(v[0], v[1]), Both(NewestSyntax.AccumulatedGradient(1.5, 0.7))),
        };
        Differences.AssertGradient(f, [1.5, 0.7], gradient);
    }

    [Fact]
    public void AnExtensionOfAnArraySeesTheArray()
    {
        double[] x = [1.5, 0.7, -2], gradient = new double[3];
        double value = NewestSyntax.ExtendedBufferValueAndGradient(x, gradient);
        Assert.Equal(NewestSyntax.ExtendedBuffer(x), value);
        Differences.AssertGradient(v => NewestSyntax.ExtendedBuffer(v), x, gradient);
    }

    private static double[] Both((double X, double Y) gradient) => [gradient.X, gradient.Y];
}
