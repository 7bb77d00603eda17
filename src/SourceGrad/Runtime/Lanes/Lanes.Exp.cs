using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// Exponentials: x = n·ln 2 + r with |r| ≤ ln 2 / 2, a polynomial for e^r - 1, and 2^n by way of the exponent bits.
public static partial class Lanes
{
    // ln 2 in two parts, of which the first has so few bits that n times it is exact.
    private const double LogTwoHigh = 6.93147180369123816490e-01;
    private const double LogTwoLow = 1.90821492927058770002e-10;
    private const float LogTwoHighSingle = 6.9313812256e-01f;
    private const float LogTwoLowSingle = 9.0580006145e-06f;

    /// <summary>e^x. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp(Vector<double> x)
    {
        x = Arithmetic.MaxNative(new Vector<double>(-746), Arithmetic.MinNative(new Vector<double>(710), x));
        Vector<double> n = Quotient(x);
        return Scale(ReducedExpM1(Remainder(x, n)) + Vector<double>.One, n);
    }

    /// <summary>e^x. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp(Vector<float> x)
    {
        x = Arithmetic.MaxNative(new Vector<float>(-104), Arithmetic.MinNative(new Vector<float>(89), x));
        Vector<float> n = Quotient(x);
        return Scale(ReducedExpM1(Remainder(x, n)) + Vector<float>.One, n);
    }

    /// <summary>e^x - 1, without cancellation near zero. Error at most 2.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> ExpM1(Vector<double> x)
    {
        Vector<double> sign = x & SignDouble;
        x = Arithmetic.MaxNative(new Vector<double>(-40), Arithmetic.MinNative(new Vector<double>(710), x));
        Vector<double> n = Quotient(x);

        // Half of it first: 2^1024 would be infinite.
        Vector<double> scale = PowerOfTwo(n - Vector<double>.One);
        Vector<double> half = Arithmetic.MultiplyAddEstimate(scale, ReducedExpM1(Remainder(x, n)), scale - new Vector<double>(0.5));
        return (half + half) | sign;
    }

    /// <summary>e^x - 1, without cancellation near zero. Error at most 1.5 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> ExpM1(Vector<float> x)
    {
        Vector<float> sign = x & SignSingle;
        x = Arithmetic.MaxNative(new Vector<float>(-20), Arithmetic.MinNative(new Vector<float>(89), x));
        Vector<float> n = Quotient(x);
        Vector<float> scale = PowerOfTwo(n - Vector<float>.One);
        Vector<float> half = Arithmetic.MultiplyAddEstimate(scale, ReducedExpM1(Remainder(x, n)), scale - new Vector<float>(0.5f));
        return (half + half) | sign;
    }

    /// <summary>2^x. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Exp2(Vector<double> x)
    {
        x = Arithmetic.MaxNative(new Vector<double>(-1076), Arithmetic.MinNative(new Vector<double>(1025), x));
        Vector<double> n = x + new Vector<double>(RoundDouble) - new Vector<double>(RoundDouble);
        return Scale(ReducedExpM1((x - n) * new Vector<double>(0.6931471805599453)) + Vector<double>.One, n);
    }

    /// <summary>2^x. Error at most 1.0 ulp.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Exp2(Vector<float> x)
    {
        x = Arithmetic.MaxNative(new Vector<float>(-151), Arithmetic.MinNative(new Vector<float>(129), x));
        Vector<float> n = x + new Vector<float>(RoundSingle) - new Vector<float>(RoundSingle);
        return Scale(ReducedExpM1((x - n) * new Vector<float>(0.6931472f)) + Vector<float>.One, n);
    }

    /// <summary>x / ln 2, rounded to an integer.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Quotient(Vector<double> x) =>
        Arithmetic.MultiplyAddEstimate(x, new Vector<double>(1.4426950408889634), new Vector<double>(RoundDouble)) - new Vector<double>(RoundDouble);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Quotient(Vector<float> x) =>
        Arithmetic.MultiplyAddEstimate(x, new Vector<float>(1.442695f), new Vector<float>(RoundSingle)) - new Vector<float>(RoundSingle);

    /// <summary>x - n·ln 2.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Remainder(Vector<double> x, Vector<double> n) =>
        Arithmetic.MultiplyAddEstimate(
            n, new Vector<double>(-LogTwoLow), Arithmetic.MultiplyAddEstimate(n, new Vector<double>(-LogTwoHigh), x));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Remainder(Vector<float> x, Vector<float> n) =>
        Arithmetic.MultiplyAddEstimate(
            n, new Vector<float>(-LogTwoLowSingle), Arithmetic.MultiplyAddEstimate(n, new Vector<float>(-LogTwoHighSingle), x));

    /// <summary>e^r - 1 for |r| ≤ 0.3466: r + r²·q(r) with q fitted to a relative error of 2e-17.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> ReducedExpM1(Vector<double> r)
    {
        Vector<double> z = r * r;
        Vector<double> even = Arithmetic.MultiplyAddEstimate(z, new Vector<double>(2.762606414364964e-07), new Vector<double>(2.4801505209787242e-05));
        Vector<double> odd = Arithmetic.MultiplyAddEstimate(z, new Vector<double>(2.5054953032716386e-08), new Vector<double>(2.7557404456275754e-06));
        even = Arithmetic.MultiplyAddEstimate(z, even, new Vector<double>(0.0013888888931616503));
        odd = Arithmetic.MultiplyAddEstimate(z, odd, new Vector<double>(0.0001984126972176035));
        even = Arithmetic.MultiplyAddEstimate(z, even, new Vector<double>(0.0416666666665766));
        odd = Arithmetic.MultiplyAddEstimate(z, odd, new Vector<double>(0.008333333333388596));
        even = Arithmetic.MultiplyAddEstimate(z, even, new Vector<double>(0.5000000000000006));
        odd = Arithmetic.MultiplyAddEstimate(z, odd, new Vector<double>(0.1666666666666659));
        return Arithmetic.MultiplyAddEstimate(z, Arithmetic.MultiplyAddEstimate(r, odd, even), r);
    }

    /// <summary>e^r - 1 for |r| ≤ 0.3466: r + r²·q(r) with q fitted to a relative error of 3e-10.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> ReducedExpM1(Vector<float> r)
    {
        Vector<float> z = r * r;
        Vector<float> even = Arithmetic.MultiplyAddEstimate(z, new Vector<float>(0.001394064777f), new Vector<float>(0.04166636066f));
        Vector<float> odd = Arithmetic.MultiplyAddEstimate(z, new Vector<float>(0.0001984674637f), new Vector<float>(0.008333388163f));
        even = Arithmetic.MultiplyAddEstimate(z, even, new Vector<float>(0.5000000044f));
        odd = Arithmetic.MultiplyAddEstimate(z, odd, new Vector<float>(0.1666666637f));
        return Arithmetic.MultiplyAddEstimate(z, Arithmetic.MultiplyAddEstimate(r, odd, even), r);
    }
}
