namespace SourceGrad.Tests.Models;

/// <summary>Results by reference.</summary>
public static partial class References
{
    [Differentiable]
    public static void Rotate(ref double x, ref double y, double angle, out double length)
    {
        double c = Math.Cos(angle), s = Math.Sin(angle);
        length = Math.Sqrt(x * x + y * y);
        if (length == 0)
        {
            return;
        }

        (x, y) = (c * x - s * y, s * x + c * y);
        length *= angle;
    }

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double WithAuxiliary(double x, ReadOnlySpan<double> w, out double norm, ref int calls)
    {
        norm = 0;
        foreach (double v in w)
        {
            norm += v * v;
        }

        calls++;
        return norm * x;
    }
}

public sealed class ReferenceTests
{
    [Fact]
    public void VoidMethod()
    {
        double[] seed = [0.3, -2, 0.7];
        double F(double[] p)
        {
            double x = p[0], y = p[1];
            References.Rotate(ref x, ref y, p[2], out double length);
            return x * seed[0] + y * seed[1] + length * seed[2];
        }

        double[] at = [1.5, -0.5, 0.4];
        double x = at[0], y = at[1], dx = 1, dy = 0, da = 0;
        References.RotateVjp(ref x, ref y, at[2], out double length, seed[0], seed[1], seed[2], ref dx, ref dy, ref da);

        Differences.AssertGradient(F, at, [dx - 1, dy, da]);
        double expectedX = at[0], expectedY = at[1];
        References.Rotate(ref expectedX, ref expectedY, at[2], out double expectedLength);
        Assert.Equal((expectedX, expectedY, expectedLength), (x, y, length));
    }

    [Fact]
    public void OneVariableTwice()
    {
        double x = 1, dx = 0, dy = 0, da = 0;
        Assert.Throws<ArgumentException>(() => References.RotateVjp(ref x, ref x, 0.4, out _, 1, 1, 1, ref dx, ref dy, ref da));
        Assert.Equal(1, x);
    }

    [Fact]
    public void BesideAResult()
    {
        double[] w = [1, 2], gradient = new double[2];
        int calls = 4;
        double value = References.WithAuxiliaryValueAndGradient(3, w, out double norm, ref calls, out double dx, gradient);
        Assert.Equal((15.0, 5.0, 5, 5.0), (value, norm, calls, dx));
        Assert.Equal([6.0, 12.0], gradient);

        Array.Clear(gradient);
        dx = 0;
        References.WithAuxiliaryVjp(3, w, out norm, ref calls, 1, 10, ref dx, gradient);
        Assert.Equal([26.0, 52.0], gradient);
        Assert.Throws<ArgumentException>(() => References.WithAuxiliaryVjp(3, w, out w[0], ref calls, 1, 10, ref dx, gradient));
    }
}
