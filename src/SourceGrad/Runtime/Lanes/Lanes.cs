using System.ComponentModel;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace SourceGrad.Runtime;

/// <summary>
/// Elementary functions of a whole vector, for generated code: every lane as <see cref="Math"/> would have it, special
/// values included, to the error that each one states (in units in the last place of the result).
/// </summary>
/// <remarks>
/// None branches on its argument, except where it says that rare arguments go lane by lane through <see cref="Math"/>. Each
/// is meant to be inlined, so that its constants stay in registers and the multiply-adds of neighbouring calls overlap;
/// polynomials are split into even and odd powers to halve their latency.
/// </remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public static partial class Lanes
{
    // Adding and subtracting it rounds to an integer, which then also lies in the low bits of the sum.
    private const double RoundDouble = 6755399441055744;
    private const float RoundSingle = 12582912;

    private static Vector<double> SignDouble
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(-0.0);
    }

    private static Vector<float> SignSingle
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => new(-0.0f);
    }

    /// <summary>2^n of integers from -1022 to 1023.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> PowerOfTwo(Vector<double> n) =>
        Vector.AsVectorDouble(Vector.AsVectorInt64(n + new Vector<double>(RoundDouble + 1023)) << 52);

    /// <summary>2^n of integers from -126 to 127.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> PowerOfTwo(Vector<float> n) =>
        Vector.AsVectorSingle(Vector.AsVectorInt32(n + new Vector<float>(RoundSingle + 127)) << 23);

    /// <summary>x·2^n, rounded once also where it overflows or becomes subnormal, for |n| up to 2000.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<double> Scale(Vector<double> x, Vector<double> n)
    {
        if (Avx512F.VL.IsSupported && Vector<double>.Count == 4)
        {
            return Avx512F.VL.Scale(x.AsVector256(), n.AsVector256()).AsVector();
        }

        if (Avx512F.IsSupported && Vector<double>.Count == 8)
        {
            return Avx512F.Scale(x.AsVector512(), n.AsVector512()).AsVector();
        }

        // In two steps of about half the exponent each, of which only the last can round.
        Vector<double> half = Arithmetic.MultiplyAddEstimate(n, new Vector<double>(0.5), new Vector<double>(RoundDouble)) - new Vector<double>(RoundDouble);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }

    /// <summary>x·2^n, rounded once also where it overflows or becomes subnormal, for |n| up to 250.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector<float> Scale(Vector<float> x, Vector<float> n)
    {
        if (Avx512F.VL.IsSupported && Vector<float>.Count == 8)
        {
            return Avx512F.VL.Scale(x.AsVector256(), n.AsVector256()).AsVector();
        }

        if (Avx512F.IsSupported && Vector<float>.Count == 16)
        {
            return Avx512F.Scale(x.AsVector512(), n.AsVector512()).AsVector();
        }

        Vector<float> half = Arithmetic.MultiplyAddEstimate(n, new Vector<float>(0.5f), new Vector<float>(RoundSingle)) - new Vector<float>(RoundSingle);
        return x * PowerOfTwo(half) * PowerOfTwo(n - half);
    }
}
