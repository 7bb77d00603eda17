namespace SourceGrad.Tests.Models;

/// <summary>The methods of <see cref="GenericModels"/>, inlined and specialised: what the generic members have to agree with.</summary>
public static partial class DoubleModels
{
    [Differentiable(Simd = false)]
    public static double Rosenbrock(double x, double y) => GenericModels.Rosenbrock(x, y);

    [Differentiable(Simd = false)]
    public static double Logistic(ReadOnlySpan<double> w, ReadOnlySpan<double> x, double bias, double target) => GenericModels.Logistic(w, x, bias, target);

    [Differentiable(Simd = false)]
    public static double Iterate(double r, double x, int n) => GenericModels.Iterate(r, x, n);

    [Differentiable(Simd = false)]
    public static double Huber(ReadOnlySpan<double> residuals, double delta) => GenericModels.Huber(residuals, delta);

    [Differentiable(Simd = false)]
    public static double Kinks(double x, double y, double z) => GenericModels.Kinks(x, y, z);

    [Differentiable(Simd = false)]
    public static double Powers(double x, double y) => GenericModels.Powers(x, y);

    [Differentiable(Simd = false)]
    public static double Trigonometry(double x, double y) => GenericModels.Trigonometry(x, y);

    [Differentiable(Simd = false)]
    public static double Exponentials(double x, double y) => GenericModels.Exponentials(x, y);

    [Differentiable(Simd = false)]
    public static double Softmax(ReadOnlySpan<double> logits, int label) => GenericModels.Softmax(logits, label);

    [Differentiable(Simd = false)]
    public static double Energy(Vec<double> v, in Vec<double> w, double k) => GenericModels.Energy(v, w, k);

    [Differentiable(Simd = false)]
    public static double Potential(ReadOnlySpan<Vec<double>> points, double charge) => GenericModels.Potential(points, charge);

    [Differentiable(Simd = false, Derivatives = DerivativeKinds.Vjp)]
    public static void Normalize(Span<double> x, double scale) => GenericModels.Normalize(x, scale);

    [Differentiable(Simd = false)]
    public static double Root(double a, double start) => GenericModels.Root(a, start);

    [Differentiable(Simd = false)]
    public static double Horner(ReadOnlySpan<double> coefficients, double x) => GenericModels.Horner(coefficients, x);

    [Differentiable(Simd = false)]
    public static double Length(ReadOnlySpan<double> x) => GenericModels.Length(x);

    [Differentiable(Simd = false)]
    public static double Wave(double x, double phase) => GenericModels.Wave(x, phase);

    [Differentiable(Simd = false)]
    public static double Square(double x) => GenericModels.Square(x);

    [Differentiable(Simd = false)]
    public static double Mixed(double x, double rate, int n, float weight) => GenericModels.Mixed(x, rate, n, weight);
}

/// <summary>The methods of <see cref="GenericModels"/>, inlined and specialised: what the generic members have to agree with.</summary>
public static partial class FloatModels
{
    [Differentiable(Simd = false)]
    public static float Rosenbrock(float x, float y) => GenericModels.Rosenbrock(x, y);

    [Differentiable(Simd = false)]
    public static float Logistic(ReadOnlySpan<float> w, ReadOnlySpan<float> x, float bias, float target) => GenericModels.Logistic(w, x, bias, target);

    [Differentiable(Simd = false)]
    public static float Iterate(float r, float x, int n) => GenericModels.Iterate(r, x, n);

    [Differentiable(Simd = false)]
    public static float Huber(ReadOnlySpan<float> residuals, float delta) => GenericModels.Huber(residuals, delta);

    [Differentiable(Simd = false)]
    public static float Kinks(float x, float y, float z) => GenericModels.Kinks(x, y, z);

    [Differentiable(Simd = false)]
    public static float Powers(float x, float y) => GenericModels.Powers(x, y);

    [Differentiable(Simd = false)]
    public static float Trigonometry(float x, float y) => GenericModels.Trigonometry(x, y);

    [Differentiable(Simd = false)]
    public static float Exponentials(float x, float y) => GenericModels.Exponentials(x, y);

    [Differentiable(Simd = false)]
    public static float Softmax(ReadOnlySpan<float> logits, int label) => GenericModels.Softmax(logits, label);

    [Differentiable(Simd = false)]
    public static float Energy(Vec<float> v, in Vec<float> w, float k) => GenericModels.Energy(v, w, k);

    [Differentiable(Simd = false)]
    public static float Potential(ReadOnlySpan<Vec<float>> points, float charge) => GenericModels.Potential(points, charge);

    [Differentiable(Simd = false, Derivatives = DerivativeKinds.Vjp)]
    public static void Normalize(Span<float> x, float scale) => GenericModels.Normalize(x, scale);

    [Differentiable(Simd = false)]
    public static float Root(float a, float start) => GenericModels.Root(a, start);

    [Differentiable(Simd = false)]
    public static float Horner(ReadOnlySpan<float> coefficients, float x) => GenericModels.Horner(coefficients, x);

    [Differentiable(Simd = false)]
    public static float Length(ReadOnlySpan<float> x) => GenericModels.Length(x);

    [Differentiable(Simd = false)]
    public static float Wave(float x, float phase) => GenericModels.Wave(x, phase);

    [Differentiable(Simd = false)]
    public static float Square(float x) => GenericModels.Square(x);

    [Differentiable(Simd = false)]
    public static float Mixed(float x, double rate, int n, float weight) => GenericModels.Mixed(x, rate, n, weight);
}
