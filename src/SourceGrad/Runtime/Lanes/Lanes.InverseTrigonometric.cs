using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// Inverse trigonometric functions, with fdlibm's polynomials.
public static partial class Lanes
{
    private const double HalfPi = 1.5707963267948966;
    private const double HalfPiLow = 6.123233995736766e-17;

    /// <summary>The inverse tangent. Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Atan(Vector<double> x)
    {
        // From tan(π/8) to tan(3π/8) as π/4 + atan((x - 1) / (x + 1)), beyond as π/2 + atan(-1 / x).
        Vector<double> y = Vector.AndNot(x, SignDouble);
        Vector<long> middle = Vector.GreaterThan(y, new Vector<double>(0.4142135623730951));
        Vector<long> far = Vector.GreaterThan(y, new Vector<double>(2.414213562373095));
        Vector<double> numerator = Vector.ConditionalSelect(
            far, -Vector<double>.One, Vector.ConditionalSelect(middle, y - Vector<double>.One, y));
        Vector<double> denominator = Vector.ConditionalSelect(
            far, y, Vector.ConditionalSelect(middle, y + Vector<double>.One, Vector<double>.One));
        Vector<double> turn = Vector.ConditionalSelect(
            far, new Vector<double>(2), Vector.ConditionalSelect(middle, Vector<double>.One, Vector<double>.Zero));
        return ReducedAtan(numerator / denominator, turn) | (x & SignDouble);
    }

