namespace SourceGrad.Generator.Rules;

/// <summary>
/// Bounds of a number that is not NaN: <c>Low ≤ x ≤ High</c> and <c>|x| ≥ Away</c>. Rounding to nearest is monotone, so the
/// rounded result of an operation on the ends bounds the rounded results in between; underflow to zero is thus accounted for.
/// </summary>
internal readonly record struct Range
{
    public static readonly Range Any = new(double.NegativeInfinity, double.PositiveInfinity);
    public static readonly Range NonNegative = new(0, double.PositiveInfinity);

    public Range(double low, double high, double away = 0)
    {
        Low = double.IsNaN(low) ? double.NegativeInfinity : low;
        High = double.IsNaN(high) ? double.PositiveInfinity : high;
        Away = Math.Max(double.IsNaN(away) ? 0 : away, Low > 0 ? Low : High < 0 ? -High : 0);
    }

    public double Low { get; }

    public double High { get; }

    public double Away { get; }

    public bool ExcludesZero => Away > 0;

    public bool IsFinite => !double.IsInfinity(Low) && !double.IsInfinity(High);

    private double Magnitude => Math.Max(Math.Abs(Low), Math.Abs(High));

    public static Range Of(double value) => new(value, value, Math.Abs(value));

    public static Range operator -(Range x) => new(-x.High, -x.Low, x.Away);

    public static Range operator +(Range x, Range y) => new(x.Low + y.Low, x.High + y.High);

    public static Range operator -(Range x, Range y) => x + -y;

    public static Range operator *(Range x, Range y)
    {
        double p = Product(x.Low, y.Low), q = Product(x.Low, y.High), r = Product(x.High, y.Low), s = Product(x.High, y.High);
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)), Product(x.Away, y.Away));
    }

    public static Range operator /(Range x, Range y)
    {
        double away = x.Away == 0 ? 0 : x.Away / y.Magnitude;
        if (y.Low <= 0 && y.High >= 0)
        {
            return new(double.NegativeInfinity, double.PositiveInfinity, away);
        }

        double p = Quotient(x.Low, y.Low), q = Quotient(x.Low, y.High), r = Quotient(x.High, y.Low), s = Quotient(x.High, y.High);
        return new(Math.Min(Math.Min(p, q), Math.Min(r, s)), Math.Max(Math.Max(p, q), Math.Max(r, s)), away);
    }

    public Range Union(Range other) =>
        new(Math.Min(Low, other.Low), Math.Max(High, other.High), Math.Min(Away, other.Away));

    public Range Max(Range other) => new(Math.Max(Low, other.Low), Math.Max(High, other.High), Math.Min(Away, other.Away));

    public Range Min(Range other) => new(Math.Min(Low, other.Low), Math.Min(High, other.High), Math.Min(Away, other.Away));

    public Range Abs() => new(Away, Magnitude);

    /// <summary>A monotone function of the number.</summary>
    public Range Through(Func<double, double> increasing) => new(increasing(Low), increasing(High));

    /// <summary>The bounds after rounding to float.</summary>
    public Range ToFloat() => new((float)Low, (float)High, (float)Away);

    /// <summary>The bounds after rounding to a precision of which nothing is known but that it holds small powers of two.</summary>
    public Range ToAnyPrecision() => new(Widened(Low, Low < 0), Widened(High, High > 0), Widened(Away, false));

    private static double Widened(double bound, bool outwards)
    {
        const double least = 1.0 / 256, most = 256;
        double magnitude = Math.Abs(bound);
        bool isExact = magnitude is >= least and <= most && (BitConverter.DoubleToInt64Bits(bound) & ((1L << 52) - 1)) == 0;
        return isExact || bound == 0 ? bound
            : outwards ? (magnitude > most / 2 ? (bound < 0 ? double.NegativeInfinity : double.PositiveInfinity) : magnitude < least ? Math.Sign(bound) * least : 2 * bound)
            : magnitude < least ? 0
            : Math.Sign(bound) * Math.Min(magnitude / 2, most);
    }

    /// <summary>Ends at infinity are reached by infinity alone; zero times that is NaN, which the bounds leave out.</summary>
    private static double Product(double x, double y) => x == 0 || y == 0 ? 0 : x * y;

    private static double Quotient(double x, double y) =>
        x == 0 || double.IsInfinity(y) ? 0 : x / y;
}
