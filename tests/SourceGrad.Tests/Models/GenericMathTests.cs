using System.Numerics;

namespace SourceGrad.Tests.Models;

/// <summary>Generic members compute what the members for one type compute, in the type that they are called with.</summary>
public sealed partial class GenericMathTests
{
    public static TheoryData<string> Names { get; } =
    [
        "Rosenbrock", "Logistic", "Iterate", "Huber", "Kinks", "Powers", "Trigonometry", "Exponentials", "Softmax",
        "Energy", "Potential", "Normalize", "Root", "Horner", "Length", "Wave", "Square", "Mixed",
    ];

    [Theory]
    [MemberData(nameof(Names))]
    public void DoubleIsTheSameToTheLastBit(string name) =>
        Assert.Equal(InDouble(name).Select(BitConverter.DoubleToInt64Bits), Generic<double>(name).Select(BitConverter.DoubleToInt64Bits));

    [Theory]
    [MemberData(nameof(Names))]
    public void FloatIsTheSameToTheLastBit(string name) =>
        Assert.Equal(InFloat(name).Select(BitConverter.SingleToInt32Bits), Generic<float>(name).Select(BitConverter.SingleToInt32Bits));

    [Theory]
    [MemberData(nameof(Names))]
    public void HalfIsAsGoodAsItCanBe(string name)
    {
        double[] exact = Generic<double>(name);
        Half[] rounded = Generic<Half>(name);
        double scale = exact.Max(Math.Abs);
        Assert.All(exact.Zip(rounded), pair => Assert.Equal(pair.First, (double)pair.Second, 0.02 * Math.Max(1, scale)));
    }

    [Fact]
    public void Derivatives()
    {
        Differences.AssertGradient(x => GenericModels.Rosenbrock(x[0], x[1]), [1.3, -0.7], Generic<double>("Rosenbrock")[1..], 1e-7);
        Differences.AssertGradient(x => GenericModels.Iterate(x[0], x[1], 7), [2.7, 0.3], Generic<double>("Iterate")[1..], 1e-4);
        Differences.AssertGradient(x => GenericModels.Powers(x[0], x[1]), [1.3, 2.5], Generic<double>("Powers")[1..]);
        Differences.AssertGradient(x => GenericModels.Exponentials(x[0], x[1]), [0.6, 1.7], Generic<double>("Exponentials")[1..], 1e-7);
        Differences.AssertGradient(x => GenericModels.Trigonometry(x[0], x[1]), [0.6, 0.3], Generic<double>("Trigonometry")[1..], 1e-7);
    }

    [Fact]
    public void TheFormThatReturnsTheGradient()
    {
        (float x, float y) = GenericModels.RosenbrockGradient(1.5f, 2f);
        (Half value, (Half x, Half y) gradient) = GenericModels.RosenbrockValueAndGradient((Half)1.5, (Half)2);

        Assert.Equal((DoubleModels.RosenbrockGradient(1.5, 2).x, DoubleModels.RosenbrockGradient(1.5, 2).y), (x, y));
        Assert.Equal(((Half)6.5, (Half)151, (Half)(-50)), (value, gradient.x, gradient.y));
    }

    [Fact]
    public void TwoTypeParameters()
    {
        GenericModels.TwoValueAndGradient(0.5, 2f, out double x, out float y);

        Assert.InRange(x, 0, 1e-40);
        Assert.Equal(1, y);
    }

    [Fact]
    public void AVectorJacobianProductAdds()
    {
        Half x = Half.One, y = Half.Zero;
        GenericModels.RosenbrockVjp((Half)1.5, (Half)2, (Half)0.5, ref x, ref y);

        Assert.Equal(((Half)76.5, (Half)(-25)), (x, y));
    }

    [Fact]
    public void TheTypeParameterOfAModel()
    {
        GenericModel<float> model = new();
        GenericModel<float>.Gradient gradient = model.CreateGradient();
        float before = model.LossValueAndGradient([0.5f, -1, 2], 0.25f, new float[3], out _, gradient);
        model.AddScaled(gradient, -0.1f);

        Assert.True(model.Loss([0.5f, -1, 2], 0.25f) < before);
        Assert.Equal(4, gradient.Length);
        float[] flat = new float[4];
        model.CopyParametersTo(flat);
        model.SetParameters(flat);
        Assert.Equal(model.Weights, flat[..3]);

        (double x, double y) = GenericModel<double>.DistanceGradient(3, 4);
        Assert.Equal(15 + (9 * 3.0 / 5), x, 1e-12);
        Assert.Equal(9 * 4.0 / 5, y, 1e-12);
    }

    [Fact]
    public void NothingIsAllocated()
    {
        Assert.Equal(0, Allocated<double>());
        Assert.Equal(0, Allocated<float>());
        Assert.Equal(0, Allocated<Half>());
    }

