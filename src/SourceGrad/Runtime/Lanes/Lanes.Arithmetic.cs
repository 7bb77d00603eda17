using System.Diagnostics.CodeAnalysis;
using System.Numerics;
using System.Runtime.CompilerServices;

namespace SourceGrad.Runtime;

// What the processor has, with the results that Math fixes for zeros and NaN; exact to the bit.
public static partial class Lanes
{
    /// <summary>The square root, rounded correctly.</summary>
    /// <typeparam name="T">The element type.</typeparam>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<T> Sqrt<T>(Vector<T> x) => Vector.SquareRoot(x);

    /// <summary>The magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Abs(Vector<double> x) => Vector.AndNot(x, SignDouble);

    /// <summary>The magnitude.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Abs(Vector<float> x) => Vector.AndNot(x, SignSingle);

    /// <summary>The magnitude of <paramref name="x"/> with the sign of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> CopySign(Vector<double> x, Vector<double> sign) =>
        Vector.ConditionalSelect(SignDouble, sign, x);

    /// <summary>The magnitude of <paramref name="x"/> with the sign of <paramref name="sign"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> CopySign(Vector<float> x, Vector<float> sign) =>
        Vector.ConditionalSelect(SignSingle, sign, x);

    /// <summary>-1, 0 or 1 for numbers below, at and above zero.</summary>
    /// <exception cref="ArithmeticException">One of the lanes is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Sign(Vector<double> x)
    {
        if (!Vector.EqualsAll(x, x))
        {
            ThrowForNaN();
        }

        return Vector.ConditionalSelect(Vector.Equals(x, Vector<double>.Zero), Vector<double>.Zero, CopySign(Vector<double>.One, x));
    }

    /// <summary>-1, 0 or 1 for numbers below, at and above zero.</summary>
    /// <exception cref="ArithmeticException">One of the lanes is NaN.</exception>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Sign(Vector<float> x)
    {
        if (!Vector.EqualsAll(x, x))
        {
            ThrowForNaN();
        }

        return Vector.ConditionalSelect(Vector.Equals(x, Vector<float>.Zero), Vector<float>.Zero, CopySign(Vector<float>.One, x));
    }

    // That it does not return is what the JIT compiler sees where it throws by itself; after a call that returns no vector would stay in its register.
    [DoesNotReturn]
    private static void ThrowForNaN() => throw new ArithmeticException("Function does not accept floating point Not-a-Number values.");

    /// <summary>The smaller of two; NaN if either is, and -0 is smaller than +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Min(Vector<double> x, Vector<double> y)
    {
        Vector<long> first = Vector.LessThan(x, y) | ~Vector.Equals(x, x);
        return Vector.ConditionalSelect(Vector.Equals(x, y), x | y, Vector.ConditionalSelect(first, x, y));
    }

    /// <summary>The smaller of two; NaN if either is, and -0 is smaller than +0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Min(Vector<float> x, Vector<float> y)
    {
        Vector<int> first = Vector.LessThan(x, y) | ~Vector.Equals(x, x);
        return Vector.ConditionalSelect(Vector.Equals(x, y), x | y, Vector.ConditionalSelect(first, x, y));
    }

    /// <summary>The larger of two; NaN if either is, and +0 is larger than -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<double> Max(Vector<double> x, Vector<double> y)
    {
        Vector<long> first = Vector.GreaterThan(x, y) | ~Vector.Equals(x, x);
        return Vector.ConditionalSelect(Vector.Equals(x, y), x & y, Vector.ConditionalSelect(first, x, y));
    }

    /// <summary>The larger of two; NaN if either is, and +0 is larger than -0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector<float> Max(Vector<float> x, Vector<float> y)
    {
        Vector<int> first = Vector.GreaterThan(x, y) | ~Vector.Equals(x, x);
        return Vector.ConditionalSelect(Vector.Equals(x, y), x & y, Vector.ConditionalSelect(first, x, y));
    }
}
