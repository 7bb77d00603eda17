using System.Numerics;

namespace SourceGrad.Tests.Models;

public struct Ball
{
    public Vector3 Position;
    public Vector3 Velocity;
    public float Mass;
}

/// <summary>The vector types of the framework as parameters, by value and by <c>in</c>, as elements of spans, and in a model.</summary>
public static partial class VectorParameters
{
    public static readonly Vector3 Gravity = new(0, -9.81f, 0.5f);

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static float Volume(Vector3 a, in Vector3 b, Vector3 c) => Vector3.Dot(Vector3.Cross(a, b), c);

    [Differentiable(nameof(b))]
    public static float Distance(Vector2 a, Vector2 b) => Vector2.Distance(a, b);

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static float Spread(ReadOnlySpan<Vector3> points, Vector3 center)
    {
        float sum = 0;
        for (int i = 0; i < points.Length; i++)
        {
            sum += Vector3.DistanceSquared(points[i], center);
        }

        return sum;
    }

    [Differentiable]
    public static void Fall(Span<Ball> balls, float dt)
    {
        for (int i = 0; i < balls.Length; i++)
        {
            balls[i].Velocity += dt * Gravity / balls[i].Mass;
            balls[i].Position += dt * balls[i].Velocity;
        }
    }

    [Differentiable]
    public static float Place(Vector4 v, Matrix4x4 m, in Quaternion q, Plane p) =>
        Vector4.Transform(v, m).W + 2 * q.W * q.X + Plane.DotCoordinate(p, new Vector3(v.X, v.Y, v.Z));

    [Differentiable]
    public static float Flat(Matrix3x2 m, Vector2 v) => Vector2.Transform(v, m).X;

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Response(Complex z, in Complex w) => Complex.Abs(Complex.Exp(z) * w - z / w) + (Complex.Sqrt(w) * z).Imaginary;

    [Differentiable(Derivatives = DerivativeKinds.Gradient | DerivativeKinds.Vjp)]
    public static double Power(ReadOnlySpan<Complex> signal, Complex shift)
    {
        double sum = 0;
        for (int i = 0; i < signal.Length; i++)
        {
            Complex z = signal[i] * Complex.Exp(shift * i);
            sum += (z * z * Complex.Conjugate(z)).Real;
        }

        return sum;
    }

    [Differentiable]
    public static void Rotate(Span<Complex> signal, double angle)
    {
        for (int i = 0; i < signal.Length; i++)
        {
            signal[i] *= Complex.FromPolarCoordinates(1, angle * i);
        }
    }
}

public partial class Light
{
    public Vector3 Direction = new(1, 2, -2);

    public float Brightness = 0.5f;

    [NoGradient]
    private readonly Vector3[] _offsets = [new(1, 0, 2)];

    public Quaternion Turn { get; set; } = Quaternion.Identity;

    [Differentiable]
    public float Turned(Vector3 v) => Vector3.Transform(v + _offsets[0], Turn).X;

    [Differentiable]
    public float Shade(Vector3 normal) => Brightness * Vector3.Dot(Vector3.Normalize(Direction), normal);
}

public sealed class VectorParameterTests
{
    private static readonly Complex[] s_signal = [new(1, 0.5), new(-0.25, 2), new(0.75, -1)];

    private static double[] Flat(params ReadOnlySpan<Complex> z)
    {
        double[] flat = new double[2 * z.Length];
        for (int i = 0; i < z.Length; i++)
        {
            (flat[2 * i], flat[(2 * i) + 1]) = (z[i].Real, z[i].Imaginary);
        }

        return flat;
    }

    private static Complex[] Unflat(double[] x) => [.. Enumerable.Range(0, x.Length / 2).Select(i => new Complex(x[2 * i], x[(2 * i) + 1]))];

    [Fact]
    public void Vectors()
    {
        Vector3 a = new(1, 2, 3), b = new(-1, 0.5f, 2), c = new(2, 0, 1);
        (Vector3 byA, Vector3 byB, Vector3 byC) = VectorParameters.VolumeGradient(a, b, c);
        Assert.Equal((Vector3.Cross(b, c), Vector3.Cross(c, a), Vector3.Cross(a, b)), (byA, byB, byC));

        Vector3 added = Vector3.One, other = default, third = default;
        VectorParameters.VolumeVjp(a, b, c, 2, ref added, ref other, ref third);
        Assert.Equal(Vector3.One + (2 * byA), added);
        Assert.Equal(new Vector2(0.6f, 0.8f), VectorParameters.DistanceGradient(new Vector2(1, 1), new Vector2(4, 5)));
    }

    [Fact]
    public void SpansOfVectors()
    {
        Vector3[] points = [new(1, 2, 3), new(-1, 0.5f, 2), new(2, 0, 1)], gradient = new Vector3[3];
        Vector3 center = new(0.5f, 1, -1);
        gradient[1] = new Vector3(float.NaN);
        float value = VectorParameters.SpreadValueAndGradient(points, center, gradient, out Vector3 byCenter);

        Assert.Equal(points.Sum(p => Vector3.DistanceSquared(p, center)), value, 1e-4f);
        Assert.Equal(points.Select(p => 2 * (p - center)), gradient);
        Assert.Equal(-2 * (points[0] + points[1] + points[2] - (3 * center)), byCenter);
        Assert.Throws<ArgumentException>(() => VectorParameters.SpreadValueAndGradient(points, center, new Vector3[2], out _));
    }