    private static long Allocated<T>()
        where T : IFloatingPointIeee754<T>
    {
        T[] x = [T.One, T.Zero, T.CreateChecked(0.5)], gradient = new T[3];
        long before = 0;
        for (int i = 0; i < 20; i++)
        {
            if (i == 10)
            {
                before = GC.GetAllocatedBytesForCurrentThread();
            }

            GenericModels.IterateValueAndGradient(T.One, T.CreateChecked(0.5), 100, out T _, out T _);
            GenericModels.SoftmaxValueAndGradient(x, 1, gradient);
            GenericModels.KinksGradient(T.One, T.Zero, T.One);
        }

        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    private static T[] Generic<T>(string name)
        where T : struct, IFloatingPointIeee754<T>
    {
        static T N(double value) => T.CreateChecked(value);

        switch (name)
        {
            case "Rosenbrock":
                {
                    T f = GenericModels.RosenbrockValueAndGradient<T>(N(1.3), N(-0.7), out T a, out T b);
                    return [f, a, b];
                }

            case "Logistic":
                {
                    T[] w = [N(0.3), N(-1.2), N(0.8)], x = [N(1), N(0.5), N(-2)], wg = new T[3], xg = new T[3];
                    T f = GenericModels.LogisticValueAndGradient<T>(w, x, N(0.1), N(0.75), wg, xg, out T b, out T t);
                    return [f, .. wg, .. xg, b, t];
                }

            case "Iterate":
                {
                    T f = GenericModels.IterateValueAndGradient<T>(N(2.7), N(0.3), 7, out T r, out T x);
                    return [f, r, x];
                }

            case "Huber":
                {
                    T[] x = [N(0.3), N(-1.2), N(0), N(12), N(-4)], g = new T[5];
                    T f = GenericModels.HuberValueAndGradient<T>(x, N(1), g, out T d);
                    return [f, .. g, d];
                }

            case "Kinks":
                {
                    T f = GenericModels.KinksValueAndGradient<T>(N(0.6), N(0.6), N(-0.4), out T x, out T y, out T z);
                    return [f, x, y, z];
                }

            case "Powers":
                {
                    T f = GenericModels.PowersValueAndGradient<T>(N(1.3), N(2.5), out T x, out T y);
                    return [f, x, y];
                }

            case "Trigonometry":
                {
                    T f = GenericModels.TrigonometryValueAndGradient<T>(N(0.6), N(0.3), out T x, out T y);
                    return [f, x, y];
                }

            case "Exponentials":
                {
                    T f = GenericModels.ExponentialsValueAndGradient<T>(N(0.6), N(1.7), out T x, out T y);
                    return [f, x, y];
                }

            case "Softmax":
                {
                    T[] x = [N(0.3), N(-1.2), N(0.8), N(0.8)], g = new T[4];
                    T f = GenericModels.SoftmaxValueAndGradient<T>(x, 2, g);
                    return [f, .. g];
                }

            case "Energy":
                {
                    T f = GenericModels.EnergyValueAndGradient<T>(new(N(1), N(2), N(3)), new(N(-1), N(0.5), N(2)), N(0.7), out Vec<T> v, out Vec<T> w, out T k);
                    return [f, v.X, v.Y, v.Z, w.X, w.Y, w.Z, k];
                }

            case "Potential":
                {
                    Vec<T>[] x = [new(N(1), N(2), N(3)), new(N(-1), N(0.5), N(2)), new(N(0.5), N(0.25), N(-1))], g = new Vec<T>[3];
                    T f = GenericModels.PotentialValueAndGradient<T>(x, N(0.7), g, out T c);
                    return [f, .. g.SelectMany(v => new[] { v.X, v.Y, v.Z }), c];
                }

            case "Normalize":
                {
                    T[] x = [N(1), N(-2), N(0.5)], g = new T[3];
                    T scale = N(0);
                    GenericModels.NormalizeVjp<T>(x, N(1.5), [N(1), N(0.5), N(-2)], g, ref scale);
                    return [.. x, .. g, scale];
                }

            case "Root":
                {
                    T f = GenericModels.RootValueAndGradient<T>(N(2), N(1.5), out T a, out T s);
                    return [f, a, s];
                }

            case "Horner":
                {
                    T[] c = [N(1), N(-0.5), N(0.25)], g = new T[3];
                    T f = GenericModels.HornerValueAndGradient<T>(c, N(0.5), g, out T x);
                    return [f, .. g, x];
                }

            case "Length":
                {
                    T[] x = [N(3), N(-4), N(1)], g = new T[3];
                    T f = GenericModels.LengthValueAndGradient<T>(x, g);
                    return [f, .. g];
                }

            case "Wave":
                {
                    T f = GenericModels.WaveValueAndGradient<T>(N(0.6), N(0.3), out T x, out T p);
                    return [f, x, p];
                }

            case "Square":
                {
                    T f = GenericModels.SquareValueAndGradient<T>(N(1.3), out T x);
                    return [f, x];
                }

            case "Mixed":
                {
                    T f = GenericModels.MixedValueAndGradient<T>(N(1.3), 0.25, 3, 0.5f, out T x, out double r, out float w);
                    return [f, x, N(r), N(w)];
                }

            default:
                throw new ArgumentOutOfRangeException(nameof(name));
        }
    }
}
