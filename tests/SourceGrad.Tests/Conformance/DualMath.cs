namespace SourceGrad.Tests.Conformance;

/// <summary>The functions of <see cref="Math"/> and <see cref="double"/> that the rows call, on dual numbers.</summary>
public static class DualMath
{
    public static Dual Abs(Dual x) => Of(x, Math.Abs(x.Value), Math.Sign(x.Value));

    public static Dual Sqrt(Dual x) => Of(x, Math.Sqrt(x.Value), 0.5 / Math.Sqrt(x.Value));

    public static Dual Cbrt(Dual x) => Of(x, Math.Cbrt(x.Value), 1 / (3 * Math.Cbrt(x.Value) * Math.Cbrt(x.Value)));

    public static Dual Exp(Dual x) => Of(x, Math.Exp(x.Value), Math.Exp(x.Value));

    public static Dual Exp2(Dual x) => Of(x, double.Exp2(x.Value), double.Exp2(x.Value) * Math.Log(2));

    public static Dual ExpM1(Dual x) => Of(x, double.ExpM1(x.Value), Math.Exp(x.Value));

    public static Dual Log(Dual x) => Of(x, Math.Log(x.Value), 1 / x.Value);

    public static Dual Log(Dual x, Dual b) => Log(x) / Log(b);

    public static Dual Log2(Dual x) => Of(x, Math.Log2(x.Value), 1 / (x.Value * Math.Log(2)));

    public static Dual Log10(Dual x) => Of(x, Math.Log10(x.Value), 1 / (x.Value * Math.Log(10)));

    public static Dual LogP1(Dual x) => Of(x, double.LogP1(x.Value), 1 / (1 + x.Value));

    public static Dual Sin(Dual x) => Of(x, Math.Sin(x.Value), Math.Cos(x.Value));

    public static Dual Cos(Dual x) => Of(x, Math.Cos(x.Value), -Math.Sin(x.Value));

    public static (Dual Sin, Dual Cos) SinCos(Dual x) => (Sin(x), Cos(x));

    public static Dual Tan(Dual x) => Of(x, Math.Tan(x.Value), 1 / Math.Pow(Math.Cos(x.Value), 2));

    public static Dual Asin(Dual x) => Of(x, Math.Asin(x.Value), 1 / Math.Sqrt(1 - x.Value * x.Value));

    public static Dual Acos(Dual x) => Of(x, Math.Acos(x.Value), -1 / Math.Sqrt(1 - x.Value * x.Value));

    public static Dual Atan(Dual x) => Of(x, Math.Atan(x.Value), 1 / (1 + x.Value * x.Value));

    public static Dual Sinh(Dual x) => Of(x, Math.Sinh(x.Value), Math.Cosh(x.Value));

    public static Dual Cosh(Dual x) => Of(x, Math.Cosh(x.Value), Math.Sinh(x.Value));

    public static Dual Tanh(Dual x) => Of(x, Math.Tanh(x.Value), 1 / Math.Pow(Math.Cosh(x.Value), 2));

    public static Dual Asinh(Dual x) => Of(x, Math.Asinh(x.Value), 1 / Math.Sqrt(x.Value * x.Value + 1));

    public static Dual Acosh(Dual x) => Of(x, Math.Acosh(x.Value), 1 / Math.Sqrt(x.Value * x.Value - 1));

    public static Dual Atanh(Dual x) => Of(x, Math.Atanh(x.Value), 1 / (1 - x.Value * x.Value));

    public static Dual Atan2(Dual y, Dual x)
    {
        double square = x.Value * x.Value + y.Value * y.Value;
        return Of(y, x, Math.Atan2(y.Value, x.Value), x.Value / square, -y.Value / square);
    }

    public static Dual Hypot(Dual x, Dual y)
    {
        double length = double.Hypot(x.Value, y.Value);
        return Of(x, y, length, x.Value / length, y.Value / length);
    }

    public static Dual Pow(Dual x, Dual y)
    {
        double power = Math.Pow(x.Value, y.Value);
        return Of(x, y, power, y.Value * Math.Pow(x.Value, y.Value - 1), y.Tangent == 0 ? 0 : power * Math.Log(x.Value));
    }

    public static Dual Max(Dual x, Dual y) => x.Value >= y.Value ? x : y;

    public static Dual Min(Dual x, Dual y) => x.Value <= y.Value ? x : y;

    public static int Max(int x, int y) => Math.Max(x, y);

    public static int Min(int x, int y) => Math.Min(x, y);

    public static int Abs(int x) => Math.Abs(x);

    public static Dual Clamp(Dual x, Dual min, Dual max) => x.Value < min.Value ? min : x.Value > max.Value ? max : x;

    public static Dual FusedMultiplyAdd(Dual x, Dual y, Dual z) =>
        new(Math.FusedMultiplyAdd(x.Value, y.Value, z.Value), (x * y + z).Tangent);

    public static Dual CopySign(Dual x, Dual y) =>
        Of(x, Math.CopySign(x.Value, y.Value), double.IsNegative(x.Value) == double.IsNegative(y.Value) ? 1 : -1);

    public static Dual ReciprocalEstimate(Dual x) => 1 / x;

    public static Dual Floor(Dual x) => Math.Floor(x.Value);

    public static Dual Ceiling(Dual x) => Math.Ceiling(x.Value);

    public static Dual Truncate(Dual x) => Math.Truncate(x.Value);

    public static Dual Round(Dual x) => Math.Round(x.Value);

    public static int Sign(Dual x) => Math.Sign(x.Value);

    public static Dual IEEERemainder(Dual x, Dual y) =>
        Of(x, y, Math.IEEERemainder(x.Value, y.Value), 1, -Math.Round(x.Value / y.Value, MidpointRounding.ToEven));

    public static Dual Lerp(Dual x, Dual y, Dual t) => x * (1 - t) + y * t;

    public static bool IsNaN(Dual x) => double.IsNaN(x.Value);

    public static bool IsFinite(Dual x) => double.IsFinite(x.Value);

    public static bool IsInfinity(Dual x) => double.IsInfinity(x.Value);

    public static bool IsNegative(Dual x) => double.IsNegative(x.Value);

    private static Dual Of(Dual x, double value, double partial) => new(value, Dual.Times(x.Tangent, partial));

    private static Dual Of(Dual x, Dual y, double value, double partialX, double partialY) =>
        new(value, Dual.Times(x.Tangent, partialX) + Dual.Times(y.Tangent, partialY));
}
