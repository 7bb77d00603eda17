using System.Runtime.InteropServices;
using SourceGrad.Tests.Models;

namespace SourceGrad.Tests.Routines;

/// <summary>The gradients of published routines, which differ from ordinary code by the attribute alone.</summary>
public sealed class RoutineTests
{
    [Theory]
    [InlineData(OptionKind.Call, 110)]
    [InlineData(OptionKind.Put, 110)]
    [InlineData(OptionKind.Call, 80)]
    public void OptionPrice(OptionKind kind, double strike)
    {
        double F(double[] p) => BlackScholesMerton.Price(new(kind, p[0], p[1]), new(p[2], p[3], p[4], p[5]));
        double[] at = [strike, 1.3, 100, 0.03, 0.015, 0.25];

        double value = BlackScholesMerton.PriceValueAndGradient(
            new(kind, at[0], at[1]), new(at[2], at[3], at[4], at[5]), out EuropeanOption option, out Market market);

        Assert.Equal(F(at), value, 1e-11);
        Differences.AssertGradient(F, at, [option.Strike, option.Expiry, market.Spot, market.Rate, market.Yield, market.Volatility]);
    }

    [Fact]
    public void ImpliedVolatility()
    {
        double F(double[] p) => BlackScholesMerton.ImpliedVolatility(p[0], new(OptionKind.Call, p[1], p[2]), p[3], p[4], p[5]);
        double[] at = [11, 105, 1.3, 100, 0.03, 0.015];

        double value = BlackScholesMerton.ImpliedVolatilityValueAndGradient(
            at[0], new(OptionKind.Call, at[1], at[2]), at[3], at[4], at[5],
            out double price, out EuropeanOption option, out double spot, out double rate, out double yield);

        Assert.Equal(F(at), value, 1e-12);
        double[] actual = [price, option.Strike, option.Expiry, spot, rate, yield];
        Differences.AssertGradient(Local(F, at), new double[6], [.. actual.Select(g => 0.05 * g)]);
    }

