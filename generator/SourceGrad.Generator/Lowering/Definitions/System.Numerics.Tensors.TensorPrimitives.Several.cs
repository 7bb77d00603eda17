namespace System.Numerics.Tensors;

internal static partial class TensorPrimitives
{
    public static void Add<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => v + w);

    public static void Add<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => v + y);

    public static void Subtract<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => v - w);

    public static void Subtract<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => v - y);

    public static void Subtract<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(y, destination, w => x - w);

    public static void Multiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => v * w);

    public static void Multiply<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => v * y);

    public static void Divide<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => v / w);

    public static void Divide<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => v / y);

    public static void Divide<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(y, destination, w => x / w);

    public static void Max<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => T.Max(v, w));

    public static void Max<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Max(v, y));

    public static void Min<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => T.Min(v, w));

    public static void Min<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Min(v, y));

    public static void Pow<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => T.Pow(v, w));

    public static void Pow<T>(ReadOnlySpan<T> x, T y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.Pow(v, y));

    public static void Pow<T>(T x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(y, destination, w => T.Pow(x, w));

    public static void Atan2<T>(ReadOnlySpan<T> y, ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(y, x, destination, (v, w) => T.Atan2(v, w));

    public static void Atan2<T>(ReadOnlySpan<T> y, T x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(y, destination, v => T.Atan2(v, x));

    public static void Atan2<T>(T y, ReadOnlySpan<T> x, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, w => T.Atan2(y, w));

    public static void Hypot<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (v, w) => T.Hypot(v, w));

    public static void CopySign<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> sign, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, sign, destination, (v, w) => T.CopySign(v, w));

    public static void CopySign<T>(ReadOnlySpan<T> x, T sign, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, v => T.CopySign(v, sign));

    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, addend, destination, (u, v, w) => u * v + w);

    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (u, v) => u * v + addend);

    public static void MultiplyAdd<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, addend, destination, (u, v) => u * y + v);

    public static void AddMultiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> multiplier, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, multiplier, destination, (u, v, w) => (u + v) * w);

    public static void AddMultiply<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T multiplier, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (u, v) => (u + v) * multiplier);

    public static void AddMultiply<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> multiplier, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, multiplier, destination, (u, v) => (u + y) * v);

    public static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, addend, destination, (u, v, w) => T.FusedMultiplyAdd(u, v, w));

    public static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (u, v) => T.FusedMultiplyAdd(u, v, addend));

    public static void FusedMultiplyAdd<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, addend, destination, (u, v) => T.FusedMultiplyAdd(u, y, v));

    public static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, addend, destination, (u, v, w) => T.FusedMultiplyAdd(u, v, w));

    public static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (u, v) => T.FusedMultiplyAdd(u, v, addend));

    public static void MultiplyAddEstimate<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> addend, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, addend, destination, (u, v) => T.FusedMultiplyAdd(u, y, v));

    public static void Lerp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, ReadOnlySpan<T> amount, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, amount, destination, (u, v, w) => u * (T.One - w) + v * w);

    public static void Lerp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> y, T amount, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, y, destination, (u, v) => u * (T.One - amount) + v * amount);

    public static void Lerp<T>(ReadOnlySpan<T> x, T y, ReadOnlySpan<T> amount, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, amount, destination, (u, v) => u * (T.One - v) + y * v);

    public static void Clamp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, ReadOnlySpan<T> max, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, min, max, destination, (u, v, w) => T.Min(T.Max(u, v), w));

    public static void Clamp<T>(ReadOnlySpan<T> x, T min, T max, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, destination, u => T.Min(T.Max(u, min), max));

    public static void Clamp<T>(ReadOnlySpan<T> x, ReadOnlySpan<T> min, T max, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, min, destination, (u, v) => T.Min(T.Max(u, v), max));

    public static void Clamp<T>(ReadOnlySpan<T> x, T min, ReadOnlySpan<T> max, Span<T> destination)
        where T : IFloatingPointIeee754<T> => Map(x, max, destination, (u, v) => T.Min(T.Max(u, min), v));
}
