#if NET9_0_OR_GREATER
global using Arithmetic = System.Numerics.Vector;
#else
global using Arithmetic = SourceGrad.Runtime.Arithmetic;
using System.Numerics;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace SourceGrad.Runtime;

/// <summary>
/// What <see cref="Vector"/> has from .NET 9 on and the lane functions need, under the same names: from there on, the
/// alias above leaves this class out, and the compiler treats each call as one instruction.
/// </summary>
internal static class Arithmetic
{
    /// <summary><c>a * b + c</c>, rounded once where the hardware can and twice where it cannot.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> MultiplyAddEstimate(Vector<double> a, Vector<double> b, Vector<double> c) =>
        HasFused ? FusedMultiplyAdd(a, b, c) : a * b + c;

    /// <inheritdoc cref="MultiplyAddEstimate(Vector{double}, Vector{double}, Vector{double})"/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> MultiplyAddEstimate(Vector<float> a, Vector<float> b, Vector<float> c) =>
        Fma.IsSupported && Vector<float>.Count == 8
            ? Fma.MultiplyAdd(a.AsVector256(), b.AsVector256(), c.AsVector256()).AsVector()
            : AdvSimd.IsSupported && Vector<float>.Count == 4
                ? AdvSimd.FusedMultiplyAdd(c.AsVector128(), a.AsVector128(), b.AsVector128()).AsVector()
                : a * b + c;

    /// <summary><c>a * b + c</c>, rounded once.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> FusedMultiplyAdd(Vector<double> a, Vector<double> b, Vector<double> c) =>
        Fma.IsSupported && Vector<double>.Count == 4
            ? Fma.MultiplyAdd(a.AsVector256(), b.AsVector256(), c.AsVector256()).AsVector()
            : AdvSimd.Arm64.IsSupported && Vector<double>.Count == 2
                ? AdvSimd.Arm64.FusedMultiplyAdd(c.AsVector128(), a.AsVector128(), b.AsVector128()).AsVector()
                : LaneByLane(a, b, c);

    /// <summary>The smaller of each two lanes; the right one if either is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MinNative<T>(Vector<T> left, Vector<T> right) =>
        Vector.ConditionalSelect(Vector.LessThan(left, right), left, right);

    /// <summary>The larger of each two lanes; the right one if either is not a number.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> MaxNative<T>(Vector<T> left, Vector<T> right) =>
        Vector.ConditionalSelect(Vector.GreaterThan(left, right), left, right);

    private static bool HasFused
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => (Fma.IsSupported && Vector<double>.Count == 4) || (AdvSimd.Arm64.IsSupported && Vector<double>.Count == 2);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static Vector<double> LaneByLane(Vector<double> a, Vector<double> b, Vector<double> c)
    {
        Span<double> lanes = stackalloc double[Vector<double>.Count];
        for (int i = 0; i < lanes.Length; i++)
        {
            lanes[i] = Math.FusedMultiplyAdd(a[i], b[i], c[i]);
        }

        return new Vector<double>(lanes);
    }
}
#endif
