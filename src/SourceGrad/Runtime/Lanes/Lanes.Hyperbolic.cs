using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// Hyperbolic functions and their like, each by way of one exponential of the magnitude.
public static partial class Lanes
{
    /// <summary>The hyperbolic tangent. Error at most 3.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tanh(Vector<double> x)
    {
        // From 20 on the result is ±1; e = e^(-2|x|) - 1 keeps its accuracy near zero.
        // The quotient is taken from the magnitude itself, and the divisor e + 2 not from e: neither waits for the other.
        Vector<double> magnitude = Arithmetic.MinNative(new Vector<double>(20), Vector.AndNot(x, SignDouble));
        Vector<double> n = Arithmetic.MultiplyAddEstimate(magnitude, new Vector<double>(-2 * 1.4426950408889634), new Vector<double>(RoundDouble)) - new Vector<double>(RoundDouble);
        Vector<double> scale = PowerOfTwo(n);
        Vector<double> p = ReducedExpM1(Remainder(new Vector<double>(-2) * magnitude, n));
        Vector<double> e = Arithmetic.MultiplyAddEstimate(scale, p, scale - Vector<double>.One);
        return Vector.AndNot(e / Arithmetic.MultiplyAddEstimate(scale, p, scale + Vector<double>.One), SignDouble) | (x & SignDouble);
    }

    /// <summary>The hyperbolic tangent. Error at most 2.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tanh(Vector<float> x)
    {
        // The quotient is taken from the magnitude itself, and the divisor e + 2 not from e: neither waits for the other.
        Vector<float> magnitude = Arithmetic.MinNative(new Vector<float>(10), Vector.AndNot(x, SignSingle));
        Vector<float> n = Arithmetic.MultiplyAddEstimate(magnitude, new Vector<float>(-2 * 1.442695f), new Vector<float>(RoundSingle)) - new Vector<float>(RoundSingle);
        Vector<float> scale = PowerOfTwo(n);
        Vector<float> p = ReducedExpM1(Remainder(new Vector<float>(-2) * magnitude, n));
        Vector<float> e = Arithmetic.MultiplyAddEstimate(scale, p, scale - Vector<float>.One);
        return Vector.AndNot(e / Arithmetic.MultiplyAddEstimate(scale, p, scale + Vector<float>.One), SignSingle) | (x & SignSingle);
    }

    /// <summary>The logistic function 1 / (1 + e^-x). Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sigmoid(Vector<double> x)
    {
        // e^x / (1 + e^x) on the left, so that nothing overflows.
        Vector<double> e = Exp(x | SignDouble);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), e, Vector<double>.One) / (Vector<double>.One + e);
    }

    /// <summary>The logistic function 1 / (1 + e^-x). Error at most 2.3 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sigmoid(Vector<float> x)
    {
        // e^x / (1 + e^x) on the left, so that nothing overflows.
        Vector<float> e = Exp(x | SignSingle);
        return Vector.ConditionalSelect(Vector.LessThan(x, Vector<float>.Zero), e, Vector<float>.One) / (Vector<float>.One + e);
    }

    /// <summary>log(1 + e^x), without overflow. Error at most 3.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Softplus(Vector<double> x) =>
        Arithmetic.MaxNative(Vector<double>.Zero, x) + LogP1(Exp(x | SignDouble));

    /// <summary>log(1 + e^x), without overflow. Error at most 1.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Softplus(Vector<float> x) =>
        Arithmetic.MaxNative(Vector<float>.Zero, x) + LogP1(Exp(x | SignSingle));

    /// <summary>The hyperbolic sine. Error at most 3.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sinh(Vector<double> x)
    {
        Vector<double> y = Arithmetic.MinNative(new Vector<double>(711), Vector.AndNot(x, SignDouble));
        Vector<double> n = Quotient(y);
        Vector<double> p = ReducedExpM1(Remainder(y, n));
        Vector<double> scale = PowerOfTwo(Arithmetic.MinNative(new Vector<double>(100), n));
        Vector<double> e = Arithmetic.MultiplyAddEstimate(scale, p, scale - Vector<double>.One);
        Vector<double> near = new Vector<double>(0.5) * (e + e / (e + Vector<double>.One));
        Vector<double> far = Scale(p + Vector<double>.One, n - Vector<double>.One);
        return Vector.ConditionalSelect(Vector.LessThan(y, new Vector<double>(22)), near, far) | (x & SignDouble);
    }

    /// <summary>The hyperbolic sine. Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sinh(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Sinh(low), Sinh(high));
    }

    /// <summary>The hyperbolic cosine. Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cosh(Vector<double> x)
    {
        Vector<double> y = Arithmetic.MinNative(new Vector<double>(711), Vector.AndNot(x, SignDouble));
        Vector<double> n = Quotient(y);
        Vector<double> half = Scale(ReducedExpM1(Remainder(y, n)) + Vector<double>.One, n - Vector<double>.One);
        return half + new Vector<double>(0.25) / half;
    }

    /// <summary>The hyperbolic cosine. Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Cosh(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Cosh(low), Cosh(high));
    }
}
