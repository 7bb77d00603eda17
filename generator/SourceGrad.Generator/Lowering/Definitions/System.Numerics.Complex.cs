namespace System.Numerics;

/// <summary>
/// Where the framework takes a shortcut whose value is right but whose derivative is not (the root of a number on the real axis, the
/// power zero), the general formula is used, which has the same value there.
/// </summary>
public readonly partial struct Complex
{
    public static readonly Complex Zero = new(0, 0);
    public static readonly Complex One = new(1, 0);
    public static readonly Complex ImaginaryOne = new(0, 1);
    public static readonly Complex NaN = new(double.NaN, double.NaN);
    public static readonly Complex Infinity = new(double.PositiveInfinity, double.PositiveInfinity);

    public Complex(double real, double imaginary)
    {
        Real = real;
        Imaginary = imaginary;
    }

    public double Real { get; }

    public double Imaginary { get; }

    public double Magnitude => Abs(this);

    public double Phase => Math.Atan2(Imaginary, Real);

    public static implicit operator Complex(byte value) => new(value, 0);

    public static implicit operator Complex(short value) => new(value, 0);

    public static implicit operator Complex(int value) => new(value, 0);

    public static implicit operator Complex(long value) => new(value, 0);

    public static implicit operator Complex(float value) => new(value, 0);

    public static implicit operator Complex(double value) => new(value, 0);

    public static Complex operator +(Complex left, Complex right) => new(left.Real + right.Real, left.Imaginary + right.Imaginary);

    public static Complex operator +(Complex left, double right) => new(left.Real + right, left.Imaginary);

    public static Complex operator +(double left, Complex right) => new(left + right.Real, right.Imaginary);

    public static Complex operator -(Complex left, Complex right) => new(left.Real - right.Real, left.Imaginary - right.Imaginary);

    public static Complex operator -(Complex left, double right) => new(left.Real - right, left.Imaginary);

    public static Complex operator -(double left, Complex right) => new(left - right.Real, -right.Imaginary);

    public static Complex operator -(Complex value) => new(-value.Real, -value.Imaginary);

    public static Complex operator *(Complex left, Complex right) =>
        new(left.Real * right.Real - left.Imaginary * right.Imaginary, left.Imaginary * right.Real + left.Real * right.Imaginary);

    public static Complex operator *(Complex left, double right) => new(left.Real * right, left.Imaginary * right);

    public static Complex operator *(double left, Complex right) => new(left * right.Real, left * right.Imaginary);

    /// <summary>Smith's method: divides by the larger part first, so that nothing overflows on the way.</summary>
    public static Complex operator /(Complex left, Complex right)
    {
        (double a, double b, double c, double d) = (left.Real, left.Imaginary, right.Real, right.Imaginary);
        if (Math.Abs(d) < Math.Abs(c))
        {
            double ratio = d / c, divisor = c + d * ratio;
            return new Complex((a + b * ratio) / divisor, (b - a * ratio) / divisor);
        }
        else
        {
            double ratio = c / d, divisor = d + c * ratio;
            return new Complex((b + a * ratio) / divisor, (-a + b * ratio) / divisor);
        }
    }

    public static Complex operator /(Complex left, double right) => right == 0 ? NaN : new(left.Real / right, left.Imaginary / right);

    public static Complex operator /(double left, Complex right)
    {
        (double c, double d) = (right.Real, right.Imaginary);
        if (Math.Abs(d) < Math.Abs(c))
        {
            double ratio = d / c, divisor = c + d * ratio;
            return new Complex(left / divisor, -left * ratio / divisor);
        }
        else
        {
            double ratio = c / d, divisor = d + c * ratio;
            return new Complex(left * ratio / divisor, -left / divisor);
        }
    }

    public static bool operator ==(Complex left, Complex right) => left.Real == right.Real && left.Imaginary == right.Imaginary;

    public static bool operator !=(Complex left, Complex right) => left.Real != right.Real || left.Imaginary != right.Imaginary;

    public static Complex Add(Complex left, Complex right) => left + right;

    public static Complex Add(Complex left, double right) => left + right;

    public static Complex Add(double left, Complex right) => left + right;

    public static Complex Subtract(Complex left, Complex right) => left - right;

    public static Complex Subtract(Complex left, double right) => left - right;

    public static Complex Subtract(double left, Complex right) => left - right;

    public static Complex Multiply(Complex left, Complex right) => left * right;

    public static Complex Multiply(Complex left, double right) => left * right;

    public static Complex Multiply(double left, Complex right) => left * right;

    public static Complex Divide(Complex dividend, Complex divisor) => dividend / divisor;

    public static Complex Divide(Complex dividend, double divisor) => dividend / divisor;

    public static Complex Divide(double dividend, Complex divisor) => dividend / divisor;

    public static Complex Negate(Complex value) => -value;

    public static Complex Conjugate(Complex value) => new(value.Real, -value.Imaginary);

    public static Complex Reciprocal(Complex value) => value == Zero ? Zero : One / value;

    public static double Abs(Complex value) => double.Hypot(value.Real, value.Imaginary);

    public static Complex FromPolarCoordinates(double magnitude, double phase) => new(magnitude * Math.Cos(phase), magnitude * Math.Sin(phase));

    public static Complex Exp(Complex value) => FromPolarCoordinates(Math.Exp(value.Real), value.Imaginary);

    public static Complex Log(Complex value) => new(Math.Log(Abs(value)), Math.Atan2(value.Imaginary, value.Real));

    public static Complex Log(Complex value, double baseValue) => Log(value) / Log(baseValue);

    public static Complex Log10(Complex value) => Log(value) * 0.43429448190325;

    /// <summary>The root with a real part that is not negative; on the negative axis the upper one.</summary>
    public static Complex Sqrt(Complex value)
    {
        (double real, double imaginary) = (value.Real, value.Imaginary);
        if (real == 0 && imaginary == 0)
        {
            return new Complex(Math.Sqrt(real), 0);
        }

        // So large that the length overflows.
        bool isLarge = Math.Abs(real) >= double.MaxValue / 2.5 || Math.Abs(imaginary) >= double.MaxValue / 2.5;
        if (isLarge)
        {
            real *= 0.25;
            imaginary *= 0.25;
        }

        double x, y;
        if (real >= 0)
        {
            x = Math.Sqrt((double.Hypot(real, imaginary) + real) * 0.5);
            y = imaginary / (2 * x);
        }
        else
        {
            y = Math.Sqrt((double.Hypot(real, imaginary) - real) * 0.5);
            if (imaginary < 0)
            {
                y = -y;
            }

            x = imaginary / (2 * y);
        }

        return isLarge ? new Complex(2 * x, 2 * y) : new Complex(x, y);
    }

    public static Complex Pow(Complex value, Complex power)
    {
        if (value == Zero)
        {
            return power == Zero ? One : Zero;
        }

        double length = Abs(value), angle = value.Phase;
        double newAngle = power.Real * angle + power.Imaginary * Math.Log(length);
        double newLength = Math.Pow(length, power.Real) * Math.Exp(-power.Imaginary * angle);
        return FromPolarCoordinates(newLength, newAngle);
    }

    public static Complex Pow(Complex value, double power) => Pow(value, new Complex(power, 0));

    public static Complex Sin(Complex value) =>
        new(Math.Sin(value.Real) * Math.Cosh(value.Imaginary), Math.Cos(value.Real) * Math.Sinh(value.Imaginary));

    public static Complex Cos(Complex value) =>
        new(Math.Cos(value.Real) * Math.Cosh(value.Imaginary), -Math.Sin(value.Real) * Math.Sinh(value.Imaginary));

    /// <summary>By twice the angles; far from the real axis divided by the hyperbolic cosine, which overflows.</summary>
    public static Complex Tan(Complex value)
    {
        double x = 2 * value.Real, y = 2 * value.Imaginary;
        double grown = Math.Exp(y), shrunk = 1 / grown, cosh = (grown + shrunk) * 0.5;
        if (Math.Abs(value.Imaginary) <= 4)
        {
            double divisor = Math.Cos(x) + cosh;
            return new Complex(Math.Sin(x) / divisor, (grown - shrunk) * 0.5 / divisor);
        }
        else
        {
            double divisor = 1 + Math.Cos(x) / cosh;
            return new Complex(Math.Sin(x) / cosh / divisor, Math.Tanh(y) / divisor);
        }
    }

    public static Complex Sinh(Complex value)
    {
        Complex sin = Sin(new Complex(-value.Imaginary, value.Real));
        return new Complex(sin.Imaginary, -sin.Real);
    }

    public static Complex Cosh(Complex value) => Cos(new Complex(-value.Imaginary, value.Real));

    public static Complex Tanh(Complex value)
    {
        Complex tan = Tan(new Complex(-value.Imaginary, value.Real));
        return new Complex(tan.Imaginary, -tan.Real);
    }

    public static Complex Atan(Complex value) =>
        ImaginaryOne / new Complex(2, 0) * (Log(One - ImaginaryOne * value) - Log(One + ImaginaryOne * value));

    public static bool IsFinite(Complex value) => double.IsFinite(value.Real) && double.IsFinite(value.Imaginary);

    public static bool IsInfinity(Complex value) => double.IsInfinity(value.Real) || double.IsInfinity(value.Imaginary);

    public static bool IsNaN(Complex value) => !IsInfinity(value) && !IsFinite(value);

    public bool Equals(Complex value) => this == value;
}
