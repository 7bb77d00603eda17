using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// Logarithms: x = 2^k·(1 + f) with 1 + f from √½ to √2, and log(1 + f) in powers of s = f / (2 + f), as in fdlibm.
public static partial class Lanes
{
    private const long RootOfHalfBits = 0x3fe6a09e667f3bcd;
    private const int RootOfHalfBitsSingle = 0x3f3504f3;

    /// <summary>The natural logarithm. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log(Vector<double> x)
    {
        Vector<long> bits = Normalized(x, out Vector<double> bias);
        Vector<double> result = LogOfParts(Exponent(bits) - bias, Fraction(bits), Vector<double>.Zero);
        return LogSpecial(x, result);
    }

    /// <summary>The natural logarithm. Error at most 0.8 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log(Vector<float> x)
    {
        Vector<int> bits = Normalized(x, out Vector<float> bias);
        Vector<float> result = LogOfParts(Exponent(bits) - bias, Fraction(bits), Vector<float>.Zero);
        return LogSpecial(x, result);
    }

    /// <summary>The binary logarithm, exact for powers of two. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Log2(Vector<double> x)
    {
        Vector<long> bits = Normalized(x, out Vector<double> bias);
        Vector<double> log = LogOfParts(Vector<double>.Zero, Fraction(bits), Vector<double>.Zero);
        return LogSpecial(x, Arithmetic.MultiplyAddEstimate(log, new Vector<double>(1.4426950408889634), Exponent(bits) - bias));
    }

    /// <summary>The binary logarithm, exact for powers of two. Error at most 1.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Log2(Vector<float> x)
    {
        Vector<int> bits = Normalized(x, out Vector<float> bias);
        Vector<float> log = LogOfParts(Vector<float>.Zero, Fraction(bits), Vector<float>.Zero);
        return LogSpecial(x, Arithmetic.MultiplyAddEstimate(log, new Vector<float>(1.442695f), Exponent(bits) - bias));
    }

