using System.Numerics;

namespace SourceGrad.Tests.Models;

public readonly record struct Vec<T>(T X, T Y, T Z)
    where T : IFloatingPointIeee754<T>
{
    public static Vec<T> operator +(Vec<T> a, Vec<T> b) => new(a.X + b.X, a.Y + b.Y, a.Z + b.Z);

    public static Vec<T> operator *(T k, Vec<T> a) => new(k * a.X, k * a.Y, k * a.Z);

    public T Dot(Vec<T> other) => X * other.X + Y * other.Y + Z * other.Z;
}

/// <summary>Methods over a type parameter that is a number.</summary>
public static partial class GenericModels
{
    private const DerivativeKinds Both = DerivativeKinds.Gradient | DerivativeKinds.Vjp;

    [Differentiable(Derivatives = Both)]
    public static T Rosenbrock<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        T a = T.One - x, b = y - x * x;
        return a * a + T.CreateChecked(100) * b * b;
    }

    [Differentiable(Derivatives = Both)]
    public static T Logistic<T>(ReadOnlySpan<T> w, ReadOnlySpan<T> x, T bias, T target)
        where T : IFloatingPointIeee754<T>
    {
        T z = bias;
        for (int i = 0; i < w.Length; i++)
        {
            z += w[i] * x[i];
        }

        T p = T.One / (T.One + T.Exp(-z));
        return -(target * T.Log(p) + (T.One - target) * T.Log(T.One - p));
    }

    /// <summary>A recurrence: every state is needed again on the way back.</summary>
    [Differentiable(Derivatives = Both)]
    public static T Iterate<T>(T r, T x, int n)
        where T : IFloatingPointIeee754<T>
    {
        for (int i = 0; i < n; i++)
        {
            x = r * x * (T.One - x) + T.CreateChecked(0.1) * T.Sin(x);
        }

        return x;
    }

    /// <summary>Branches with comparisons, some of them dependent on the data.</summary>
    [Differentiable]
    public static T Huber<T>(ReadOnlySpan<T> residuals, T delta)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        T half = T.CreateChecked(0.5);
        foreach (T r in residuals)
        {
            T size = T.Abs(r);
            if (size <= delta)
            {
                sum += half * r * r;
            }
            else if (size > T.CreateChecked(10))
            {
                sum += delta;
            }
            else
            {
                sum += delta * (size - half * delta);
            }
        }

        return sum / T.CreateChecked(residuals.Length);
    }

    [Differentiable]
    public static T Kinks<T>(T x, T y, T z)
        where T : IFloatingPointIeee754<T> => T.Max(x, y) * T.Min(y, z) + T.Abs(x - z) * T.Clamp(x, -T.One, T.One) + T.CopySign(x, z);

    [Differentiable]
    public static T Powers<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        T.Pow(x, T.CreateChecked(2)) + T.Pow(x, y) + T.Sqrt(x) * T.Cbrt(y) + T.Hypot(x, y) + T.Pow(y, T.CreateChecked(-1.5));

    [Differentiable]
    public static T Trigonometry<T>(T x, T y)
        where T : IFloatingPointIeee754<T>
    {
        (T sin, T cos) = T.SinCos(x);
        return sin * T.Cos(y) + cos * T.Tan(y) + T.Atan2(y, x) + T.Asin(x / T.Pi) + T.SinPi(y) - T.Acos(y / T.Tau) * T.E;
    }

    [Differentiable]
    public static T Exponentials<T>(T x, T y)
        where T : IFloatingPointIeee754<T> =>
        T.Exp2(x) + T.ExpM1(y) * T.Log2(x) + T.LogP1(y) + T.Log10(x) + T.Tanh(x) * T.Cosh(y) - T.Sinh(y) + T.Log(x, y);

    /// <summary>Scratch memory, and every element through another function.</summary>
    [Differentiable]
    public static T Softmax<T>(ReadOnlySpan<T> logits, int label)
        where T : IFloatingPointIeee754<T>
    {
        T[] shifted = new T[logits.Length];
        T max = logits[0];
        for (int i = 1; i < logits.Length; i++)
        {
            max = T.Max(max, logits[i]);
        }

        T sum = T.Zero;
        for (int i = 0; i < logits.Length; i++)
        {
            shifted[i] = T.Exp(logits[i] - max);
            sum += shifted[i];
        }

        return T.Log(sum) - T.Log(shifted[label]);
    }

    [Differentiable(Derivatives = Both)]
    public static T Energy<T>(Vec<T> v, in Vec<T> w, T k)
        where T : IFloatingPointIeee754<T> => (k * v + w).Dot(v) + w.Z;

    [Differentiable]
    public static T Potential<T>(ReadOnlySpan<Vec<T>> points, T charge)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 1; i < points.Length; i++)
        {
            for (int j = 0; j < i; j++)
            {
                Vec<T> d = points[i] + -T.One * points[j];
                sum += charge / T.Sqrt(d.Dot(d) + T.CreateChecked(1e-3));
            }
        }

        return sum;
    }

    [Differentiable(Simd = false, Derivatives = DerivativeKinds.Vjp)]
    public static void Normalize<T>(Span<T> x, T scale)
        where T : IFloatingPointIeee754<T>
    {
        T sum = T.Zero;
        for (int i = 0; i < x.Length; i++)
        {
            sum += x[i] * x[i];
        }

        T norm = T.Sqrt(sum);
        for (int i = 0; i < x.Length; i++)
        {
            x[i] = scale * x[i] / norm;
        }
    }

    /// <summary>Newton's iteration: a loop whose length depends on the data.</summary>
    [Differentiable]
    public static T Root<T>(T a, T start)
        where T : IFloatingPointIeee754<T>
    {
        T x = start;
        int rounds = 0;
        while (T.Abs(x * x - a) > T.CreateChecked(0.01) && rounds < 50)
        {
            x = (x + a / x) / T.CreateChecked(2);
            rounds++;
        }

        return x;
    }

    /// <summary>Sums and products only: any number will do.</summary>
    [Differentiable]
    public static T Horner<T>(ReadOnlySpan<T> coefficients, T x)
        where T : INumber<T>
    {
        T sum = T.Zero;
        for (int i = coefficients.Length - 1; i >= 0; i--)
        {
            sum = sum * x + coefficients[i];
        }

        return x < T.Zero ? -sum : T.Max(sum, x);
    }

    [Differentiable]
    public static T Length<T>(ReadOnlySpan<T> x)
        where T : struct, IRootFunctions<T>
    {
        T sum = T.AdditiveIdentity;
        foreach (T item in x)
        {
            sum += item * item;
        }

        return T.Sqrt(sum);
    }

    [Differentiable]
    public static T Wave<T>(T x, T phase)
        where T : ITrigonometricFunctions<T>, IExponentialFunctions<T> => T.Exp(-x * x) * T.Sin(x + phase);

    [Differentiable]
    public static T Square<T>(T x)
        where T : IPowerFunctions<T> => T.Pow(x, T.CreateChecked(2)) * T.Pow(x, T.CreateChecked(3));

    /// <summary>A number that is no <c>T</c>, and a count.</summary>
    [Differentiable]
    public static T Mixed<T>(T x, double rate, int n, float weight)
        where T : IFloatingPointIeee754<T>
    {
        T scale = T.CreateChecked(Math.Exp(-rate * n)) * T.CreateChecked(n);
        double back = double.CreateChecked(x) * rate;
        return scale * x + T.CreateChecked(back * weight) + Twice(x);
    }

    [Differentiable]
    public static TResult Two<TOther, TResult>(TOther x, TResult y)
        where TOther : IFloatingPointIeee754<TOther>
        where TResult : IFloatingPointIeee754<TResult> => TResult.CreateChecked(TOther.Sin(x)) * y * TResult.Epsilon + y;

    private static TNumber Twice<TNumber>(TNumber x)
        where TNumber : INumber<TNumber> => x + x;
}

/// <summary>The type parameter is that of the type.</summary>
public sealed partial class GenericModel<T>
    where T : IFloatingPointIeee754<T>
{
    public T[] Weights = [T.One, T.CreateChecked(-0.5), T.CreateChecked(0.25)];
    public T Bias = T.CreateChecked(0.125);

    [Differentiable]
    public T Loss(ReadOnlySpan<T> x, T target)
    {
        T z = Bias;
        for (int i = 0; i < Weights.Length; i++)
        {
            z += Weights[i] * x[i];
        }

        T error = T.Tanh(z) - target;
        return error * error;
    }

    [Differentiable]
    public static T Distance(T x, T y) => T.Hypot(x, y) * Scale(x);

    private static T Scale(T x) => x * T.CreateChecked(3);
}
