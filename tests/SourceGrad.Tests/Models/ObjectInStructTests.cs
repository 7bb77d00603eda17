namespace SourceGrad.Tests.Models;

public sealed class Medium
{
    public double Density { get; init; } = 2;
}

public struct Sample
{
    public Medium Medium;
    public double X;
    public object? Tag;
    public double Y;
}

/// <summary>A struct parameter with references among its numbers: they have no derivative, and the numbers keep theirs.</summary>
public static partial class ObjectsInStructs
{
    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Weighted(Sample s, double k) => s.X * s.X * s.Y * s.Medium.Density * k;
}

public sealed class ObjectInStructTests
{
    private static readonly Sample s_sample = new() { Medium = new Medium { Density = 3 }, X = 2, Tag = "tag", Y = 5 };

    [Fact]
    public void TheGradientIsOfTheNumbers()
    {
        double value = ObjectsInStructs.WeightedValueAndGradient(s_sample, 7, out Sample s, out double k);
        Assert.Equal(ObjectsInStructs.Weighted(s_sample, 7), value);
        Assert.Equal((2.0 * 2 * 5 * 3 * 7, 2.0 * 2 * 3 * 7, 2.0 * 2 * 5 * 3), (s.X, s.Y, k));
        Assert.Null(s.Medium);
        Assert.Null(s.Tag);
    }

    [Fact]
    public void TheVectorJacobianProductAddsToTheNumbers()
    {
        Sample s = new() { X = 1, Y = 1 };
        double k = 1;
        ObjectsInStructs.WeightedVjp(s_sample, 7, 1, ref s, ref k);
        Assert.Equal((1 + 2.0 * 2 * 5 * 3 * 7, 1 + 2.0 * 2 * 3 * 7, 1 + 2.0 * 2 * 5 * 3), (s.X, s.Y, k));
    }
}
