namespace System.Numerics;

/// <summary>Arc sine and cosine, conversions and questions.</summary>
public readonly partial struct Complex
{
    public static implicit operator Complex(sbyte value) => new(value, 0);

    public static implicit operator Complex(char value) => new(value, 0);

    public static implicit operator Complex(ushort value) => new(value, 0);

    public static implicit operator Complex(uint value) => new(value, 0);

    public static Complex operator +(Complex value) => value;

    public static Complex operator ++(Complex value) => value + One;

    public static Complex operator --(Complex value) => value - One;

    /// <summary>On the cut beyond ±1 as the framework has it: above, where the imaginary part is zero.</summary>
    public static Complex Asin(Complex value)
    {
        (double cosine, double sinh) = Arc(value);
        bool isInside = Math.Abs(value.Real) <= 1;
        return new Complex(Math.Atan2(value.Real, cosine), Math.Asinh(isInside || value.Imaginary >= 0 ? sinh : -sinh));
    }

    /// <summary>On the cut beyond ±1 as the framework has it: below, where the imaginary part is zero.</summary>
    public static Complex Acos(Complex value)
    {
        (double cosine, double sinh) = Arc(value);
        bool isInside = Math.Abs(value.Real) <= 1;
        return new Complex(Math.Atan2(cosine, value.Real), Math.Asinh(isInside || value.Imaginary > 0 ? -sinh : sinh));
    }

    /// <summary>
    /// Of the arc sine u + iv what is to the real part x as the cosine of u is to its sine, and the hyperbolic sine of v: by Hull, Fairgrieve and Tang from
    /// the distances to -1 and 1, whose halved sum a is the hyperbolic cosine of v; a - x and a + x without cancellation. Beyond ±1 without the sign of v.
    /// </summary>
    private static (double Cosine, double Sinh) Arc(Complex value)
    {
        (double x, double y) = (value.Real, value.Imaginary);
        if (Math.Abs(x) <= 1)
        {
            double left = double.Hypot(x + 1, y) + (x + 1), right = double.Hypot(x - 1, y) + (1 - x);
            double below = 0.5 * (y * (y / left) + right), above = 0.5 * (y * (y / right) + left);
            return (Math.Sqrt(below) * Math.Sqrt(above), y * Math.Sqrt(0.5 * (1 / left + 1 / right) * (0.5 * (below + above) + 1)));
        }
        else
        {
            double across = x < 0 ? -x : x, up = y < 0 ? -y : y;
            double far = double.Hypot(across + 1, y) + (across + 1), near = double.Hypot(across - 1, y) + (across - 1);
            double a = 0.5 * (far + near) - across;
            return (up * Math.Sqrt(0.5 * (a + across) * (1 / far + 1 / near)), Math.Sqrt(0.5 * (y * (y / far) + near)) * Math.Sqrt(a + 1));
        }
    }

    public static bool IsComplexNumber(Complex value) => value.Real != 0 && value.Imaginary != 0;

    public static bool IsImaginaryNumber(Complex value) => value.Real == 0 && double.IsRealNumber(value.Imaginary);

    public static bool IsRealNumber(Complex value) => value.Imaginary == 0 && double.IsRealNumber(value.Real);

    public static bool IsInteger(Complex value) => value.Imaginary == 0 && double.IsInteger(value.Real);

    public static bool IsEvenInteger(Complex value) => value.Imaginary == 0 && double.IsEvenInteger(value.Real);

    public static bool IsOddInteger(Complex value) => value.Imaginary == 0 && double.IsOddInteger(value.Real);

    public static bool IsNegative(Complex value) => value.Imaginary == 0 && double.IsNegative(value.Real);

    public static bool IsPositive(Complex value) => value.Imaginary == 0 && double.IsPositive(value.Real);

    public static bool IsNegativeInfinity(Complex value) => value.Imaginary == 0 && double.IsNegativeInfinity(value.Real);

    public static bool IsPositiveInfinity(Complex value) => value.Imaginary == 0 && double.IsPositiveInfinity(value.Real);
}