    [Fact]
    public void StructsOfVectorsInPlace()
    {
        Ball[] balls = [new() { Position = new(1, 2, 3), Velocity = new(0, 1, 0), Mass = 2 }], copy = [.. balls], gradient = new Ball[1];
        Ball[] seeds = [new() { Position = new(1, 10, 100), Velocity = new(0.5f, 0, 2) }];
        float dt = 0;
        VectorParameters.FallVjp(copy, 0.5f, seeds, gradient, ref dt);
        VectorParameters.Fall(balls, 0.5f);

        Assert.Equal(balls, copy);
        Vector3 velocity = seeds[0].Velocity + (0.5f * seeds[0].Position);
        Assert.Equal(seeds[0].Position, gradient[0].Position);
        Assert.Equal(velocity, gradient[0].Velocity);
        Assert.Equal(-Vector3.Dot(velocity, VectorParameters.Gravity) * 0.5f / 4, gradient[0].Mass, 1e-4f);
        Assert.Equal(Vector3.Dot(seeds[0].Position, balls[0].Velocity) + (Vector3.Dot(velocity, VectorParameters.Gravity) / 2), dt, 1e-3f);
    }

    [Fact]
    public void MatricesQuaternionsAndPlanes()
    {
        Vector4 v = new(1, 2, 3, 4);
        Matrix4x4 m = Matrix4x4.CreatePerspective(1, 1, 1, 3);
        (Vector4 byV, Matrix4x4 byM, Quaternion byQ, Plane byP) = VectorParameters.PlaceGradient(v, m, new Quaternion(1, 2, 3, 4), new Plane(1, 2, 3, 4));

        Assert.Equal(new Vector4(1, 2, 2, 0), byV);
        Assert.Equal(new Matrix4x4(0, 0, 0, 1, 0, 0, 0, 2, 0, 0, 0, 3, 0, 0, 0, 4), byM);
        Assert.Equal(new Quaternion(8, 0, 0, 2), byQ);
        Assert.Equal(new Plane(1, 2, 3, 1), byP);
        Assert.Equal((new Matrix3x2(3, 0, 4, 0, 1, 0), new Vector2(1, 3)), VectorParameters.FlatGradient(new Matrix3x2(1, 2, 3, 4, 5, 6), new Vector2(3, 4)));
    }

    [Fact]
    public void ComplexNumbers()
    {
        double F(double[] x) => VectorParameters.Response(new Complex(x[0], x[1]), new Complex(x[2], x[3]));
        Complex z = new(0.5, -0.75), w = new(-1.25, 0.5);
        (Complex byZ, Complex byW) = VectorParameters.ResponseGradient(z, w);
        Differences.AssertGradient(F, Flat(z, w), Flat(byZ, byW));

        Complex added = 1, other = default;
        VectorParameters.ResponseVjp(z, w, -2, ref added, ref other);
        Differences.AssertGradient(x => -2 * F(x), Flat(z, w), Flat(added - 1, other));
    }

    [Fact]
    public void SpansOfComplexNumbers()
    {
        Complex shift = new(-0.25, 0.5);
        Complex[] gradient = [Complex.NaN, Complex.NaN, Complex.NaN];
        double value = VectorParameters.PowerValueAndGradient(s_signal, shift, gradient, out Complex byShift);

        Assert.Equal(VectorParameters.Power(s_signal, shift), value, 1e-12);
        Differences.AssertGradient(x => VectorParameters.Power(Unflat(x)[..3], Unflat(x)[3]), Flat([.. s_signal, shift]), Flat([.. gradient, byShift]));
    }

    [Fact]
    public void ComplexNumbersInPlace()
    {
        Complex[] seeds = [new(1, 2), new(-1, 0.5), new(0.25, 3)], copy = [.. s_signal], gradient = new Complex[3];
        double angle = 0;
        VectorParameters.RotateVjp(copy, 0.75, seeds, gradient, ref angle);
        double F(double[] x)
        {
            Complex[] z = Unflat(x[..6]);
            VectorParameters.Rotate(z, x[6]);
            return Flat(z).Zip(Flat(seeds), (a, b) => a * b).Sum();
        }

        Differences.AssertGradient(F, [.. Flat(s_signal), 0.75], [.. Flat(gradient), angle]);
        Complex[] expected = [.. s_signal];
        VectorParameters.Rotate(expected, 0.75);
        Assert.Equal(expected, copy);
    }

    [Fact]
    public void FieldsOfAModel()
    {
        Light light = new();
        Light.Gradient gradient = light.CreateGradient();
        float value = light.ShadeValueAndGradient(new Vector3(0, 3, 0), out Vector3 normal, gradient);

        Assert.Equal(1, value, 1e-6f);
        Assert.Equal(new Vector3(1, 2, -2) / 6, normal);
        Assert.Equal(2, gradient.Brightness, 1e-6f);
        Assert.Equal(8, light.ParameterCount);
        float[] flat = new float[8];
        gradient.CopyTo(flat);
        Vector3 expected = (new Vector3(0, 3, 0) - (new Vector3(1, 2, -2) * (6 / 9f))) / 6;
        Assert.Equal(0, Vector3.Distance(expected, new Vector3(flat[0], flat[1], flat[2])), 1e-6f);

        Assert.Equal(2, light.TurnedValueAndGradient(new Vector3(1, 2, 3), out Vector3 v, gradient));
        Assert.Equal(Vector3.UnitX, v);
        gradient.CopyTo(flat);
        Assert.Equal(new float[] { 0, 10, -4, 4 }, flat[4..]);
    }
}