    /// <summary>The inverse tangent. Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Atan(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Atan(low), Atan(high));
    }

    /// <summary>The angle of the point (x, y). Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Atan2(Vector<double> y, Vector<double> x)
    {
        Vector<double> a = Vector.AndNot(y, SignDouble), b = Vector.AndNot(x, SignDouble);
        Vector<long> steep = Vector.GreaterThan(a, b);
        Vector<double> quotient = Vector.ConditionalSelect(steep, b, a) / Vector.ConditionalSelect(steep, a, b);

        // 0/0 counts as 0 and ∞/∞ as 1, as in Math.
        Vector<long> both = Vector.Equals(a, b);
        quotient = Vector.ConditionalSelect(
            both, Vector.ConditionalSelect(Vector.Equals(a, Vector<double>.Zero), Vector<double>.Zero, Vector<double>.One), quotient);

        // The angle within the first octant, then that of the quadrant: turn·π/4 ± atan(quotient).
        Vector<long> middle = Vector.GreaterThan(quotient, new Vector<double>(0.4142135623730951));
        Vector<double> r = Vector.ConditionalSelect(
            middle, (quotient - Vector<double>.One) / (quotient + Vector<double>.One), quotient);
        Vector<double> turn = Vector.ConditionalSelect(middle, Vector<double>.One, Vector<double>.Zero);
        turn = Vector.ConditionalSelect(steep, new Vector<double>(2) - turn, turn);
        Vector<double> left = Vector.AsVectorDouble(Vector.AsVectorInt64(x) >> 63);
        turn = (turn ^ (left & SignDouble)) + (left & Vector.AsVectorDouble(new Vector<long>(0x4010000000000000)));
        Vector<double> flip = (Vector.AsVectorDouble(steep) & SignDouble) ^ (left & SignDouble);
        return ReducedAtan(r ^ flip, turn) | (y & SignDouble);
    }

    /// <summary>The angle of the point (x, y). Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Atan2(Vector<float> y, Vector<float> x)
    {
        Vector.Widen(y, out Vector<double> lowY, out Vector<double> highY);
        Vector.Widen(x, out Vector<double> lowX, out Vector<double> highX);
        return Vector.Narrow(Atan2(lowY, lowX), Atan2(highY, highX));
    }

    /// <summary>The inverse sine. Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Asin(Vector<double> x)
    {
        // From 1/2 on as π/2 - 2·asin(√((1 - x) / 2)).
        Vector<double> y = Vector.AndNot(x, SignDouble);
        Vector<long> far = Vector.GreaterThan(y, new Vector<double>(0.5));
        Vector<double> half = new Vector<double>(0.5) * (Vector<double>.One - y);
        Vector<double> s = Vector.ConditionalSelect(far, Vector.SquareRoot(half), y);
        Vector<double> t = ReducedAsin(s, Vector.ConditionalSelect(far, half, y * y));
        Vector<double> result = Vector.ConditionalSelect(
            far, new Vector<double>(HalfPi) - (t + t - new Vector<double>(HalfPiLow)), t);
        return result | (x & SignDouble);
    }

    /// <summary>The inverse sine. Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Asin(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Asin(low), Asin(high));
    }

    /// <summary>The inverse cosine. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Acos(Vector<double> x)
    {
        Vector<double> y = Vector.AndNot(x, SignDouble);
        Vector<double> sign = x & SignDouble;
        Vector<long> far = Vector.GreaterThan(y, new Vector<double>(0.5));
        Vector<double> half = new Vector<double>(0.5) * (Vector<double>.One - y);
        Vector<double> s = Vector.ConditionalSelect(far, Vector.SquareRoot(half), y);
        Vector<double> t = ReducedAsin(s, Vector.ConditionalSelect(far, half, y * y));

        // π/2 - asin(x) near zero; 2·asin(√((1 - |x|) / 2)), or π less that, elsewhere.
        Vector<double> near = new Vector<double>(HalfPi) - ((t ^ sign) - new Vector<double>(HalfPiLow));
        Vector<double> twice = t + t;
        Vector<double> left = new Vector<double>(2 * HalfPi) - (twice - new Vector<double>(2 * HalfPiLow));
        Vector<double> beyond = Vector.ConditionalSelect(Vector.LessThan(x, Vector<double>.Zero), left, twice);
        return Vector.ConditionalSelect(far, beyond, near);
    }

    /// <summary>The inverse cosine. Error at most 0.6 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Acos(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Acos(low), Acos(high));
    }

    /// <summary>turn·π/4 + atan(r) for |r| ≤ 0.4143.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedAtan(Vector<double> r, Vector<double> turn)
    {
        Vector<double> z = r * r;
        Vector<double> w = z * z;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(1.62858201153657823623e-02), new Vector<double>(4.97687799461593236017e-02));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(-3.65315727442169155270e-02), new Vector<double>(-5.83357013379057348645e-02));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(6.66107313738753120669e-02));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-7.69187620504482999495e-02));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(9.09088713343650656196e-02));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-1.11111104054623557880e-01));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(1.42857142725034663711e-01));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-1.99999999998764832476e-01));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(3.33333333333329318027e-01));
        Vector<double> tail = Arithmetic.MultiplyAddEstimate(z, odd, even) * z;
        Vector<double> low = turn * new Vector<double>(HalfPiLow / 2);
        return Arithmetic.MultiplyAddEstimate(turn, new Vector<double>(HalfPi / 2), r - Arithmetic.MultiplyAddEstimate(r, tail, -low));
    }

    /// <summary>asin(s) for |s| ≤ 1/2 with z = s².</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedAsin(Vector<double> s, Vector<double> z)
    {
        Vector<double> p = Arithmetic.MultiplyAddEstimate(z, new Vector<double>(3.47933107596021167570e-05), new Vector<double>(7.91534994289814532176e-04));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<double>(-4.00555345006794114027e-02));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<double>(2.01212532134862925881e-01));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<double>(-3.25565818622400915405e-01));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<double>(1.66666666666666657415e-01));
        Vector<double> q = Arithmetic.MultiplyAddEstimate(z, new Vector<double>(7.70381505559019352791e-02), new Vector<double>(-6.88283971605453293030e-01));
        q = Arithmetic.MultiplyAddEstimate(z, q, new Vector<double>(2.02094576023350569471e+00));
        q = Arithmetic.MultiplyAddEstimate(z, q, new Vector<double>(-2.40339491173441421878e+00));
        q = Arithmetic.MultiplyAddEstimate(z, q, Vector<double>.One);
        return Arithmetic.MultiplyAddEstimate(s, z * p / q, s);
    }
}
