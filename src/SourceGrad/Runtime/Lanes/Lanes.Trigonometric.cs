using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// Sine, cosine, tangent: x = n·π/2 + r with |r| ≤ π/4 and fdlibm's polynomials for both functions of r, of which the
// parity of n chooses one. Where n would have too many bits for an exact reduction, Math takes over lane by lane.
public static partial class Lanes
{
    private const double LargestAngle = 1e6;

    /// <summary>The sine. Error at most 2.0 ulp; a vector with an angle beyond 10^6 goes lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sin(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.AndNot(x, SignDouble), new Vector<double>(LargestAngle)))
        {
            return SinLaneByLane(x);
        }

        Vector<double> n = QuarterTurns(x);
        Vector<double> r = Angle(x, n);
        Vector<long> turns = Vector.AsVectorInt64(n + new Vector<double>(RoundDouble));
        Vector<long> odd = Vector.Equals(turns & Vector<long>.One, Vector<long>.One);
        Vector<double> result = Vector.ConditionalSelect(odd, ReducedCos(r), ReducedSin(r));
        result ^= Vector.AsVectorDouble((turns & new Vector<long>(2)) << 62);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, result);
    }

    /// <summary>The sine. Error at most 1.5 ulp; a vector with an angle beyond 10^6 goes lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sin(Vector<float> x)
    {
        if (Vector.GreaterThanAny(Vector.AndNot(x, SignSingle), new Vector<float>((float)LargestAngle)))
        {
            return SinWidened(x);
        }

        // The reduction in double precision, the polynomials in single.
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        Vector<double> lowTurns = QuarterTurns(low), highTurns = QuarterTurns(high);
        Vector<float> r = Vector.Narrow(ShortAngle(low, lowTurns), ShortAngle(high, highTurns));
        Vector<int> turns = Vector.AsVectorInt32(Vector.Narrow(lowTurns, highTurns) + new Vector<float>(RoundSingle));
        Vector<int> odd = Vector.Equals(turns & Vector<int>.One, Vector<int>.One);
        Vector<float> result = Vector.ConditionalSelect(odd, ReducedCos(r), ReducedSin(r));
        result ^= Vector.AsVectorSingle((turns & new Vector<int>(2)) << 30);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), x, result);
    }

    /// <summary>The cosine. Error at most 1.0 ulp; a vector with an angle beyond 10^6 goes lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Cos(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.AndNot(x, SignDouble), new Vector<double>(LargestAngle)))
        {
            return CosLaneByLane(x);
        }

        Vector<double> n = QuarterTurns(x);
        Vector<double> r = Angle(x, n);
        Vector<long> turns = Vector.AsVectorInt64(n + new Vector<double>(RoundDouble + 1));
        Vector<long> odd = Vector.Equals(turns & Vector<long>.One, Vector<long>.One);
        Vector<double> result = Vector.ConditionalSelect(odd, ReducedCos(r), ReducedSin(r));
        return result ^ Vector.AsVectorDouble((turns & new Vector<long>(2)) << 62);
    }

    /// <summary>The cosine. Error at most 1.5 ulp; a vector with an angle beyond 10^6 goes lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Cos(Vector<float> x)
    {
        if (Vector.GreaterThanAny(Vector.AndNot(x, SignSingle), new Vector<float>((float)LargestAngle)))
        {
            return CosWidened(x);
        }

        // The reduction in double precision, the polynomials in single.
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        Vector<double> lowTurns = QuarterTurns(low), highTurns = QuarterTurns(high);
        Vector<float> r = Vector.Narrow(ShortAngle(low, lowTurns), ShortAngle(high, highTurns));
        Vector<int> turns = Vector.AsVectorInt32(Vector.Narrow(lowTurns, highTurns) + new Vector<float>(RoundSingle + 1));
        Vector<int> odd = Vector.Equals(turns & Vector<int>.One, Vector<int>.One);
        Vector<float> result = Vector.ConditionalSelect(odd, ReducedCos(r), ReducedSin(r));
        return result ^ Vector.AsVectorSingle((turns & new Vector<int>(2)) << 30);
    }

    /// <summary>The tangent. Error at most 3.0 ulp; a vector with an angle beyond 10^6 goes lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Tan(Vector<double> x)
    {
        if (Vector.GreaterThanAny(Vector.AndNot(x, SignDouble), new Vector<double>(LargestAngle)))
        {
            return TanLaneByLane(x);
        }

        Vector<double> n = QuarterTurns(x);
        Vector<double> r = Angle(x, n);
        Vector<long> turns = Vector.AsVectorInt64(n + new Vector<double>(RoundDouble)) & Vector<long>.One;
        Vector<long> odd = Vector.Equals(turns, Vector<long>.One);
        Vector<double> sin = ReducedSin(r), cos = ReducedCos(r);
        Vector<double> result = Vector.ConditionalSelect(odd, cos, sin) / Vector.ConditionalSelect(odd, sin, cos);
        result ^= Vector.AsVectorDouble(turns << 63);
        return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), x, result);
    }

    /// <summary>The tangent. Error at most 0.6 ulp; a vector with an angle beyond 10^6 goes lane by lane.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Tan(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(Tan(low), Tan(high));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> QuarterTurns(Vector<double> x) =>
        Arithmetic.MultiplyAddEstimate(x, new Vector<double>(0.6366197723675814), new Vector<double>(RoundDouble)) - new Vector<double>(RoundDouble);

    /// <summary>x - n·π/2, with π/2 in parts of 33 bits, so that n times the first two is exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Angle(Vector<double> x, Vector<double> n)
    {
        Vector<double> a = Arithmetic.MultiplyAddEstimate(n, new Vector<double>(-1.57079632673412561417e+00), x);
        Vector<double> b = n * new Vector<double>(6.07710050630396597660e-11);
        Vector<double> w = a - b;
        return w - Arithmetic.MultiplyAddEstimate(n, new Vector<double>(2.02226624879595063154e-21), b - (a - w));
    }

    /// <summary>x - n·π/2 as accurately as single precision wants it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ShortAngle(Vector<double> x, Vector<double> n) => Arithmetic.MultiplyAddEstimate(
        n, new Vector<double>(-6.077100506506192e-11), Arithmetic.MultiplyAddEstimate(n, new Vector<double>(-1.57079632673412561417e+00), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedSin(Vector<double> r)
    {
        Vector<double> z = r * r;
        Vector<double> w = z * z;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(1.58969099521155010221e-10), new Vector<double>(2.75573137070700676789e-06));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(-2.50507602534068634195e-08), new Vector<double>(-1.98412698298579493134e-04));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(8.33333333332248946124e-03));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-1.66666666666666324348e-01));
        return Arithmetic.MultiplyAddEstimate(z * r, Arithmetic.MultiplyAddEstimate(z, even, odd), r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedCos(Vector<double> r)
    {
        Vector<double> z = r * r;
        Vector<double> w = z * z;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(2.08757232129817482790e-09), new Vector<double>(2.48015872894767294178e-05));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(w, new Vector<double>(-1.13596475577881948265e-11), new Vector<double>(-2.75573143513906633035e-07));
        even = Arithmetic.MultiplyAddEstimate(w, even, new Vector<double>(4.16666666666666019037e-02));
        odd = Arithmetic.MultiplyAddEstimate(w, odd, new Vector<double>(-1.38888888888741095749e-03));
        Vector<double> half = new Vector<double>(0.5) * z;
        Vector<double> one = Vector<double>.One - half;
        return one + (Vector<double>.One - one - half + w * Arithmetic.MultiplyAddEstimate(z, odd, even));
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReducedSin(Vector<float> r)
    {
        Vector<float> z = r * r;
        Vector<float> p = Arithmetic.MultiplyAddEstimate(z, new Vector<float>(2.71811414e-6f), new Vector<float>(-0.0001983931149f));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<float>(0.008333329302f));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<float>(-0.1666666664f));
        return Arithmetic.MultiplyAddEstimate(z * r, p, r);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReducedCos(Vector<float> r)
    {
        Vector<float> z = r * r;
        Vector<float> p = Arithmetic.MultiplyAddEstimate(z, new Vector<float>(2.44330829e-5f), new Vector<float>(-0.001388731562f));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<float>(0.04166664567f));
        p = Arithmetic.MultiplyAddEstimate(z, p, new Vector<float>(-0.5f));
        return Arithmetic.MultiplyAddEstimate(z, p, Vector<float>.One);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> SinWidened(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(SinLaneByLane(low), SinLaneByLane(high));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<float> CosWidened(Vector<float> x)
    {
        Vector.Widen(x, out Vector<double> low, out Vector<double> high);
        return Vector.Narrow(CosLaneByLane(low), CosLaneByLane(high));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> SinLaneByLane(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Sin(x[i]);
        }

        return new Vector<double>(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> CosLaneByLane(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Cos(x[i]);
        }

        return new Vector<double>(lanes);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> TanLaneByLane(Vector<double> x)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.Tan(x[i]);
        }

        return new Vector<double>(lanes);
    }
}