    /// <summary>log(1 + x), without cancellation near zero. Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> LogP1(Vector<double> x)
    {
        Vector<double> u = Vector<double>.One + x;
        Vector<long> bits = Vector.AsVectorInt64(u) + new Vector<long>(0x3ff0000000000000 - RootOfHalfBits);
        Vector<double> k = Exponent(bits) - new Vector<double>(4503599627370496 + 1023.0);

        // What rounding 1 + x lost; near zero nothing is rounded, f is x itself.
        Vector<double> lost = Arithmetic.MinNative(Vector<double>.One, x) - (u - Arithmetic.MaxNative(Vector<double>.One, x));
        Vector<long> near = Vector.Equals(k, Vector<double>.Zero);
        Vector<double> f = Vector.ConditionalSelect(near, x, Fraction(bits));
        Vector<double> correction = Vector.ConditionalSelect(near, Vector<double>.Zero, lost / u);
        Vector<double> result = LogSpecial(u, LogOfParts(k, f, correction));
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, result);
    }

    /// <summary>log(1 + x), without cancellation near zero. Error at most 0.8 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> LogP1(Vector<float> x)
    {
        Vector<float> u = Vector<float>.One + x;
        Vector<int> bits = Vector.AsVectorInt32(u) + new Vector<int>(0x3f800000 - RootOfHalfBitsSingle);
        Vector<float> k = Exponent(bits) - new Vector<float>(127);
        Vector<float> lost = Arithmetic.MinNative(Vector<float>.One, x) - (u - Arithmetic.MaxNative(Vector<float>.One, x));
        Vector<int> near = Vector.Equals(k, Vector<float>.Zero);
        Vector<float> f = Vector.ConditionalSelect(near, x, Fraction(bits));
        Vector<float> correction = Vector.ConditionalSelect(near, Vector<float>.Zero, lost / u);
        Vector<float> result = LogSpecial(u, LogOfParts(k, f, correction));
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), x, result);
    }

    /// <summary>The bits of x, scaled into the normal range, shifted so that the exponent field counts from √½.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<long> Normalized(Vector<double> x, out Vector<double> bias)
    {
        Vector<long> subnormal = Vector.LessThan(x, new Vector<double>(2.2250738585072014e-308));
        bias = Vector.ConditionalSelect(
            subnormal, new Vector<double>(4503599627370496 + 1023.0 + 54), new Vector<double>(4503599627370496 + 1023.0));
        Vector<double> normal = Vector.ConditionalSelect(subnormal, x * new Vector<double>(18014398509481984), x);
        return Vector.AsVectorInt64(normal) + new Vector<long>(0x3ff0000000000000 - RootOfHalfBits);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<int> Normalized(Vector<float> x, out Vector<float> bias)
    {
        Vector<int> subnormal = Vector.LessThan(x, new Vector<float>(1.17549435e-38f));
        bias = Vector.ConditionalSelect(subnormal, new Vector<float>(127 + 25), new Vector<float>(127));
        Vector<float> normal = Vector.ConditionalSelect(subnormal, x * new Vector<float>(33554432), x);
        return Vector.AsVectorInt32(normal) + new Vector<int>(0x3f800000 - RootOfHalfBitsSingle);
    }

    /// <summary>The exponent field plus 2^52: there is no fast conversion of 64-bit integers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Exponent(Vector<long> bits) =>
        Vector.AsVectorDouble((bits >>> 52) | new Vector<long>(0x4330000000000000));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Exponent(Vector<int> bits) => Vector.ConvertToSingle(bits >>> 23);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Fraction(Vector<long> bits) =>
        Vector.AsVectorDouble((bits & new Vector<long>(0x000fffffffffffff)) + new Vector<long>(RootOfHalfBits)) - Vector<double>.One;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Fraction(Vector<int> bits) =>
        Vector.AsVectorSingle((bits & new Vector<int>(0x007fffff)) + new Vector<int>(RootOfHalfBitsSingle)) - Vector<float>.One;

    /// <summary>k·ln 2 + log(1 + f) + correction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogOfParts(Vector<double> k, Vector<double> f, Vector<double> correction)
    {
        Vector<double> s = f / (f + new Vector<double>(2));
        Vector<double> z = s * s;
        Vector<double> w = z * z;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(1.531383769920937332e-01), new Vector<double>(2.222219843214978396e-01));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(1.479819860511658591e-01), new Vector<double>(1.818357216161805012e-01));
        even = w * Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(3.999999999940941908e-01));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(2.857142874366239149e-01));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(6.666666666666735130e-01));
        Vector<double> r = Arithmetic.MultiplyAddEstimate(z, odd, even);
        Vector<double> half = new Vector<double>(0.5) * f * f;
        Vector<double> low = Arithmetic.MultiplyAddEstimate(k, new Vector<double>(LogTwoLow), correction);
        return Arithmetic.MultiplyAddEstimate(
            k, new Vector<double>(LogTwoHigh), f - (half - Arithmetic.MultiplyAddEstimate(s, half + r, low)));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogOfParts(Vector<float> k, Vector<float> f, Vector<float> correction)
    {
        Vector<float> s = f / (f + new Vector<float>(2));
        Vector<float> z = s * s;
        Vector<float> w = z * z;
        Vector<float> even = w * Arithmetic.MultiplyAddEstimate(w, new Vector<float>(0.24279078841f), new Vector<float>(0.40000972152f));
        Vector<float> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<float>(0.28498786688f), new Vector<float>(0.66666662693f));
        Vector<float> r = Arithmetic.MultiplyAddEstimate(z, odd, even);
        Vector<float> half = new Vector<float>(0.5f) * f * f;
        Vector<float> low = Arithmetic.MultiplyAddEstimate(k, new Vector<float>(LogTwoLowSingle), correction);
        return Arithmetic.MultiplyAddEstimate(
            k, new Vector<float>(LogTwoHighSingle), f - (half - Arithmetic.MultiplyAddEstimate(s, half + r, low)));
    }

    /// <summary>The logarithm of zero is -∞, of a negative number NaN, of ∞ and NaN themselves.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> LogSpecial(Vector<double> x, Vector<double> result)
    {
        Vector<double> atMost = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<double>.Zero), new Vector<double>(double.NegativeInfinity), new Vector<double>(double.NaN));
        Vector<double> above = Vector.ConditionalSelect(Vector.LessThan(x, new Vector<double>(double.PositiveInfinity)), result, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<double>.Zero), above, atMost);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> LogSpecial(Vector<float> x, Vector<float> result)
    {
        Vector<float> atMost = Vector.ConditionalSelect(
            Vector.Equals(x, Vector<float>.Zero), new Vector<float>(float.NegativeInfinity), new Vector<float>(float.NaN));
        Vector<float> above = Vector.ConditionalSelect(Vector.LessThan(x, new Vector<float>(float.PositiveInfinity)), result, x);
        return Vector.ConditionalSelect(Vector.GreaterThan(x, Vector<float>.Zero), above, atMost);
    }
}