    [Fact]
    public void ImpliedYield()
    {
        double F(double[] p) => BlackScholesMerton.ImpliedYield(p[0], p[1], p[2], p[3], p[4], p[5]);
        double[] at = [9, 12, 100, 105, 0.03, 1.5];

        (double call, double put, double spot, double strike, double rate, double expiry) =
            BlackScholesMerton.ImpliedYieldGradient(at[0], at[1], at[2], at[3], at[4], at[5]);

        Differences.AssertGradient(F, at, [call, put, spot, strike, rate, expiry]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(0)]
    public void CameraCost(double angle)
    {
        Point3[] points = [new(0.2, -0.1, 0.3), new(-0.4, 0.5, 0.1), new(0.6, 0.3, -0.2), new(-0.1, -0.6, -9)];
        Observation[] observations =
        [
            new(0, new(2.1, 1.2), 1), new(1, new(1.6, 1.9), 0.5), new(2, new(2.4, 1.5), 1), new(0, new(2, 1.3), 2), new(3, new(2, 1), 1),
        ];
        static Lens ToLens(double[] p) => MemoryMarshal.Cast<double, Lens>(p.AsSpan(0, 9))[0];
        static Pose ToPose(double[] p) => MemoryMarshal.Cast<double, Pose>(p.AsSpan(9, 6))[0];
        static Point3[] ToPoints(double[] p) => MemoryMarshal.Cast<double, Point3>(p.AsSpan(15)).ToArray();
        double F(double[] p) => PinholeCamera.Cost(ToLens(p), ToPose(p), ToPoints(p), observations);
        double[] at =
        [
            1.5, 1.4, 2, 1.4, 0.05, -0.02, 0.01, 0.003, -0.004, 0.3 * angle, -0.2 * angle, 0.4 * angle, 0.1, -0.2, 3,
            .. MemoryMarshal.Cast<Point3, double>(points),
        ];

        Point3[] pointsGradient = new Point3[points.Length];
        double value = PinholeCamera.CostValueAndGradient(
            ToLens(at), ToPose(at), ToPoints(at), observations, out Lens lens, out Pose pose, pointsGradient);

        Assert.Equal(F(at), value, 1e-12);
        double[] actual =
        [
            .. MemoryMarshal.Cast<Lens, double>(new ReadOnlySpan<Lens>(in lens)), .. MemoryMarshal.Cast<Pose, double>(new ReadOnlySpan<Pose>(in pose)),
            .. MemoryMarshal.Cast<Point3, double>(pointsGradient),
        ];
        if (angle != 0)
        {
            Differences.AssertGradient(F, at, actual);
            return;
        }

        // At no rotation differences step over the branch: what the first order says there is the derivative of both.
        int[] rotation = [9, 10, 11];
        double[] expected = Differences.Of(F, at);
        foreach (int i in rotation)
        {
            Assert.Equal(expected[i], actual[i], 1e-7);
        }
    }

    [Fact]
    public void CameraResiduals()
    {
        Point3[] points = [new(0.2, -0.1, 0.3), new(-0.4, 0.5, 0.1)];
        Observation[] observations = [new(0, new(2.1, 1.2), 1), new(1, new(1.6, 1.9), 0.5)];
        Lens lens = new() { FocalX = 1.5, FocalY = 1.4, CenterX = 2, CenterY = 1.4, K1 = 0.05, P1 = 0.003 };
        Pose pose = new() { Rotation = new(0.3, -0.2, 0.4), Translation = new(0, 0, 3) };
        double[] residuals = new double[4];
        PinholeCamera.Residuals(lens, pose, points, observations, residuals);

        // The gradient of half the squared norm is the transposed Jacobian times the residuals.
        PinholeCamera.CostValueAndGradient(lens, pose, points, observations, out Lens expected, out Pose _, new Point3[2]);
        Lens lensGradient = default;
        Pose poseGradient = default;
        double[] written = new double[4];
        PinholeCamera.ResidualsVjp(
            lens, pose, points, observations, written, residuals, ref lensGradient, ref poseGradient, new Point3[2], new double[4]);

        Assert.Equal(residuals, written);
        Assert.Equal(expected.FocalX, lensGradient.FocalX, 1e-13);
        Assert.Equal(expected.K2, lensGradient.K2, 1e-13);
        Assert.Equal(expected.P2, lensGradient.P2, 1e-13);
    }

    [Fact]
    public void Noise()
    {
        double F(double[] p) => PerlinNoise.Noise(p[0], p[1], p[2]);
        double[][] places = [[0.3, 0.6, 0.45], [-3.4, 17.55, 2.31], [300.5, -0.42, 9.6]];
        foreach (double[] at in places)
        {
            double value = PerlinNoise.NoiseValueAndGradient(at[0], at[1], at[2], out double x, out double y, out double z);
            Assert.Equal(F(at), value, 1e-14);
            Differences.AssertGradient(Local(F, at), [0, 0, 0], [x * 0.05, y * 0.05, z * 0.05]);
        }
    }

    [Fact]
    public void FractalNoise()
    {
        double F(double[] p) => PerlinNoise.Fractal(p[0], p[1], p[2], 3, p[3], p[4]);
        double[] at = [0.3, 0.6, 0.45, 2.04, 0.55];

        PerlinNoise.FractalValueAndGradient(
            at[0], at[1], at[2], 3, at[3], at[4], out double x, out double y, out double z, out double lacunarity, out double gain);

        Differences.AssertGradient(Local(F, at), new double[5], [.. new[] { x, y, z, lacunarity, gain }.Select(g => 0.05 * g)]);
    }

    [Fact]
    public void RidgedNoise()
    {
        double F(double[] p) => PerlinNoise.Ridged(p[0], p[1], p[2], 3, p[3]);
        double[] at = [0.3, 0.6, 0.45, 0.9];

        PerlinNoise.RidgedValueAndGradient(at[0], at[1], at[2], 3, at[3], out double x, out double y, out double z, out double offset);

        Differences.AssertGradient(Local(F, at), new double[4], [.. new[] { x, y, z, offset }.Select(g => 0.05 * g)]);
    }

    [Fact]
    public void FilterLikelihood()
    {
        static KalmanFilter Create(double variance) =>
            new([1, 0.1, 0, 0.98], [1, 0, 0.3, 1], [0.2, 0.3], [0.5, 0.6]) { InitialVariance = variance };
        double[] series = [0.1, 0.3, 0.4, -0.2, 0.7, 0.5, 0.2, 0.9, -0.4, 0.1];
        double F(double[] p)
        {
            // What is init-only is a parameter too, but can be set here alone.
            KalmanFilter other = Create(p[^1]);
            other.SetParameters(p);
            return other.LogLikelihood(series);
        }

        KalmanFilter filter = Create(1.5);
        double[] at = new double[filter.ParameterCount], actual = new double[filter.ParameterCount];
        filter.CopyParametersTo(at);
        KalmanFilter.Gradient gradient = filter.CreateGradient();
        double value = filter.LogLikelihoodValueAndGradient(series, gradient);
        gradient.CopyTo(actual);

        Assert.Equal(F(at), value, 1e-12);
        Differences.AssertGradient(F, at, actual);
    }

    [Fact]
    public void PredatorsAndPrey()
    {
        Census[] censuses = [new(0.5, new(1.8, 0.6)), new(1.25, new(2.4, 0.9)), new(2, new(2.2, 1.6))];
        double F(double[] p) => LotkaVolterra.Misfit(p[0], p[1], p[2], p[3], new(p[4], p[5]), censuses, 1e-11);
        double[] at = [1.1, 0.5, 0.4, 0.6, 1.5, 0.7];

        double value = LotkaVolterra.MisfitValueAndGradient(
            at[0], at[1], at[2], at[3], new(at[4], at[5]), censuses, 1e-11,
            out double birth, out double hunt, out double growth, out double death, out Populations start);

        Assert.Equal(F(at), value, 1e-14);
        Differences.AssertGradient(F, at, [birth, hunt, growth, death, start.Prey, start.Predators]);
    }

    [Fact]
    public void VarianceCalibration()
    {
        double[] returns = [0.5, -1.2, 0.3, 0.8, -2.1, 1.4, -0.2, 0.6, 1.9, -0.7];
        double F(double[] p) => Garch.NormalLoss(new(p[0], p[1], p[2], p[3]), returns);
        double S(double[] p) => Garch.StudentLoss(new(p[0], p[1], p[2], p[3]), p[4], returns);
        double[] at = [0.1, 0.3, 0.15, 0.6];

        double value = Garch.NormalLossValueAndGradient(new(0.1, 0.3, 0.15, 0.6), returns, out GarchParameters g);
        Assert.Equal(F(at), value, 1e-13);
        Differences.AssertGradient(F, at, [g.Mean, g.Omega, g.Alpha, g.Beta]);

        at = [.. at, 5.5];
        value = Garch.StudentLossValueAndGradient(new(0.1, 0.3, 0.15, 0.6), 5.5, returns, out g, out double freedom);
        Assert.Equal(S(at), value, 1e-13);
        Differences.AssertGradient(S, at, [g.Mean, g.Omega, g.Alpha, g.Beta, freedom]);
    }

    [Fact]
    public void Bodies()
    {
        Body[] bodies =
        [
            new() { Mass = 1 },
            new() { Mass = 0.01, Position = new(1, 0, 0.1), Velocity = new(0, 6.2, 0) },
            new() { Mass = 0.02, Position = new(-1.5, 0.2, 0), Velocity = new(0.3, -5, 0.2) },
        ];
        static Body[] ToBodies(double[] p) => MemoryMarshal.Cast<double, Body>(p).ToArray();
        double[] at = [.. MemoryMarshal.Cast<Body, double>(bodies)];
        double Energy(double[] p) => NBody.Energy(ToBodies(p), 0.05);
        double Miss(double[] p) => NBody.Miss(ToBodies(p), 1, new(0.8, 0.6, 0), 0.01, 12);
        Body[] gradient = new Body[3];

        double value = NBody.EnergyValueAndGradient(bodies, 0.05, gradient);
        Assert.Equal(Energy(at), value, 1e-12);
        Differences.AssertGradient(Energy, at, MemoryMarshal.Cast<Body, double>(gradient));

        value = NBody.MissValueAndGradient(bodies, 1, new(0.8, 0.6, 0), 0.01, 12, gradient);
        Assert.Equal(Miss(at), value, 1e-12);
        Differences.AssertGradient(Miss, at, MemoryMarshal.Cast<Body, double>(gradient));
    }

    /// <summary>The function around a place, in units of which the steps of <see cref="Differences"/> stay within a cell of the lattice.</summary>
    private static Func<double[], double> Local(Func<double[], double> f, double[] at) =>
        steps => f([.. at.Zip(steps, (x, step) => x + 0.05 * step)]);
}
