namespace System.Numerics.Tensors;

internal static partial class TensorPrimitives
{
    public static void Abs<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Abs(v));

    public static void Acos<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Acos(v));

    public static void Acosh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Acosh(v));

    public static void Asin<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Asin(v));

    public static void Asinh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Asinh(v));

    public static void Atan<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Atan(v));

    public static void Atanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Atanh(v));

    public static void Cbrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Cbrt(v));

    public static void Cos<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Cos(v));

    public static void CosPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.CosPi(v));

    public static void Cosh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Cosh(v));

    public static void DegreesToRadians<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.DegreesToRadians(v));

    public static void Exp<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Exp(v));

    public static void Exp10<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Exp10(v));

    public static void Exp2<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Exp2(v));

    public static void ExpM1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.ExpM1(v));

    public static void Log<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Log(v));

    public static void Log10<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Log10(v));

    public static void Log2<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Log2(v));

    public static void LogP1<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.LogP1(v));

    public static void RadiansToDegrees<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.RadiansToDegrees(v));

    public static void Sin<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Sin(v));

    public static void SinPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.SinPi(v));

    public static void Sinh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Sinh(v));

    public static void Sqrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Sqrt(v));

    public static void Tan<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Tan(v));

    public static void TanPi<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.TanPi(v));

    public static void Tanh<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Tanh(v));

    public static void Negate<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => -v);

    public static void Reciprocal<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.One / v);

    public static void ReciprocalSqrt<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.One / T.Sqrt(v));

    public static void Sigmoid<T>(ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T>
    {
        CheckAny(x.Length);
        Map(x, destination, v => T.One / (T.One + T.Exp(-v)));
    }

    public static void SinCos<T>(ReadOnlySpan<T> x, Span<T> sinDestination, Span<T> cosDestination)
        where T : IFloatingPointIeee754<T>
    {
        CheckDestination(x.Length, sinDestination.Length);
        CheckDestination(x.Length, cosDestination.Length);
        CheckOverlap(x, sinDestination);
        CheckOverlap(x, cosDestination);
        for (int i = 0; i < x.Length; i++)
        {
            (sinDestination[i], cosDestination[i]) = (T.Sin(x[i]), T.Cos(x[i]));
        }
    }
}
