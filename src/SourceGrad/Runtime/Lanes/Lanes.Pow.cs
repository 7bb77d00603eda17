using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// x^y as e^(y·log x), with the logarithm and the product in twice the precision.
public static partial class Lanes
{
    /// <summary>
    /// x^y. Error at most 1.0 ulp; a vector with a base that is not positive, normal and finite or an exponent that is
    /// beyond 10^15 goes lane by lane.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Pow(Vector<double> x, Vector<double> y)
    {
        Vector<long> plain = Vector.GreaterThanOrEqual(x, new Vector<double>(2.2250738585072014e-308))
            & Vector.LessThan(x, new Vector<double>(double.PositiveInfinity))
            & Vector.LessThan(Vector.AndNot(y, SignDouble), new Vector<double>(1e15));
        return Vector.EqualsAll(plain, -Vector<long>.One) ? PowOfPositive(x, y) : PowLaneByLane(x, y);
    }

    /// <summary>
    /// x^y. Error at most 0.6 ulp; a vector with a base that is not positive and finite or an exponent that is not
    /// finite goes lane by lane.
    /// </summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Pow(Vector<float> x, Vector<float> y)
    {
        Vector<int> plain = Vector.GreaterThan(x, Vector<float>.Zero) & Vector.LessThan(x, new Vector<float>(float.PositiveInfinity))
            & Vector.LessThan(Vector.AndNot(y, SignSingle), new Vector<float>(float.PositiveInfinity));
        if (!Vector.EqualsAll(plain, -Vector<int>.One))
        {
            return PowLaneByLane(x, y);
        }

        // In double precision a logarithm of plain accuracy will do.
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        Vector.Widen(y, out Vector<double> lowExponent, out Vector<double> highExponent);
        return Vector.Narrow(
            Exp(lowExponent * new Vector<double>(0.6931471805599453) * Log2(low)),
            Exp(highExponent * new Vector<double>(0.6931471805599453) * Log2(high)));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> PowOfPositive(Vector<double> x, Vector<double> y)
    {
        Vector<long> bits = Vector.AsVectorInt64(x) + new Vector<long>(0x3ff0000000000000 - RootOfHalfBits);
        Vector<double> k = Exponent(bits) - new Vector<double>(4503599627370496 + 1023.0);
        Vector<double> f = Fraction(bits);

        // s + sLow = f / (2 + f).
        Vector<double> two = new(2);
        Vector<double> d = f + two;
        Vector<double> s = f / d;
        Vector<double> rest = Arithmetic.FusedMultiplyAdd(-s, d, f) - s * (f - (d - two));
        Vector<double> sLow = rest / d;

        // r + rLow = s²·2/3 + s⁴·q(s²), so that log(1 + f) = 2s + s·r.
        Vector<double> z = s * s;
        Vector<double> zLow = Arithmetic.FusedMultiplyAdd(s, s, -z) + two * s * sLow;
        Vector<double> third = new(0.6666666666666666);
        Vector<double> r = z * third;
        Vector<double> rLow = Arithmetic.FusedMultiplyAdd(z, third, -r) + zLow * third
            + z * Arithmetic.MultiplyAddEstimate(z, AtanhTail(z), new Vector<double>(3.700743415417188e-17));
        Vector<double> u = s * r;
        Vector<double> uLow = Arithmetic.FusedMultiplyAdd(s, r, -u) + Arithmetic.MultiplyAddEstimate(s, rLow, sLow * r);

        // The logarithm: k·ln 2 + 2s + u, the larger ones first.
        Vector<double> a = k * new Vector<double>(0.6931471805598903);
        Vector<double> b = s + s;
        Vector<double> ab = a + b;
        Vector<double> h = ab + u;
        Vector<double> low = b - (ab - a) + (u - (h - ab))
            + Arithmetic.MultiplyAddEstimate(k, new Vector<double>(5.497923018708371e-14), sLow + sLow + uLow);
        Vector<double> log = h + low;
        Vector<double> logLow = low - (log - h);

        Vector<double> w = y * log;
        Vector<double> wLow = Arithmetic.FusedMultiplyAdd(y, log, -w) + y * logLow;
        Vector<double> inside = Vector.AsVectorDouble(Vector.LessThan(Vector.AndNot(w, SignDouble), new Vector<double>(746)));
        w = Arithmetic.MaxNative(new Vector<double>(-746), Arithmetic.MinNative(new Vector<double>(710), w));
        Vector<double> n = Quotient(w);
        return Scale(ReducedExpM1(Remainder(w, n) + (wLow & inside)) + Vector<double>.One, n);
    }

    /// <summary>(2·atanh(s) / s - 2 - z·2/3) / z² for z = s² up to 0.0295.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> AtanhTail(Vector<double> z)
    {
        Vector<double> w = z * z;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(0.11674832649234301), new Vector<double>(0.1538455688905558));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(0.11988895265342017), new Vector<double>(0.13336316723193004));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(0.2222222221753861));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(0.18181818870050576));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(0.3999999999999998));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(0.285714285714451));
        return Arithmetic.MultiplyAddEstimate(z, odd, even);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> PowLaneByLane(Vector<double> x, Vector<double> y)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Pow(x[i], y[i]);
        }

        return new Vector<double>(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> PowLaneByLane(Vector<float> x, Vector<float> y)
    {
        Span<float> lanes = stackalloc float[Vector<float>.Count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = MathF.Pow(x[i], y[i]);
        }

        return new Vector<float>(lanes);
    }
}
